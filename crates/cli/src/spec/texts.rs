//! The texts of `spec`: what its commands say of files, fixes and new parts. Findings come from the library, in English.

use crate::text::texts;

texts! {
    UNREADABLE: "cannot read {file}: {error}", "无法读取 {file}：{error}";
    TOO_LARGE: "{file} is larger than 64 MiB, which is no spec", "{file} 超过 64 MiB，不是描述文件";
    NOT_UTF8: "{file}:{line}: the file is not UTF-8; save it as UTF-8", "{file}:{line}：文件不是 UTF-8 编码；请保存为 UTF-8";
    NO_FOLDER: "this folder cannot be found: {error}", "找不到当前文件夹：{error}";
    UNKNOWN_CODE: "unknown code `{code}`; `metastudio-voice spec explain` lists all codes", "没有编号 `{code}`；`metastudio-voice spec explain` 列出全部编号";
    NO_FINDING: "no finding of {code}", "没有 {code} 的问题";

    // The spec of a build.
    USES_NAMED: "the build uses {file}, which {variable} names in {origin}", "构建使用 {file}，由 {origin} 中的 {variable} 指定";
    USES_OWN: "the build uses {file}, the spec of {package} {version}", "构建使用 {file}，即 {package} {version} 自带的描述";
    OTHER_VERSION: "; the build's {package} is {version}, and this program, of {own}, may check it otherwise", "；构建所用的 {package} 为 {version}，而本程序为 {own}，检查结果可能不同";
    ENVIRONMENT: "the environment", "环境变量";
    NAME_THE_FILE: "name the file of the spec instead", "请直接指定描述文件";
    NO_CARGO: "cannot find the spec of a build, because there is no cargo here", "这里没有 cargo，无法找到构建所用的描述";
    CARGO_FAILED: "cannot run cargo to find the spec of the build: {error}", "无法运行 cargo 以查找构建所用的描述：{error}";
    CARGO_SLOW: "cargo did not tell in {seconds} s which packages it builds", "cargo 在 {seconds} 秒内未给出所构建的包";
    CARGO_REFUSED: "cargo does not tell which packages it builds here ({said})", "cargo 未给出此处所构建的包（{said}）";
    CARGO_UNREADABLE: "cargo's list of packages cannot be read: {error}", "无法读取 cargo 的包列表：{error}";
    NO_DEPENDANT: "the crate in {folder} does not depend on {package}", "{folder} 中的 crate 不依赖 {package}";
    TWO_LIBRARIES: "the build has {package} twice, {one} and {other}, each with its spec", "构建中有两个 {package}（{one} 和 {other}），各有自己的描述";

    // Writing a spec.
    UNWRITABLE: "cannot write {file}: {error}; it is unchanged", "无法写入 {file}：{error}；文件未改动";
    NO_REGULAR_FILE: "it is no regular file", "它不是普通文件";
    CHANGED: "{file} has changed in the meantime; run the command again", "{file} 在此期间已被修改；请重新运行命令";

    // `spec fix`.
    NO_FIXES: "{file}: no fixes to make", "{file}：没有可执行的修正";
    FIX_MADE: "{file}: 1 fix made", "{file}：已执行 1 处修正";
    FIXES_MADE: "{file}: {count} fixes made", "{file}：已执行 {count} 处修正";
    FIX_WOULD: "{file}: 1 fix would be made", "{file}：将执行 1 处修正";
    FIXES_WOULD: "{file}: {count} fixes would be made", "{file}：将执行 {count} 处修正";
    LEFT: "What is left:", "剩余问题：";
    PROBABLE_FIX: "1 of them has a probable fix; `--all` makes it", "其中 1 处有可能的修正；用 `--all` 执行";
    PROBABLE_FIXES: "{count} of them have probable fixes; `--all` makes them", "其中 {count} 处有可能的修正；用 `--all` 执行";

    // `spec watch`.
    POLLED: "the file is looked at every second, because its folder cannot be watched: {error}", "无法监视文件夹，改为每秒查看文件一次：{error}";
    NO_FILE_TO_WATCH: "{file} is not a regular file, so it cannot be watched", "{file} 不是普通文件，无法监视";
    NOTHING_TO_CHECK: "{file}: nothing to check", "{file}：没有可检查的内容";
    NO_CTRL_C: "Ctrl-C cannot be handled: {error}", "无法处理 Ctrl-C：{error}";

    // `spec new`.
    NO_SPEC_HERE: "there is no {spec} here; name the spec with --file", "这里没有 {spec}；请用 --file 指定描述文件";
    NEEDS_FILE: "--insert needs a file, not the standard input", "--insert 需要文件，不能是标准输入";
    NO_PLACE: "{file}: the layout does not show where the operation belongs; run the command without --insert, and paste what it prints", "{file}：从版式看不出操作应放在何处；请不加 --insert 运行命令，再粘贴其输出";
    NEW_FINDINGS: "{file} would have new findings; it is unchanged", "{file} 将出现新的问题；文件未改动";
    INSERTED: "{name} is in {places}; write the texts that are marked TODO", "{name} 已写入 {places}；请填写标有 TODO 的文字";
    NOT_A_SPEC: "{file} is not a spec; run `metastudio-voice spec check {file}`", "{file} 不是描述文件；请运行 `metastudio-voice spec check {file}`";
    NOT_A_TAG: "{tag} is not a tag; write a name in one line", "{tag} 不是标签；请写一行名称";
    SCHEMA_TAKEN: "the spec has a schema `{schema}` already; choose another name for the operation", "描述中已有 schema `{schema}`；请为操作另选名称";
    NOT_A_NAME: "`{name}` is not a name; write one in PascalCase, such as CreateThing", "`{name}` 不是名称；请用 PascalCase，例如 CreateThing";
    NOT_PASCAL: "`{name}` is not in PascalCase, as all operations are; write {pascal}", "`{name}` 不是所有操作所用的 PascalCase；请写 {pascal}";
    NOT_A_PATH: "`{path}` is not a path: {why}", "`{path}` 不是路径：{why}";
    NO_SLASH: "it does not begin with a slash; write /{path}", "未以斜线开头；请写 /{path}";
    WRONG_CHARACTER: "it has the character {character}; query parameters are not part of it", "含有字符 {character}；查询参数不属于路径";
    EMPTY_PART: "it ends with a slash or has two in a row", "以斜线结尾，或有两个连续的斜线";
    BRACES: "its braces do not match", "花括号不配对";
    NOT_A_PARAMETER: "`{parameter}` is not the name of a parameter", "`{parameter}` 不是参数名称";
    PARAMETER_TWICE: "it has `{parameter}` twice", "`{parameter}` 出现了两次";
    OPERATION_TAKEN: "the spec has an operation `{name}` already: {operation}", "描述中已有操作 `{name}`：{operation}";
    OTHER_NAMES: "the spec has this path with other names in braces; write {path}", "描述中已有此路径，但花括号内的名称不同；请写 {path}";
    METHOD_TAKEN: "the spec has {method} {path} already: {id}", "描述中已有 {method} {path}：{id}";
    NO_TAGS: "the spec declares no tags; add `{tag}` to `tags` first", "描述未声明任何标签；请先把 `{tag}` 加入 `tags`";
    NO_SUCH_TAG: "the spec declares no tag `{tag}`; it has {declared}", "描述未声明标签 `{tag}`；已有 {declared}";
    BY_HAND: "{reason}; run the command without --insert, and paste what it prints", "{reason}；请不加 --insert 运行命令，再粘贴其输出";
    NOT_A_MAP: "`{name}` is not a map", "`{name}` 不是映射";
    NOT_ONE_A_LINE: "`{name}` is not written with one key on each line", "`{name}` 不是每行一个键";
    NOT_BRACES: "`{name}` is empty, but is not written as `{}`; remove it first", "`{name}` 为空，但未写作 `{}`；请先删除";
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_text_is_there_in_both_languages() {
        crate::text::check_catalogue(super::ALL);
    }
}
