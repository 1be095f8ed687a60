//! MV06: schemas, examples and defaults.

super::codes! {
    FORMAT = "MV0601" Harmful "an unknown format":
        "Neither OpenAPI nor this generator knows the format for the type, so it is ignored: `format: int46` silently \
         makes an `i64`.";
    FORMAT_UNSUPPORTED = "MV0602" Broken "a format that the client has no type for":
        "The generated code would name a type of the crate chrono or uuid, which the client does not depend on. Remove \
         the format and mention it in the description: a client that insists on a format loses the whole response when \
         a time is written in another way.";
    ARRAY_ITEMS = "MV0603" Broken "a list without items":
        "`type: array` needs `items`, the schema of the entries of the list.";
    LIMITS = "MV0604" Harmful "contradictory limits":
        "No value satisfies both limits, for example `minLength: 5` with `maxLength: 3`; or `multipleOf` is not \
         greater than 0.";
    REGEX = "MV0605" Broken "an invalid pattern":
        "The pattern is not a regular expression of ECMAScript without its Unicode flag, which is the syntax that \
         OpenAPI uses. The generated code would reject every value, or those that the pattern is meant to accept.";
    ENUM_DUPLICATE = "MV0606" Broken "a duplicate enum value":
        "Two values of the enum are the same.";
    ENUM_TYPE = "MV0607" Broken "an enum value of another type":
        "The value is not of the schema's type. `NO` and `200` need quotes if they are strings.";
    DEFAULT_INVALID = "MV0608" Broken "an invalid default":
        "The default does not match its schema, so the generated code could not construct it.";
    EXAMPLE_INVALID = "MV0609" Harmful "an invalid example":
        "The example does not match its schema, or has a property that the schema does not name. One of the two is \
         wrong, and readers trust the example.";
    REQUIRED_UNKNOWN = "MV0610" Harmful "a required property that does not exist":
        "`required` names a property that `properties` does not have. The property that was meant is optional now.";
    KEYWORD_MISPLACED = "MV0611" Harmful "a keyword that does not fit the type":
        "The keyword does not apply to values of this type: `maxLength` applies to strings, `minimum` to numbers, \
         `items` to lists, `properties` to objects. It is ignored.";
    TYPE_MISSING = "MV0612" Harmful "a schema without a type":
        "Without `type`, `$ref` or `allOf`, the schema accepts any value and becomes a `serde_json::Value`.";
    UNION = "MV0613" Harmful "anyOf or oneOf":
        "`anyOf` becomes a struct that contains all alternatives, which fails for every scalar. `oneOf` becomes an \
         enum whose variants have no names and are tried in order, and its discriminator is ignored. Generators of \
         other languages do no better. For an enum that can grow, use `enum` with `x-extensible-enum: true`; for \
         objects, use one schema with optional properties.";
    INLINE = "MV0614" Advice "an object or enum without a name":
        "The generator derives the name of an inline object or enum from its place, in every language differently. Put \
         the schema under `components/schemas` and refer to it.";
    NAMES_FOLD = "MV0615" Broken "two names that are the same in Rust":
        "Two properties, values or schemas become the same name in Rust, where case, hyphens, underscores and other \
         marks do not count.";
    NOT = "MV0616" Broken "not":
        "The generator does not support `not`. State the restriction in the description.";
    DISCRIMINATOR = "MV0617" Harmful "a discriminator":
        "The generator ignores `discriminator`, so the client takes the first alternative that fits, whatever the \
         discriminator says.";
    TYPE_NAME_TAKEN = "MV0618" Broken "a reserved type name":
        "The generated code has a type `Lifecycle` beside those of the schemas, which classifies the states of a job. \
         Every other name is available, including the names of Rust's own types.";
    EXAMPLE_TWICE = "MV0619" Harmful "example beside examples":
        "`example` and `examples` are mutually exclusive; a tool may show either of them.";
    ENUM_EMPTY = "MV0620" Broken "an enum without values":
        "No value satisfies an empty enum.";
    NAME_EMPTY = "MV0621" Broken "a name without letters or digits":
        "Names in Rust consist of letters, digits and underscores, so nothing of this name remains in Rust.";
    REQUIRED_EACH_OTHER = "MV0622" Harmful "objects that require each other":
        "An object requires itself, or another object that requires the first in turn, so no value is ever complete. \
         Make one of the properties optional, `nullable`, or a list.";
}
