//! MV03: references and unused components.

super::codes! {
    UNRESOLVED = "MV0301" Broken "a reference to something that does not exist":
        "The target of this `$ref` does not exist. References are case-sensitive: `#/components/schemas/JobState`.";
    EXTERNAL = "MV0302" Broken "a reference to another file":
        "The generator reads a single file. Copy the target of the reference into `components` and refer to it there.";
    SIBLING = "MV0303" Harmful "a key beside a reference":
        "Every key beside a `$ref` is ignored. To add a description or an example to a referenced schema, wrap the \
         reference: `allOf: [{$ref: '#/components/schemas/JobTag'}]`, with the other keys beside `allOf`.";
    WRONG_KIND = "MV0304" Broken "a reference to the wrong kind of object":
        "The reference leads to another kind of object than the one that is required here, for example to a parameter \
         where a schema is required.";
    CYCLE = "MV0305" Broken "a circular reference":
        "Following the reference never ends. At least one of the components in the circle must have content of its \
         own.";
    UNUSED = "MV0306" Advice "an unused component":
        "Nothing refers to this component. A schema still becomes a public type of the client. Remove the component, \
         or refer to it.";
    PATH_ITEM_REF = "MV0307" Broken "a path item that is a reference":
        "The generator cannot follow a `$ref` in place of a path's operations. Write the operations out.";
}
