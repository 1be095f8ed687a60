//! MV01: the file as YAML.

super::codes! {
    SYNTAX = "MV0101" Broken "invalid YAML":
        "The text cannot be parsed as YAML (or JSON, which is a subset of YAML). The place is where the parser gave \
         up; the cause is often on the line before it: a missing space after a colon, an unclosed quote or bracket, \
         wrong indentation, or an unquoted text that contains `: ` or ` #`.";
    DUPLICATE_KEY = "MV0102" Broken "a duplicate key":
        "A map has the same key twice. Some parsers take the first value, some take the last, and some reject the \
         file, so the spec means different things to different tools. Remove one of the two.";
    YAML_TRAP = "MV0103" Harmful "a scalar that YAML 1.1 reads differently":
        "YAML 1.1 parsers, such as PyYAML, read some plain scalars differently from YAML 1.2 parsers: `NO`, `off` and \
         `yes` become booleans, `2024-01-01` becomes a date, `12:30` the number 750, `0123` the number 83, and `1_000` \
         the number 1000. Teams in other languages use such parsers. Put the scalar in quotes: `'NO'`.";
    STATUS_UNQUOTED = "MV0104" Advice "a status code without quotes":
        "The keys of `responses` are strings. Without quotes, most YAML parsers read `200:` as a number, and some \
         tools then reject the key or do not find it. Write `'200':`.";
    KEY = "MV0105" Broken "a key that is not a string":
        "A key of a map is a list, a map or null. In OpenAPI every key is a string. The cause is often a stray colon \
         or a line that is indented too far.";
    EMPTY = "MV0106" Broken "not exactly one document":
        "The file is empty, or it contains several YAML documents (separated by `---`). A spec is exactly one \
         document.";
    TOO_LARGE = "MV0107" Broken "a file that is nested too deeply or too large":
        "Maps and lists are nested more than 100 levels deep, or aliases (`*name`) expand the file to more than \
         500,000 nodes. Neither happens intentionally.";
    TAG = "MV0108" Harmful "a YAML tag":
        "A tag such as `!include` asks the parser for something that OpenAPI does not define. This tool and most \
         others ignore it. Put the content into the file itself.";
    MERGE_KEY = "MV0109" Broken "a merge key":
        "The merge key `<<` exists in YAML 1.1 only. YAML 1.2 parsers read it as a key named `<<`, and the keys that \
         it should have merged are missing. Repeat the keys, or use `allOf` or `$ref`.";
}
