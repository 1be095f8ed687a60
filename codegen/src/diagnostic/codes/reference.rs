//! MV03: references, and what nothing refers to.

super::codes! {
    UNRESOLVED = "MV0301" Broken "a reference that leads nowhere":
        "There is nothing at the end of this `$ref`. References are case-sensitive: `#/components/schemas/JobState`.";
    EXTERNAL = "MV0302" Broken "a reference to another file":
        "The generator reads one file. Copy what the reference leads to into `components` and refer to it there.";
    SIBLING = "MV0303" Harmful "a key beside a reference":
        "Whatever stands beside a `$ref` is passed over. To add a description or an example to a referenced schema, \
         wrap the reference: `allOf: [{$ref: '#/components/schemas/JobTag'}]`, with the other keys beside `allOf`.";
    WRONG_KIND = "MV0304" Broken "a reference to something of another kind":
        "The reference leads to another kind of object than the one that is needed here, such as to a parameter where a \
         schema is needed.";
    CYCLE = "MV0305" Broken "a reference that leads back to itself":
        "Following the reference never ends. One of the components on the way has to say something itself.";
    UNUSED = "MV0306" Advice "a component that nothing uses":
        "Nothing refers to this component. A schema still becomes a public type of the client. Remove it, or refer to \
         it.";
    PATH_ITEM_REF = "MV0307" Broken "a path that is a reference":
        "The generator cannot follow a `$ref` in place of a path's operations. Write them out.";
}
