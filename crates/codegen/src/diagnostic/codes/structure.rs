//! MV02: the structure of OpenAPI's objects.

super::codes! {
    WRONG_TYPE = "MV0201" Broken "a value of the wrong type":
        "OpenAPI 3.0 requires another type of value here, for example a string in place of a number, or a map in place \
         of a list. A version or a code that looks like a number needs quotes: `version: '1.0'`.";
    MISSING_KEY = "MV0202" Broken "a missing required key":
        "OpenAPI 3.0 requires this key. For example, `info` needs `title` and `version`, a response needs \
         `description`, and a parameter needs `name` and `in`.";
    UNKNOWN_KEY = "MV0203" Harmful "an unknown key":
        "OpenAPI 3.0 has no such key in this object. The key is misspelt, misplaced or wrongly indented, and every \
         tool silently ignores it: `tpye: string` makes a property of any type, and `requierd: [name]` makes `name` \
         optional. Custom keys begin with `x-`.";
    KEYWORD_3_1 = "MV0204" Harmful "a key of OpenAPI 3.1":
        "The file declares OpenAPI 3.0, but this key was added in OpenAPI 3.1 or in JSON Schema 2020-12, so it is \
         ignored. The help line names the equivalent in 3.0, if there is one: `nullable: true` for `type: [string, \
         'null']`, an `enum` of one value for `const`, `example` for a schema's `examples`.";
    VERSION = "MV0205" Broken "not OpenAPI 3.0":
        "The generator supports OpenAPI 3.0.x only. Write `openapi: 3.0.3`. A Swagger 2.0 or OpenAPI 3.1 file is not \
         checked any further, because most other findings would only follow from the version. Convert the file first.";
    NOT_A_CHOICE = "MV0206" Broken "not one of the allowed values":
        "The key allows only a few values: `in` is path, query, header or cookie; `type` is string, integer, number, \
         boolean, array or object.";
    PATH = "MV0207" Broken "a path without a leading slash":
        "The keys of `paths` are URL paths and begin with a slash: `/v1/{project_id}/things`.";
    COMPONENT_NAME = "MV0208" Harmful "a component name that references cannot use":
        "The names under `components` consist of letters, digits, dots, hyphens and underscores.";
    FIRST_KEY = "MV0209" Broken "a top-level key that is misspelt or misplaced":
        "Everything else in the file depends on `paths` and `components`. With `componets` or `shemas`, or with \
         `schemas` beside `paths` instead of under `components`, no reference resolves. These consequences are not \
         reported: the checks continue as if the key were written correctly.";
}
