//! The checks in the words of someone who produces recordings, in both languages.

use metastudio_voice::training::preflight::Check;

use crate::text::Text;

/// The part of a recording that a check is about. The order is that of the harm to a voice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Area {
    File,
    Sound,
    Pauses,
    Amount,
    Format,
}

/// A check, explained.
#[derive(Clone, Copy, Debug)]
pub(super) struct Explanation {
    pub(super) area: Area,
    /// The finding in a few words.
    pub(super) title: Text,
    /// The finding in one or two words, beside its places in a plot.
    pub(super) label: Text,
    /// The reason why it matters, and the remedy.
    pub(super) remedy: Text,
    /// Whether the message of the finding says more than this explanation.
    pub(super) needs_message: bool,
}

/// Explains a check; `None` if it is not about a recording, or unknown.
pub(super) fn explain(check: &Check) -> Option<Explanation> {
    let (area, title, remedy) = texts(check)?;
    let needs_message = area == Area::File || matches!(check, Check::Header | Check::NotMeasured | Check::Lossless);
    let [title, remedy] = [title, remedy].map(|(en, zh)| Text { en, zh });
    Some(Explanation { area, title, label: label(check).unwrap_or(title), remedy, needs_message })
}

/// Returns the label of a check whose title is too long for a plot.
fn label(check: &Check) -> Option<Text> {
    let (en, zh) = match check {
        Check::NoiseFloor => ("Noise", "噪声"),
        Check::UnusableSamples => ("Damaged", "损坏"),
        Check::Pauses => ("Pause length", "停顿时长"),
        Check::NoPause => ("No pause", "无停顿"),
        _ => return None,
    };
    Some(Text { en, zh })
}

type Pair = (&'static str, &'static str);

fn texts(check: &Check) -> Option<(Area, Pair, Pair)> {
    Some(match check {
        Check::RecordingUnreadable => (
            Area::File,
            ("The file cannot be read", "无法读取文件"),
            ("Check the path and the permissions of the file.", "请检查文件路径和访问权限。"),
        ),
        Check::NotARecording => (
            Area::File,
            ("The file is not a WAV recording", "文件不是 WAV 录音"),
            ("Export the recording as WAV (PCM) from the audio editor.", "请在音频编辑软件中导出为 WAV（PCM）。"),
        ),
        Check::Size => (
            Area::File,
            ("The file is too large", "文件过大"),
            (
                "OBS accepts at most 5 GB in one upload: make it mono, or shorter.",
                "OBS 单次上传不超过 5 GB：请改为单声道或缩短录音。",
            ),
        ),
        Check::NotMeasured => (
            Area::File,
            ("The sound could not be measured", "无法测量声音"),
            ("Export it as PCM of 16 or 24 bits to have it checked.", "请导出为 16 或 24 位 PCM 后再检查。"),
        ),
        Check::Clipping => (
            Area::Sound,
            ("Clipped", "削波（爆音）"),
            (
                "The sound is cut off at full scale, and the voice would learn the distortion. Record these places again \
                 with less gain; a limiter does not repair them.",
                "声音在满幅处被削平，训练出的音色会带有失真。请降低录音增益后重录这些位置；限幅器无法修复。",
            ),
        ),
        Check::NoiseFloor => (
            Area::Sound,
            ("Noise in the pauses", "停顿处有噪声"),
            (
                "The room or the equipment is audible between the sentences; -60 dBFS or less is usual. Find the source \
                 (air conditioning, computer, hum), or record in a quieter room. The noisiest pauses are marked.",
                "句间可以听到环境或设备噪声，通常应不高于 -60 dBFS。请排除噪声源（空调、电脑、交流声），或换更安静的房间录制。图中标出了噪声最大的停顿。",
            ),
        ),
        Check::Loudness => (
            Area::Sound,
            ("Too quiet or too loud", "音量过小或过大"),
            (
                "-36 to -12 LUFS are usual. Change the gain or the distance to the microphone, and use no compressor.",
                "响度通常应在 -36 至 -12 LUFS 之间。请调整增益或与话筒的距离，不要使用压缩器。",
            ),
        ),
        Check::DigitalSilence => (
            Area::Sound,
            ("Digital silence", "数字静音"),
            (
                "Every sample is zero here: a noise gate, a cut or a dropout. Keep the natural sound of the room.",
                "此处所有采样值均为零：可能是噪声门、剪辑或丢帧。请保留自然的环境声。",
            ),
        ),
        Check::Silence => (
            Area::Sound,
            ("Mostly silence", "大部分为静音"),
            (
                "More than 60 % of the recording is quiet. Check the microphone and the track, and cut long breaks.",
                "录音中超过 60 % 的时间没有声音。请检查话筒和音轨，并剪去长时间的空白。",
            ),
        ),
        Check::DcOffset => (
            Area::Sound,
            ("Off centre (DC offset)", "直流偏移"),
            (
                "The sound does not swing around zero. Check the recording device, or remove the offset with a high-pass \
                 filter.",
                "波形没有围绕零点。请检查录音设备，或用高通滤波器去除偏移。",
            ),
        ),
        Check::UnusableSamples => (
            Area::Sound,
            ("Damaged samples", "采样值损坏"),
            ("Some samples are not numbers. Export the file again.", "部分采样不是有效数值。请重新导出文件。"),
        ),
        Check::Pauses => (
            Area::Pauses,
            ("Pauses of another length than 2 to 3 s", "停顿不是 2 至 3 秒"),
            (
                "The service cuts the recording at its pauses, and the guide asks for 2 to 3 s between sentences. The \
                 pauses farthest from that are marked.",
                "服务按停顿切分录音，指南要求句间停顿 2 至 3 秒。图中标出了偏差最大的停顿。",
            ),
        ),
        Check::NoPause => (
            Area::Pauses,
            ("Too long without a pause", "过长时间没有停顿"),
            (
                "The service cuts at pauses. Sentences of some 10 s are advised, and none of more than 15 s.",
                "服务按停顿切分录音。建议每句约 10 秒，不超过 15 秒。",
            ),
        ),
        Check::SegmentLength => (
            Area::Pauses,
            ("The segment is too long", "音频片段过长"),
            ("About 10 s are advised for a segment, and never more than 15 s.", "建议每个片段约 10 秒，不超过 15 秒。"),
        ),
        Check::Duration => (
            Area::Amount,
            ("Shorter than advised", "录音时长不足"),
            (
                "More sentences make a better voice. It may be enough for a trial.",
                "语句越多，音色效果越好。用于试验可能足够。",
            ),
        ),
        Check::Segments => (
            Area::Amount,
            ("Number of sentences", "语句数量"),
            (
                "Record as many sentences as the edition asks for, with a pause after each.",
                "请按所选版本的要求录制足够的语句，每句之后停顿。",
            ),
        ),
        Check::SampleRate => (
            Area::Format,
            ("Sample rate", "采样率"),
            (
                "48 kHz is advised; record with it instead of converting.",
                "建议 48 kHz；请直接以该采样率录制，不要转换。",
            ),
        ),
        Check::Channels => (
            Area::Format,
            ("More than one channel", "多声道"),
            ("Mono is advised: export one channel.", "建议单声道：请只导出一个声道。"),
        ),
        Check::BitDepth => {
            (Area::Format, ("Bit depth", "位深"), ("16 bits or more are advised.", "建议 16 位或更高。"))
        }
        Check::Lossless => (
            Area::Format,
            ("Lossy coding", "有损编码"),
            ("Export lossless PCM from the original recording.", "请从原始录音导出无损 PCM。"),
        ),
        Check::Header => (
            Area::Format,
            ("Unusual file header", "文件头异常"),
            ("Save the file again in the audio editor.", "请用音频编辑软件重新保存文件。"),
        ),
        _ => return None,
    })
}
