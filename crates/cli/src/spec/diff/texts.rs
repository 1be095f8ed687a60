//! The texts of the report: the things that change, what becomes of them, and what that means.
//!
//! A report speaks the language of the run, and its JSON always English, so that programs find the same everywhere.

use crate::text::texts;

texts! {
    // Things. In English, the name of a rule begins with it.
    ALTERNATIVE: "alternative", "备选项";
    ARGUMENT_ORDER: "argument order", "参数顺序";
    AUTHENTICATION: "authentication", "认证方式";
    BODY: "body", "消息体";
    CALLBACK: "callback", "回调";
    ENCODING: "encoding", "编码";
    ENUM_DESCRIPTION: "enum description", "枚举值说明";
    ENUM_NAME: "enum name", "枚举值名称";
    ENUM_VALUE: "enum value", "枚举值";
    ERROR_CODE: "error code", "错误码";
    EXAMPLE: "example", "示例";
    EXTENSION: "extension", "扩展";
    FIRST_SERVER: "first server", "首选服务器";
    HEADER: "header", "消息头";
    LINK: "link", "链接";
    MEDIA_TYPE: "media type", "媒体类型";
    OPERATION: "operation", "操作";
    PARAMETER: "parameter", "参数";
    PATH: "path", "路径";
    PROPERTY: "property", "属性";
    RATE_LIMIT: "rate limit", "流控";
    RESPONSE: "response", "响应";
    SCHEMA: "schema", "数据结构";
    SECURITY_SCHEME: "security scheme", "安全方案";
    SERVER: "server", "服务器";
    SERVER_VALUE: "server value", "服务器变量值";
    SERVER_VARIABLE: "server variable", "服务器变量";
    SOURCE: "source", "来源";
    STATE: "state", "状态";
    TAG: "tag", "标签";
    TYPE_NAME: "type name", "类型名称";
    UPLOAD: "upload", "上传";

    // Things of the Rust API.
    FIELD: "field", "字段";
    ITEM: "item", "条目";
    METHOD: "method", "方法";
    SETTER: "setter", "设置方法";
    TRAIT: "trait", "trait（特征）";
    TYPE: "type", "类型";
    VARIANT: "variant", "枚举变体";

    // What has become of a thing.
    KEY_ADDED: "`{key}: {value}` is new", "新增 `{key}: {value}`";
    KEY_REMOVED: "`{key}: {value}` is removed", "删除了 `{key}: {value}`";
    KEY_CHANGED: "`{key}` is `{new}`, was `{old}`", "`{key}` 由 `{old}` 改为 `{new}`";
    THE_ADDED: "the {thing} is new", "新增 {thing}";
    THE_REMOVED: "the {thing} is removed", "删除了 {thing}";
    THE_DIFFERENT: "the {thing} is different", "{thing} 有改动";
    THING_ADDED: "{thing} `{name}` is new", "新增{thing} `{name}`";
    THING_REMOVED: "{thing} `{name}` is removed", "删除了{thing} `{name}`";
    THING_DIFFERENT: "{thing} `{name}` is different", "{thing} `{name}` 有改动";
    THING_CHANGED: "{thing} is `{new}`, was `{old}`", "{thing}由 `{old}` 改为 `{new}`";
    THING_RENAMED: "{thing} `{old}` is renamed `{new}`", "{thing} `{old}` 更名为 `{new}`";
    SUBJECT_ADDED: "{subject} is new", "新增：{subject}";
    SUBJECT_REMOVED: "{subject} is removed", "删除：{subject}";
    OF_SUBJECT: "{subject}: {message}", "{subject}：{message}";

    // Where it is.
    OF_HOLDER: "{thing} of {holder}", "{holder} 的{thing}";
    THE_SPEC: "the spec", "整个描述";
    ERROR_CODES: "error codes", "错误码表";
    REQUEST: "request", "请求";

    // The sections, and the lines that stand for all.
    RUST: "Rust API", "Rust 接口";
    WIRE: "Wire", "线上消息";
    SOURCE_CODE: "Generated code in other languages", "其他语言的生成代码";
    BREAKING: "Breaking", "不兼容";
    ADDED_AND_CHANGED: "Added and changed", "新增与修改";
    SECTION: "{title}: {part}", "{title}：{part}";
    SENT: "sent by {names}", "由 {names} 发送";
    READ: "read by {names}", "由 {names} 读取";
    SENT_BY_MANY: "sent by {count} operations", "由 {count} 个操作发送";
    READ_BY_MANY: "read by {count} operations", "由 {count} 个操作读取";
    NO_CHANGES: "{old} and {new}: no changes", "{old} 与 {new}：没有变化";
    CHANGES: "{old} and {new}: {breaking} breaking, {additive} additive, {docs} docs", "{old} 与 {new}：不兼容 {breaking} 处，兼容 {additive} 处，文字 {docs} 处";
    NOTHING_CHANGED: "Nothing has changed.", "没有变化。";
    ONE_TEXT_CHANGED: "One text has changed.", "1 处文字有改动。";
    TEXTS_CHANGED: "{count} texts have changed.", "{count} 处文字有改动。";
    PART_NOT_COMPARED: "not compared: {reason}", "未比较：{reason}";
    RUST_NOT_COMPARED: "The Rust API is not compared: {reason}.", "未比较 Rust 接口：{reason}。";
    NO_RUST: "the generated code is no Rust: {error}", "生成的代码不是 Rust：{error}";
    NO_CLIENT: "no client can be generated from {file}{reason}; `spec check` shows all findings", "无法由 {file} 生成客户端{reason}；`spec check` 列出全部问题";
    WITH_REASON: ": {finding}{line}", "：{finding}{line}";
    AT_LINE: ", line {line}", "，第 {line} 行";

    // The verdict on the version.
    CLASS_BREAKING: "breaking", "不兼容";
    CLASS_ADDITIVE: "additive", "兼容";
    CLASS_DOCS: "docs", "文字";
    NO_OLD_VERSION: "`info.version` of the old spec, `{old}`, is not of the form 1.2.3, so nothing can be said", "旧描述的 `info.version` 为 `{old}`，不是 1.2.3 的形式，无法判断";
    NO_NEW_VERSION: "`info.version` is `{new}`, which is not of the form 1.2.3; it must be {least} or higher", "`info.version` 为 `{new}`，不是 1.2.3 的形式；应为 {least} 或更高";
    NO_CHANGE_SINCE: "`info.version` is {new}, and nothing has changed since {old}", "`info.version` 为 {new}，自 {old} 以来没有变化";
    RIGHT: "`info.version` is {new}, which is right for {change} since {old}", "`info.version` 为 {new}，与自 {old} 以来的{change}相符";
    STAYED: "`info.version` stayed {old}; {change} requires {least} or higher", "`info.version` 仍为 {old}；{change}要求 {least} 或更高";
    TOO_LOW: "`info.version` is {new}; after {old}, {change} requires {least} or higher", "`info.version` 为 {new}；在 {old} 之后，{change}要求 {least} 或更高";
    NO_CHANGE: "no change", "没有变化的情况";
    A_CHANGE: "a change that is {class}", "“{class}”级别的变化";

    // Why a change matters, or does not.
    REFUSED: "requests that were valid are refused", "原本有效的请求会被拒绝";
    NOT_EXPECTED: "responses may have values that readers do not expect", "响应可能含有读取方未预期的值";
    TYPE_RENAMED: "generated types have another name", "生成的类型改了名称";
    TYPE_GONE: "its generated type is gone", "对应的生成类型已不存在";
    TYPE_HAS_OTHER_NAME: "the generated type has another name", "生成的类型改了名称";
    OTHER_TYPE: "the generated type is another", "生成的类型已不同";
    MAY_BE_OTHER_TYPE: "generated code may have another type", "生成的代码可能使用另一类型";
    LOSES_NAME: "generated code loses its name for the value", "生成的代码不再有该值的名称";
    OPEN_ENUM: "the enum is open: readers accept unknown values", "该枚举是开放的：读取方接受未知值";
    REFUSED_WITHOUT: "requests without it are refused", "缺少它的请求会被拒绝";
    MAY_LACK: "responses may lack it", "响应可能缺少它";
    REQUIRED: "it is required, and requests without it are refused", "必填，缺少它的请求会被拒绝";
    CLOSED: "readers were told that there are no other properties", "此前声明不会有其他属性";
    NAMES_SCHEME: "generated code names the scheme", "生成的代码使用该方案的名称";
    CALLERS_REFUSED: "callers that authenticate in this way are refused", "以此方式认证的调用方会被拒绝";
    USES_FIRST_SERVER: "generated clients use the first server unless they are told another", "生成的客户端若未另行指定，使用首选服务器";
    NO_SERVER: "clients that use it have no server", "使用它的客户端没有服务器可用";
    OTHER_SERVER: "clients that leave it out reach another server", "省略它的客户端会连到另一台服务器";
    NOT_ALLOWED: "other values are no longer allowed", "不再允许其他值";
    METHOD_RENAMED: "generated methods have another name", "生成的方法改了名称";
    GROUPED_BY_TAG: "generators group methods by tag", "生成器按标签对方法分组";
    ARGUMENT_RENAMED: "generated arguments have another name", "生成的参数改了名称";
    POSITIONAL: "some generators make positional arguments of required parameters", "有些生成器把必填参数作为位置参数";
    RANGE_REMAINS: "its range is still described, but generated code may name the status", "其状态码范围仍有描述，但生成的代码可能使用该状态码的名称";
    OTHER_SUCCESS: "readers do not expect another success", "读取方未预期另一种成功响应";
    FILLS_IN: "generated code that fills in the default sends another value", "自动填写默认值的生成代码会发送另一个值";
    WATCHERS: "watchers take the state for another", "监视程序会把该状态当作另一状态";
    OTHER_UPLOAD: "uploads are sent in another way", "上传方式不同";
    CLIENT_FILLS_IN: "the client fills in another value, or none", "客户端填写另一个值，或不再填写";
    OTHER_PAGES: "lists are read page by page in another way", "列表的分页读取方式不同";
    IS_PRINTED: "it is printed, or no longer printed", "它会被显示，或不再显示";
    OTHER_SIGNATURE: "requests are signed in another way", "请求的签名方式不同";
    OTHER_TIME: "the time is written in another way", "时间的写法不同";
    OTHER_VALUES: "the values are written in another way", "值的写法不同";
    MAY_HARM: "programs that send it again may do harm", "重复发送的程序可能造成损害";
    BEYOND_REFUSED: "requests beyond it are refused", "超出的请求会被拒绝";
    VALUE_NAMES: "generated code has other names for the values", "生成的代码中这些值的名称不同";
    UNKNOWN_CODE: "clients no longer know what to do about it", "客户端不再知道如何处理它";
    DECIDES_BY_CLASS: "clients decide by the class", "客户端按类别处理";
    STILL_WORKS: "it still works", "它仍可使用";

    // The specs that `spec diff` compares.
    NOT_COMPARED: "the comparison failed", "比较失败";
    NOT_COMPARABLE: "{file}: this is not a spec in OpenAPI 3.0, and cannot be compared", "{file}：不是 OpenAPI 3.0 描述，无法比较";
    BROKEN: "{place}: {finding}; it cannot be compared", "{place}：{finding}；无法比较";
    NO_REVISION: "`{name}` is neither a file nor a revision of git", "`{name}` 既不是文件，也不是 git 版本";
    NO_FILE_NAME: "{file} is not the name of a file; name the spec with --file", "{file} 不是文件名；请用 --file 指定描述文件";
    NO_GIT: "`{name}` is not a file; as a revision it cannot be read, because there is no git here", "`{name}` 不是文件；这里没有 git，无法作为版本读取";
    GIT_FAILED: "cannot run git to read `{name}`: {error}", "无法运行 git 读取 `{name}`：{error}";
    GIT_SLOW: "git took longer than {seconds} s to read `{name}`", "git 读取 `{name}` 超过 {seconds} 秒";
    GIT_REFUSED: "`{name}` is neither a file nor a spec that git knows ({said}); name a file, REVISION:PATH, or a revision of the file that --file names", "`{name}` 既不是文件，也不是 git 中的描述（{said}）；请指定文件、REVISION:PATH，或 --file 所指文件的版本";
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_text_is_there_in_both_languages() {
        crate::text::check_catalogue(super::ALL);
    }
}
