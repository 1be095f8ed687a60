//! MV01: the file as YAML.

super::codes! {
    SYNTAX = "MV0101" Broken "not valid YAML":
        "The text cannot be read as YAML (or JSON, which is YAML). The place is where the reader gave up; the cause is \
         often the line before it: a missing space after a colon, an unclosed quote or bracket, wrong indentation, a \
         text with `: ` or ` #` in it that needs quotes.";
    DUPLICATE_KEY = "MV0102" Broken "a key twice in one map":
        "A map has the same key twice. Some readers take the first value, some the last, some refuse the file, so the \
         spec means different things to different tools. Remove one of the two.";
    YAML_TRAP = "MV0103" Harmful "a scalar that YAML 1.1 reads differently":
        "YAML 1.1 readers, such as PyYAML, take some plain scalars for something else than YAML 1.2 readers do: `NO`, \
         `off` and `yes` become booleans, `2024-01-01` a date, `12:30` the number 750, `0123` the number 83, `1_000` the \
         number 1000. Teams in other languages use such readers. Put the scalar in quotes: `'NO'`.";
    STATUS_UNQUOTED = "MV0104" Advice "a status code without quotes":
        "The keys of `responses` are strings. Without quotes, `200:` is a number to most YAML readers, and some tools \
         then refuse the key or do not find it. Write `'200':`.";
    KEY = "MV0105" Broken "a key that is not a string":
        "A key of a map is a list, a map or nothing. In OpenAPI every key is a string. The cause is often a stray colon \
         or a line that is indented too far.";
    EMPTY = "MV0106" Broken "not exactly one document":
        "The file is empty, or it holds several YAML documents (`---` between them). A spec is one document.";
    TOO_LARGE = "MV0107" Broken "nested too deeply, or too large":
        "Maps and lists are nested more than a hundred deep, or aliases (`*name`) multiply into more nodes than any \
         spec has. Neither happens by intention.";
    TAG = "MV0108" Harmful "a YAML tag":
        "A tag such as `!include` asks the reader to do something that OpenAPI does not know. It is passed over here \
         and in most tools. Put the content in the file itself.";
    MERGE_KEY = "MV0109" Broken "a merge key":
        "The merge key `<<` is of YAML 1.1 only. Readers of YAML 1.2 take it for a key of that name, and what should \
         have been merged is missing. Repeat the keys, or use `allOf` or `$ref`.";
}
