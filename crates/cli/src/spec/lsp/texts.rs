//! What the server says besides findings and the meanings of keys, which come from the library.

use metastudio_voice_codegen::openapi::Object;

use crate::text::{Language, texts};

texts! {
    // Kinds of values.
    A_STRING: "a string", "字符串";
    A_BOOLEAN: "`true` or `false`", "`true` 或 `false`";
    A_SIZE: "an integer that is 0 or more", "大于或等于 0 的整数";
    A_NUMBER: "a number", "数字";
    ANYTHING: "any value", "任意值";
    OR_REFERENCE: "{object}, or a `$ref` to one", "{object}，或引用它的 `$ref`";
    BOOLEAN_OR: "`true`, `false`, {object}, or a `$ref` to one", "`true`、`false`、{object}，或引用它的 `$ref`";
    A_REFERENCE: "a reference to {object}", "对 {object} 的引用";
    A_LIST: "a list; each item is {value}", "列表；每项为{value}";
    A_MAP: "a map; each value is {value}", "映射；每个值为{value}";
    A_MAP_OF_NAMES: "a map from names; each value is {value}", "以名称为键的映射；每个值为{value}";
    A_MAP_WITH: "a map with the keys {keys}", "含下列键的映射：{keys}";
    OPTIONAL: "{key} (optional)", "{key}（可选）";
    ONE_OF: "{first} or {last}", "{first} 或 {last}";
    REQUIRED: "required; {kind}", "必填；{kind}";

    // Hover.
    KEY_OF: "**`{name}`** of {object}: {kind}", "**`{name}`**（{object}）：{kind}";
    IN_PLACE_OF: "**`$ref`** in place of {object}", "**`$ref`** 代替{object}";
    NOTHING_REFERS: "Nothing in this file refers to it.", "此文件中没有引用它之处。";
    ONE_REFERS: "One place refers to it.", "有 1 处引用它。";
    SOME_REFER: "{count} places refer to it.", "有 {count} 处引用它。";

    // Summaries.
    PARAMETER_IN: "`{name}` in {place}", "`{name}`，位于 {place}";
    REQUIRED_PARAMETER_IN: "`{name}` in {place}, required", "`{name}`，位于 {place}，必填";
    REQUIRED_PROPERTY: "{property}, required", "{property}，必填";
    AN_OPERATION: "operation `{id}`", "操作 `{id}`";
    OF_ITEMS: "{kind} of {items}", "{kind}，每项为 {items}";
    OF_SCALARS: "{kind} of {items}s", "{kind}，每项为 {items}";
    IN_REQUESTS: "in requests", "用于请求";
    IN_RESPONSES: "in responses", "用于响应";
    IN_BOTH: "in requests and in responses", "用于请求和响应";
    AND_MORE: "- and {count} more", "- 另有 {count} 个";

    // Proposals, and actions.
    REFERS_TO: "refers to {object}", "引用{object}";
    A_STATUS: "a status", "状态码";
    A_MEDIA_TYPE: "a media type", "媒体类型";
    ALLOW_HERE: "allow {id} here, with a reason to write", "在此处允许 {id}，并填写理由";
    FIX_ALL: "Make all certain fixes", "执行全部确定的修正";

    // Diagnostics.
    HELP: "help: {help}", "建议：{help}";
    NOTE: "note: {note}", "说明：{note}";
    ALLOWED: "note: `x-allow` allows it: {reason}", "说明：`x-allow` 允许它：{reason}";
    TOO_LARGE: "the file is too large to be checked while it is edited\nhelp: save it, and run `metastudio-voice spec check`", "文件过大，无法在编辑时检查\n建议：请保存后运行 `metastudio-voice spec check`";

    // What is not renamed.
    NOT_YAML: "the text is not YAML; correct it first", "文本不是 YAML；请先更正";
    NOT_A_NAME: "nothing here can be renamed", "此处没有可重命名的内容";
    NAMED_BY_SERVICE: "the service chooses this name; only components, operations and tags can be renamed", "此名称由服务决定；只能重命名组件、操作和标签";
    WITHOUT_NAME: "the thing has no name", "它没有名称";
    NOT_A_COMPONENT: "`{name}` is not a valid name of a component; use letters, digits, dots, hyphens and underscores", "`{name}` 不是有效的组件名称；请使用字母、数字、点、连字符和下划线";
    TAKEN: "there is already one with the name `{name}`", "已有名为 `{name}` 的一项";
    EMPTY_NAME: "the name is empty, or has spaces around it", "名称为空，或前后有空格";
    ESCAPED: "`{name}` is written with escapes in one place; rename it by hand", "`{name}` 有一处写有转义；请手动重命名";
}

/// Returns the name of an object of OpenAPI in a sentence, such as "a Schema object".
pub(super) fn object(object: &Object) -> String {
    match Language::current() {
        Language::En => object.a(),
        Language::Zh => format!("{} 对象", object.name),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_text_is_there_in_both_languages() {
        crate::text::check_catalogue(super::ALL);
    }
}
