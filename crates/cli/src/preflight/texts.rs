//! The texts of the report and of its page.

use crate::text::texts;

texts! {
    TITLE: "Preflight of recordings", "录音预检";
    FILE: "Recording", "录音";
    LENGTH: "Length", "时长";
    RESULT: "Result", "结论";
    OTHER: "Other findings", "其他问题";
    ABOUT: "Only the recordings were checked, without the service: neither the limits and credits of an account nor the authorization letter. Advice never prevents a training. Loudness follows ITU-R BS.1770 and EBU R 128.", "仅检查了录音文件，未访问服务：未检查账号的限制与额度，也未检查授权书。建议不会阻止训练。响度按 ITU-R BS.1770 和 EBU R 128 计算。";
    DATA: "The report as data (JSON) is in this file, in the element with the id report.", "本文件中 id 为 report 的元素包含 JSON 格式的报告数据。";
    LOUDNESS: "Loudness", "响度";
    USUAL_LOUDNESS: "usual: -36 to -12 LUFS", "通常为 -36 至 -12 LUFS";
    PEAK: "Peak", "峰值";
    CLIPPED: "clipped runs", "处削波";
    NOT_CLIPPED: "not clipped", "无削波";
    NOISE_FLOOR: "Noise floor", "底噪";
    USUAL_NOISE: "usual: -60 dBFS or less", "通常不高于 -60 dBFS";
    PAUSES: "Pauses", "停顿";
    LONGEST_STRETCH: "Longest time without a pause", "最长无停顿时间";
    STRETCH_LIMIT: "advised: 15 s or less", "建议不超过 15 秒";
    NONE: "none", "无";
    PLOTS: "Over time", "随时间变化";
    WAVEFORM: "Waveform", "波形";
    SHORT_TERM: "Short-term loudness (3 s)", "短期响度（3 秒）";
    PAUSE_LENGTHS: "Pauses by their length", "停顿时长";
    FINDING: "finding (its link leads to the explanation)", "问题（点击查看说明）";
    BAND: "usual or advised range", "通常或建议的范围";
    SHORTER: "pause shorter than advised", "停顿短于建议";
    FITTING: "pause of 2 to 3 s, as advised", "停顿 2 至 3 秒，符合建议";
    LONGER: "pause longer than advised", "停顿长于建议";
    NOTHING_MEASURED: "The sound was not measured: there is no plot.", "未测量声音，因此没有图形。";
    MEASURED: "measured", "实测";
    ADVISED: "advised", "建议";
    PLACES: "Places:", "位置：";
    REFUSED: "refused", "不可用";
    ADVICE: "advice", "建议";
    NOTHING: "nothing to improve", "没有需要改进之处";
    WOULD_REPLACE: "--html {page} would replace the recording {recording}", "--html {page} 会覆盖录音 {recording}";
    IS_FOLDER: "{file} cannot be written: it is a folder; name a file in it", "无法写入 {file}：它是文件夹，请指定其中的文件";
    CANNOT_WRITE: "{file} cannot be written: {error}", "无法写入 {file}：{error}";
    CANNOT_DRAW: "the plots cannot be drawn: {error}", "无法绘制图形：{error}";
}

#[cfg(test)]
mod tests {
    #[test]
    fn each_text_is_in_both_languages() {
        crate::text::check_catalogue(super::ALL);
    }
}
