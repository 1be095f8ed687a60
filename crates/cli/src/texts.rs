//! The texts of the commands that call the service.

use crate::text::texts;

texts! {
    ERROR: "error", "错误";
    STOPPED: "stopped by {signal}; the same command goes on from here", "已由 {signal} 中止；再次运行同一命令即可从此处继续";
    CANNOT_WRITE: "the output cannot be written: {error}", "无法写入输出：{error}";
    READ_ONLY: "it is read-only", "文件为只读";
    CANNOT_WRITE_IN: "{folder} cannot be written: {error}", "无法写入 {folder}：{error}";
    CANNOT_RECORD: "{file} cannot be recorded to: {error}", "无法记录到 {file}：{error}";
    NOT_RECORDED: "the last responses are missing from the recording: {error}", "记录缺少最后的响应：{error}";
    NOTHING_DONE: "nothing was done: not confirmed (--yes confirms)", "未执行任何操作：未确认（用 --yes 确认）";
    NEEDS_LIVE: "{endpoint} is not a simulator on this machine: add --live to use a real service", "{endpoint} 不是本机上的模拟器：使用真实服务请加 --live";
    NO_SIMULATOR: "the simulator cannot be started: {error}", "无法启动模拟器：{error}";
    SIMULATED: "Simulated: the service runs inside this program, and nothing is spent (--live for the real one).", "模拟运行：服务在本程序内部运行，不消耗任何额度（使用真实服务请加 --live）。";
    NO_SECONDS: "not a number of seconds greater than 0", "不是大于 0 的秒数";
    NO_DETAIL: "not of the form NAME=VALUE, such as sex=MALE", "格式应为 名称=值，例如 sex=MALE";
    NAME_IS_AN_OPTION: "the voice's name is not a detail: give it with --name", "声音名称不是 --details 的内容：请用 --name 指定";
    DETAIL_TWICE: "the detail {name} is given twice", "{name} 指定了两次";
    UNKNOWN_DETAIL: "the API has no detail {name}, or not with this value", "API 没有名为 {name} 的信息，或不接受该值";
    WRONG_DETAIL: "the detail {name} cannot be used: {error}", "{name} 的值不可用：{error}";
    WRONG_DETAILS: "the details cannot be used: {error}", "这些信息不可用：{error}";
    NEEDS_FOLDER: "{path} is not a folder: the basic and the middle edition are trained from a folder with 0.wav, 0.txt, 1.wav and so on", "{path} 不是文件夹：基础版和进阶版需要包含 0.wav、0.txt、1.wav 等文件的文件夹";
    NEEDS_NAME: "{path} has no name that a voice could have: give one with --name", "无法从 {path} 得到声音名称：请用 --name 指定";
    ASK_CREDIT: "This creates a training job in {region} and submits it, which spends one training credit. Go on?", "将在 {region} 创建训练任务并提交，消耗一个训练额度。继续吗？";
    ASK_JOB: "This uploads the files to job {job} in {region} and submits it, which may spend a training credit. Go on?", "将把文件上传到 {region} 的任务 {job} 并提交，可能消耗一个训练额度。继续吗？";
    ASK_DELETE: "This deletes job {job} ({name}, {state}). Go on?", "将删除任务 {job}（{name}，{state}）。继续吗？";
    ASK_SEGMENTS: "This uploads {count} segments to job {job} and has each confirmed. Go on?", "将上传 {count} 个片段到任务 {job} 并逐一确认。继续吗？";
    WOULD_CREATE: "would create ({edition}): {request}", "将创建（{edition}）：{request}";
    WOULD_KEEP: "would keep its progress in: {journal}", "进度将保存在：{journal}";
    TRAINED: "The voice is trained.", "声音已训练完成。";
    WAITS: "job {job} waits in {state}", "任务 {job} 停在 {state}";
    RESUBMIT: "Correct what is named, and run the same command with --resubmit.", "请按上述意见修改，然后加 --resubmit 再次运行同一命令。";
    CHECKING: "checking the recording", "正在检查录音";
    CHECKED: "the recording can be used", "录音可用";
    ADVICE: "advice: {advice}", "建议：{advice}";
    CREATED: "job {job} created", "已创建任务 {job}";
    RESUMED: "resuming job {job}", "继续任务 {job}";
    RECOVERED: "job {job} recovered: it was created although no response came", "已找回任务 {job}：虽未收到响应，任务已创建";
    UPLOADED: "{item} uploaded", "{item}已上传";
    SUBMITTED: "submitted", "已提交";
    RETRYING: "retrying: {error}", "正在重试：{error}";
    LETTER: "authorization letter", "授权书";
    RECORDING: "recording", "录音";
    SENT: "{bytes} bytes sent", "已发送 {bytes} 字节";
    EDITION: "EDITION", "版本";
    CREDITS: "CREDITS", "额度";
    SHORTEST: "SHORTEST (s)", "最短（秒）";
    LONGEST: "LONGEST (s)", "最长（秒）";
    ADVISED: "ADVISED (s)", "建议（秒）";
    JOB: "JOB", "任务";
    STATE: "STATE", "状态";
    VOICE: "VOICE", "声音";
    NO_JOBS: "no jobs", "没有任务";
    REVIEWER: "the reviewer: {message}", "审核意见：{message}";
    ATTACHMENT: "the reviewer's attachment: {name}", "审核附件：{name}";
    NO_FINDINGS: "the automatic check has found nothing", "自动检查未发现问题";
    AUDIO: "AUDIO", "音频";
    TEXT: "TEXT", "文本";
    CODE: "CODE", "错误码";
    MESSAGE: "MESSAGE", "说明";
    DELETED: "job {job} deleted", "已删除任务 {job}";
    ENDPOINT: "endpoint", "终端节点";
    PROJECT: "project", "项目";
    CREDENTIALS: "credentials", "凭证";
    EXPIRES: "expire", "过期时间";
    SEGMENT: "SEGMENT", "片段";
    SECONDS: "SECONDS", "秒";
    SEGMENTS_READ: "{count} segments, {seconds} s in all", "共 {count} 个片段，{seconds} 秒";
    MANIFEST_UNREADABLE: "{manifest} cannot be used: {error}", "{manifest} 不可用：{error}";
    TOO_LARGE: "it has more than {bytes} bytes", "超过 {bytes} 字节";
    NOT_UTF8: "line {line} is not UTF-8; save the file as UTF-8, which Excel calls CSV UTF-8", "第 {line} 行不是 UTF-8 编码；请将文件另存为 UTF-8（Excel 中选择“CSV UTF-8”）";
    NO_COLUMN: "it has no column {column}; it has {columns}", "没有 {column} 列；已有 {columns}";
    COLUMN_TWICE: "the column {column} is there twice", "{column} 列出现了两次";
    NO_ROWS: "it has no rows", "没有任何行";
    WRONG_CELL: "{manifest}, row {row}, column {column}: {error}", "{manifest}，第 {row} 行，{column} 列：{error}";
    EMPTY_CELL: "it is missing", "缺少内容";
    TWICE: "{manifest}: the rows {first} and {second} have the same {column}", "{manifest}：第 {first} 行和第 {second} 行的 {column} 相同";
    ALL_TRAINED: "all {count} voices are trained already", "全部 {count} 个声音均已训练完成";
    ASK_CREDITS: "This creates up to {count} training jobs in {region} and submits them, each of which spends one training credit. Go on?", "将在 {region} 创建并提交最多 {count} 个训练任务，每个消耗一个训练额度。继续吗？";
    ROW: "ROW", "行";
    STATUS: "STATUS", "状况";
    RESULT: "RESULT", "结果";
    OPEN: "open", "未完成";
    IS_TRAINED: "trained", "已训练";
    ACTION_NEEDED: "action needed", "需要处理";
    FAILED: "failed", "失败";
    UNKNOWN_VALUE: "the detail {name} is none of {values}", "{name} 的值应为 {values} 之一";
    RECORD_AGAIN: "record again: {mismatch}", "请重新录制：{mismatch}";
}

#[cfg(test)]
mod tests {
    #[test]
    fn each_text_is_in_both_languages_with_the_same_values() {
        crate::text::check_catalogue(super::ALL);
    }
}
