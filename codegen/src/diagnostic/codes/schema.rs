//! MV06: schemas, examples and defaults.

super::codes! {
    FORMAT = "MV0601" Harmful "an unknown format":
        "The format is not one that OpenAPI or this generator knows for the type, so it is passed over: \
         `format: int46` makes an `i64` with no word said.";
    FORMAT_UNSUPPORTED = "MV0602" Broken "a format whose type the client does not have":
        "The generated code would name a type of the crate chrono or uuid, which the client does not depend on. Leave \
         the format out and say it in the description: a reader that insists on a form loses the whole answer when a \
         time is written in another way.";
    ARRAY_ITEMS = "MV0603" Broken "a list without items":
        "`type: array` needs `items`, the schema of what is in the list.";
    LIMITS = "MV0604" Harmful "limits that contradict each other":
        "No value can satisfy both limits, such as `minLength: 5` with `maxLength: 3`, or `multipleOf` is not \
         more than 0.";
    REGEX = "MV0605" Broken "a pattern that is no regular expression":
        "The pattern is not a regular expression of ECMAScript, which OpenAPI uses, without its flag for Unicode. The \
         generated code would refuse every value, or those that are meant.";
    ENUM_DUPLICATE = "MV0606" Broken "an enum value twice":
        "Two values of the enum are the same.";
    ENUM_TYPE = "MV0607" Broken "an enum value of another type":
        "The value is not of the schema's type. `NO` and `200` need quotes when they are strings.";
    DEFAULT_INVALID = "MV0608" Broken "a default that its schema refuses":
        "The default is not valid by the schema that it belongs to, so the generated code could not make it.";
    EXAMPLE_INVALID = "MV0609" Harmful "an example that its schema refuses":
        "The example is not valid by its schema, or has a property that the schema does not name. One of the two is \
         wrong, and readers believe the example.";
    REQUIRED_UNKNOWN = "MV0610" Harmful "a required property that does not exist":
        "`required` names a property that `properties` does not have. The property that was meant is optional now.";
    KEYWORD_MISPLACED = "MV0611" Harmful "a keyword that does not fit the type":
        "The keyword says nothing about values of this type: `maxLength` is about strings, `minimum` about numbers, \
         `items` about lists, `properties` about objects. It is passed over.";
    TYPE_MISSING = "MV0612" Harmful "a schema without a type":
        "Without `type`, `$ref` or `allOf`, the schema takes anything and becomes a `serde_json::Value`.";
    UNION = "MV0613" Harmful "anyOf or oneOf":
        "`anyOf` becomes a struct with all alternatives in it, which fails for every scalar; `oneOf` becomes an enum \
         with variants that have no names, tried in order, and its discriminator is ignored. Generators of other \
         languages do no better. For an enum that may grow, use `enum` with `x-extensible-enum: true`; for objects, \
         one schema with optional properties.";
    INLINE = "MV0614" Advice "an object or enum without a name":
        "An inline object or enum gets a name that is made up from where it stands, in every language a different one. \
         Put it under `components/schemas` and refer to it.";
    NAMES_FOLD = "MV0615" Broken "two names that are one in Rust":
        "Two properties, values or schemas become the same name in Rust: case, hyphens, underscores and other marks do \
         not count there.";
    NOT = "MV0616" Broken "not":
        "The generator cannot express `not`. Say it in the description.";
    DISCRIMINATOR = "MV0617" Harmful "a discriminator":
        "The generator ignores `discriminator`, so the first alternative that fits is taken, whatever the discriminator \
         says.";
    TYPE_NAME_TAKEN = "MV0618" Broken "a name that the generated code needs itself":
        "The generated code has a type `Lifecycle` beside those of the schemas: it says what a state asks for. Every other \
         name is free, those of Rust's own types too.";
    EXAMPLE_TWICE = "MV0619" Harmful "example beside examples":
        "`example` and `examples` exclude each other; which one a tool shows is chance.";
    ENUM_EMPTY = "MV0620" Broken "an enum without values":
        "No value can satisfy an empty enum.";
    NAME_EMPTY = "MV0621" Broken "a name without letters":
        "Of this name nothing is left in Rust, where names are made of letters, digits and underscores.";
    REQUIRED_EACH_OTHER = "MV0622" Harmful "objects that require each other":
        "An object requires another one, which requires the first in turn, or itself: no value has an end. Make one of \
         the properties optional, `nullable`, or a list.";
}
