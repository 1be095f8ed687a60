//! The texts of `doctor`.

use metastudio_voice::drift::DriftKind;

use crate::text::{Text, texts};

texts! {
    FOUND: "{count} differences from the spec; each is shown with the edit of the spec that makes it go away", "与规范有 {count} 处差异；每处差异均附有消除该差异的规范修改";
    NO_DRIFT: "no difference from the spec in {responses} responses", "{responses} 个响应与规范一致";
    NO_EDIT: "no edit is proposed: only a person can decide here", "没有建议的修改：此处需要人工判断";
    PLACE: "{kind}: {subject}; in a response {status} of {operation}, at {pointer}; {file}:{line}", "{kind}：{subject}；见 {operation} 的 {status} 响应，位置 {pointer}；{file}:{line}";
    EDITED: "{file} is edited; check it with `metastudio-voice spec check {file}`", "已修改 {file}；请用 `metastudio-voice spec check {file}` 检查";
    OTHER_TEXT: "{file} is not the spec that was compared, so no edit fits it; name it with --spec", "{file} 不是用于比较的规范，无法应用修改；请用 --spec 指定";
    UNREADABLE: "{file} cannot be read: {error}", "无法读取 {file}：{error}";
    NOT_YAML: "{file} is not a spec in YAML or JSON; see `metastudio-voice spec check {file}`", "{file} 不是 YAML 或 JSON 规范；请运行 `metastudio-voice spec check {file}`";
    NO_RECORDING: "{file} is not a recording: its first line is not that of `train --record`", "{file} 不是记录文件：首行不是 `train --record` 写入的内容";
    LONG_LINE: "{file}:{line} is longer than a response; from there on nothing is read", "{file}:{line} 比响应长；其后的内容未读取";
    WRONG_LINE: "{file}:{line} is not a response, and is ignored", "{file}:{line} 不是响应，已忽略";
    LEFT_OUT: "{count} responses are missing from the recording, because they came faster than they could be written", "记录中缺少 {count} 个响应，因为写入速度跟不上";
    OTHER_VERSION: "the recording was made with the spec {recorded}, and is compared with {compared}", "记录时的规范版本为 {recorded}，比较所用版本为 {compared}";
    NOTHING_CALLED: "no response could be compared", "没有可比较的响应";

    PROXY: "proxy", "代理";
    DNS: "DNS", "DNS 解析";
    TLS: "TLS", "TLS 连接";
    CLOCK: "clock", "时钟";
    CREDENTIALS: "credentials", "凭证";
    PROJECT: "project", "项目";
    PERMISSION: "permissions", "权限";
    QUOTAS: "quotas", "额度";
    LIMITS: "limits", "限制";
    JOBS: "jobs", "任务";

    NO_PROXY: "none", "无";
    LOOPBACK: "none: the endpoint is on this machine", "无：终端节点在本机";
    PROXIED: "{variable} names {host}", "{variable} 指定了 {host}";
    RESOLVED: "addresses of {host}: {count}", "{host} 有 {count} 个地址";
    UNRESOLVED: "{host} has no address: {error}", "{host} 没有地址：{error}";
    BY_PROXY: "the proxy resolves {host}", "由代理解析 {host}";
    CONNECTED: "{host} responds with status {status}", "{host} 响应状态 {status}";
    PLAIN: "{host} responds with status {status}; plain http, without TLS", "{host} 响应状态 {status}；明文 http，未使用 TLS";
    UNCONNECTED: "{host} does not respond: {error}", "{host} 没有响应：{error}";
    NO_DATE: "the service does not tell its time", "服务未告知其时间";
    CLOCK_GOOD: "{seconds} s from the service's", "与服务相差 {seconds} 秒";
    CLOCK_BAD: "{seconds} s from the service's: above 900 s, signatures are refused; set this machine's clock", "与服务相差 {seconds} 秒：超过 900 秒时签名会被拒绝；请校准本机时钟";
    CREDENTIALS_FROM: "{kind} ({origin})", "{kind}（{origin}）";
    NO_CREDENTIALS: "none", "无";
    PROJECT_FROM: "{id} ({origin})", "{id}（{origin}）";
    NO_PROJECT: "none: set HUAWEICLOUD_SDK_PROJECT_ID, or give --project", "无：请设置 HUAWEICLOUD_SDK_PROJECT_ID 或使用 --project";
    MAY_READ: "the caller may read jobs, credits and limits", "可以读取任务、额度和限制";
    RECORDINGS: "recordings for ADVANCE: {least} to {most} s", "高级版录音：{least} 至 {most} 秒";
    COUNT_OF_JOBS: "found: {count}", "{count} 个任务";
    UNKNOWN: "not told by the service", "服务未说明";
    NOT_POSSIBLE: "not possible without the checks before", "前面的检查未通过，无法检查";
    NOT_CHECKED: "Not checked, because it would create, change or spend something, or because there is no job to look at:", "以下内容未检查，因为会创建、更改或消耗资源，或者没有可查看的任务：";
    NOT_CHECKED_UPLOADS: "uploads to object storage, the review and the training themselves (train --live --record FILE records them)", "上传到对象存储、审核及训练本身（train --live --record FILE 可记录）";
    GOOD: "ok", "正常";
    BAD: "wrong", "异常";
    SKIPPED: "skipped", "跳过";

    UNKNOWN_FIELD: "unknown field", "未知字段";
    UNKNOWN_VALUE: "unknown value", "未知取值";
    MISSING_FIELD: "missing field", "缺少字段";
    TYPE: "other type", "类型不同";
    NULL: "null", "空值";
    STATUS: "undocumented status", "未记载的状态码";
    CODE: "undocumented error code", "未记载的错误码";
    CODE_STATUS: "error code with another status", "错误码的状态码不同";
    HEADER: "undocumented header", "未记载的响应头";
    BODY: "other body", "响应体不同";
    OTHER: "difference", "差异";
}

/// Returns the name of a kind for people.
pub(super) fn kind(kind: DriftKind) -> Text {
    match kind {
        DriftKind::UnknownField => UNKNOWN_FIELD,
        DriftKind::UnknownValue => UNKNOWN_VALUE,
        DriftKind::MissingField => MISSING_FIELD,
        DriftKind::Type => TYPE,
        DriftKind::Null => NULL,
        DriftKind::Status => STATUS,
        DriftKind::Code => CODE,
        DriftKind::CodeStatus => CODE_STATUS,
        DriftKind::Header => HEADER,
        DriftKind::Body => BODY,
        _ => OTHER,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn each_text_is_in_both_languages_with_the_same_values() {
        crate::text::check_catalogue(super::ALL);
    }
}
