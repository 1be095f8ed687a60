//! MV02: the shape of OpenAPI's objects.

super::codes! {
    WRONG_TYPE = "MV0201" Broken "a value of the wrong type":
        "OpenAPI 3.0 wants another kind of value here: a string where a number stands, a map where a list stands. A \
         version or a code that looks like a number needs quotes: `version: '1.0'`.";
    MISSING_KEY = "MV0202" Broken "a required key is missing":
        "OpenAPI 3.0 requires this key: `info` its `title` and `version`, a response its `description`, a parameter its \
         `name` and `in`, and so on.";
    UNKNOWN_KEY = "MV0203" Harmful "an unknown key":
        "OpenAPI 3.0 has no such key in this object. It is misspelt, in the wrong place, or indented wrongly, and every \
         tool passes over it without a word: `tpye: string` makes a property of any type, `requierd: [name]` makes \
         `name` optional. Keys of your own begin with `x-`.";
    KEYWORD_3_1 = "MV0204" Harmful "a key of OpenAPI 3.1":
        "The file says it is OpenAPI 3.0, and this key came with 3.1 or with JSON Schema 2020-12. It is passed over. \
         The help names what 3.0 has instead, if anything: `nullable: true` for `type: [string, 'null']`, an `enum` of \
         one value for `const`, `example` for a schema's `examples`.";
    VERSION = "MV0205" Broken "not OpenAPI 3.0":
        "The generator reads OpenAPI 3.0.x and nothing else. Write `openapi: 3.0.3`. A file of Swagger 2.0 or OpenAPI \
         3.1 is not checked any further, since most of what would be found follows from the version: convert it first.";
    NOT_A_CHOICE = "MV0206" Broken "not one of the allowed values":
        "The key takes one of a few values: `in` is path, query, header or cookie; `type` is string, integer, number, \
         boolean, array or object.";
    PATH = "MV0207" Broken "a path without a slash":
        "The keys of `paths` are paths and begin with a slash: `/v1/{project_id}/things`.";
    COMPONENT_NAME = "MV0208" Harmful "a name that references cannot use":
        "The names under `components` are made of letters, digits, dots, hyphens and underscores.";
    FIRST_KEY = "MV0209" Broken "a first key that is misspelt or in the wrong place":
        "Everything in the file hangs on `paths` and `components`. With `componets` or `shemas`, every reference leads \
         nowhere; with `schemas` beside `paths` instead of under `components`, too. What follows from the key is not \
         told: the checks go on as if it were written as it was meant.";
}
