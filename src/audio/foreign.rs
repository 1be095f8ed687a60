//! Identifies files that are not WAV files by their first bytes, and says how to make a WAV file of them.

/// The number of bytes at the beginning of a file that are looked at.
pub(super) const BEGINNING: usize = 36;

/// A kind of file other than WAV.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Foreign {
    /// The name of the kind, with its article.
    pub(super) name: &'static str,
    remedy: Remedy,
}

/// The way to make a WAV file of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Remedy {
    /// Converting its sound to PCM.
    Convert,
    /// Writing the same sound with another header.
    Rewrap,
    /// Following this advice.
    Advice(&'static str),
    None,
}

impl Foreign {
    const fn sound(name: &'static str) -> Self {
        Self { name, remedy: Remedy::Convert }
    }

    const fn with_advice(name: &'static str, advice: &'static str) -> Self {
        Self { name, remedy: Remedy::Advice(advice) }
    }

    /// Returns the command or the sentence that leads to a WAV file. `file` is the file's name.
    pub(super) fn advice(self, file: &str) -> Option<String> {
        match self.remedy {
            Remedy::Convert => Some(format!("convert it: {}", ffmpeg(file, ""))),
            Remedy::Rewrap => Some(format!("rewrite it: {}", ffmpeg(file, "-c copy "))),
            Remedy::Advice(advice) => Some(advice.to_owned()),
            Remedy::None => None,
        }
    }
}

/// Returns the ffmpeg command that makes a WAV file of a file, with these options.
pub(crate) fn ffmpeg(name: &str, options: &str) -> String {
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) if !extension.contains(['/', '\\']) => (stem, extension),
        _ => (name, ""),
    };
    let new = if extension.eq_ignore_ascii_case("wav") { "-new.wav" } else { ".wav" };
    let target = format!("{stem}{new}");
    match (quoted(name), quoted(&target)) {
        (Some(name), Some(target)) => format!("ffmpeg -i {name} {options}{target}"),
        _ => format!("ffmpeg -i FILE {options}NEW.wav"),
    }
}

/// Quotes a name for a shell; `None` if no quoting works in all shells.
fn quoted(name: &str) -> Option<String> {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+:=@,".contains(c) || (cfg!(windows) && c == '\\');
    if name.starts_with('-') || name.chars().any(|c| c.is_control() || "\"$`!%\\".contains(c) && !is_plain(c)) {
        return None;
    }
    Some(if name.chars().all(is_plain) { name.to_owned() } else { format!("\"{name}\"") })
}

/// Returns the length of the ID3v2 tag that a file begins with, if there is one.
pub(super) fn id3_length(start: &[u8]) -> Option<u64> {
    let header = start.strip_prefix(b"ID3")?.get(..7)?;
    let (flags, size) = (header[2], &header[3..]);
    // Each byte of the length carries seven bits.
    let length = size.iter().fold(0_u64, |length, byte| length << 7 | u64::from(byte & 0x7F));
    let footer = if flags & 0x10 == 0 { 0 } else { 10 };
    Some(10 + length + footer)
}

/// Identifies a file that begins with an ID3v2 tag, by the bytes that follow the tag.
pub(super) fn identify_tagged(rest: &[u8]) -> Option<Foreign> {
    let wave = matches!(rest.get(..4), Some(b"RIFF" | b"RF64" | b"BW64")) && rest.get(8..12) == Some(b"WAVE");
    if wave {
        return Some(Foreign { name: "an ID3 tag with a WAV file behind it", remedy: Remedy::Rewrap });
    }
    // ID3v2 tags are made for MP3, which may have padding between the tag and its first frame.
    identify(rest).or(Some(Foreign::sound("an MP3 file")))
}

/// Identifies a file by its first bytes, if it is of a kind that people mistake for a recording.
pub(super) fn identify(start: &[u8]) -> Option<Foreign> {
    const MARKS: [(&[u8], Foreign); 19] = [
        (b"fLaC", Foreign::sound("a FLAC file")),
        (b"OggS", Foreign::sound("an Ogg file (Vorbis or Opus)")),
        (b"caff", Foreign::sound("a CAF file")),
        (b"RIFX", Foreign::sound("a RIFX file, a WAV of the other byte order")),
        (b"riff\x2e\x91\xcf\x11\xa5\xd6\x28\xdb\x04\xc1\0\0", Foreign::sound("a Wave64 file (W64)")),
        (b".snd", Foreign::sound("an AU file")),
        (b"dns.", Foreign::sound("an AU file")),
        (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\0\xaa\0\x62\xce\x6c", Foreign::sound("a WMA file (ASF)")),
        (b"\x1a\x45\xdf\xa3", Foreign::sound("a WebM or Matroska file")),
        (b"#!AMR", Foreign::sound("an AMR file")),
        (b"wvpk", Foreign::sound("a WavPack file")),
        (b"MAC ", Foreign::sound("a Monkey's Audio file")),
        (b"ADIF", Foreign::sound("an AAC file")),
        (b"PK\x03\x04", Foreign::with_advice("a zip", "unpack it: the client makes the archive itself")),
        (b"7z\xbc\xaf\x27\x1c", Foreign::with_advice("a 7-Zip archive", "unpack it")),
        (b"Rar!", Foreign::with_advice("a RAR archive", "unpack it")),
        (b"\x1f\x8b", Foreign::with_advice("a gzip file", "unpack it")),
        (b"%PDF-", Foreign { name: "a PDF", remedy: Remedy::None }),
        (
            b"\0\x05\x16\x07",
            Foreign::with_advice(
                "an AppleDouble file, which macOS keeps beside a file",
                "give the file whose name does not begin with ._",
            ),
        ),
    ];
    if let Some((_, kind)) = MARKS.iter().find(|(mark, _)| start.starts_with(mark)) {
        return Some(*kind);
    }
    let form = start.get(8..12);
    if start.starts_with(b"FORM") && matches!(form, Some(b"AIFF" | b"AIFC")) {
        return Some(Foreign::sound("an AIFF file"));
    }
    if start.starts_with(b"RIFF") && form == Some(b"AVI ") {
        return Some(Foreign::sound("an AVI file"));
    }
    if start.get(4..8) == Some(b"ftyp") {
        return Some(match form {
            Some(b"qt  ") => Foreign::sound("a QuickTime file"),
            Some(b"M4A " | b"M4B ") => Foreign::sound("an M4A file"),
            _ => Foreign::sound("an MP4 file (M4A)"),
        });
    }
    identify_mpeg(start)
}

/// Identifies a file that begins with an MPEG frame: eleven or twelve one bits, then version and layer.
fn identify_mpeg(start: &[u8]) -> Option<Foreign> {
    let [0xFF, second, third, ..] = start else { return None };
    let (is_frame, version, layer) = (second & 0xE0 == 0xE0, second >> 3 & 3, second >> 1 & 3);
    let (bit_rate, rate) = (third >> 4, third >> 2 & 3);
    match layer {
        _ if !is_frame || version == 1 => None,
        0 if second & 0xF0 == 0xF0 => Some(Foreign::sound("an AAC file")),
        // Layer I is not in use, and the byte order mark of UTF-16 looks like it.
        0 | 3 => None,
        _ if bit_rate == 15 || rate == 3 => None,
        _ => Some(Foreign::sound("an MP3 file")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ffmpeg_command_can_be_pasted_into_a_shell() {
        for (name, command) in [
            ("day 1/take.caf", "ffmpeg -i \"day 1/take.caf\" \"day 1/take.wav\""),
            ("take.WAV", "ffmpeg -i take.WAV take-new.wav"),
            ("声音.m4a", "ffmpeg -i 声音.m4a 声音.wav"),
            ("v1.2/take", "ffmpeg -i v1.2/take v1.2/take.wav"),
            ("$(reboot).m4a", "ffmpeg -i FILE NEW.wav"),
            ("a\"b.m4a", "ffmpeg -i FILE NEW.wav"),
            ("-y.m4a", "ffmpeg -i FILE NEW.wav"),
            ("a;b.m4a", "ffmpeg -i \"a;b.m4a\" \"a;b.wav\""),
        ] {
            assert_eq!(ffmpeg(name, ""), command);
        }
    }

    #[test]
    fn an_mpeg_frame_is_known_by_its_header() {
        let name = |bytes: &[u8]| identify(bytes).map(|kind| kind.name);
        for mp3 in [[0xFF, 0xFB, 0x90], [0xFF, 0xF3, 0x40], [0xFF, 0xFA, 0xB0], [0xFF, 0xE3, 0x18]] {
            assert_eq!(name(&mp3), Some("an MP3 file"), "{mp3:x?}");
        }
        assert_eq!((name(&[0xFF, 0xF1, 0x50]), name(&[0xFF, 0xF9, 0x4C])), (Some("an AAC file"), Some("an AAC file")));
        // A JPEG, padding, and a byte order mark.
        for other in [&[0xFF, 0xD8, 0xFF][..], &[0xFF; 12], &[0xFF, 0xFE, b'h'], &[0xFF]] {
            assert_eq!(name(other), None, "{other:x?}");
        }
    }

    #[test]
    fn the_length_of_an_id3_tag_is_read_from_seven_bits_of_each_byte() {
        assert_eq!(id3_length(b"ID3\x04\0\0\0\0\x02\x01rest"), Some(10 + 257));
        assert_eq!(id3_length(b"ID3\x04\0\x10\0\0\0\x05"), Some(25), "with a footer");
        assert_eq!((id3_length(b"ID3\x04\0"), id3_length(b"RIFF")), (None, None));
    }
}
