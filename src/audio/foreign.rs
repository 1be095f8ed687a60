//! What a file is that is no WAV file, by its first bytes, and how a WAV file is made of it.

/// So many of the first bytes are looked at.
pub(super) const BEGINNING: usize = 36;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Foreign {
    /// With its article.
    pub(super) what: &'static str,
    way: Way,
}

/// How it becomes a WAV file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// Its sound is coded anew.
    Convert,
    /// Its sound is kept, and gets another header.
    Copy,
    /// By what is said.
    Said(&'static str),
    None,
}

impl Foreign {
    const fn sound(what: &'static str) -> Self {
        Self { what, way: Way::Convert }
    }

    /// The one command, or sentence, that makes a WAV file of it.
    pub(super) fn advice(self, name: &str) -> Option<String> {
        match self.way {
            Way::Convert => Some(format!("convert it: {}", ffmpeg(name, ""))),
            Way::Copy => Some(format!("write it anew: {}", ffmpeg(name, "-c copy "))),
            Way::Said(advice) => Some(advice.to_owned()),
            Way::None => None,
        }
    }
}

/// The command that makes a WAV file of a file, with these options.
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

/// A name as shells read it, if there is a way that is the same in all of them.
fn quoted(name: &str) -> Option<String> {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+:=@,".contains(c) || (cfg!(windows) && c == '\\');
    if name.starts_with('-') || name.chars().any(|c| c.is_control() || "\"$`!%\\".contains(c) && !is_plain(c)) {
        return None;
    }
    Some(if name.chars().all(is_plain) { name.to_owned() } else { format!("\"{name}\"") })
}

/// How long the ID3v2 tag is with which a file begins, if it does.
pub(super) fn id3_length(start: &[u8]) -> Option<u64> {
    let header = start.strip_prefix(b"ID3")?.get(..7)?;
    let (flags, size) = (header[2], &header[3..]);
    // Seven bits of each byte count.
    let length = size.iter().fold(0_u64, |length, byte| length << 7 | u64::from(byte & 0x7F));
    let footer = if flags & 0x10 == 0 { 0 } else { 10 };
    Some(10 + length + footer)
}

/// What a file is that begins with an ID3v2 tag, by what follows the tag.
pub(super) fn tagged(rest: &[u8]) -> Option<Foreign> {
    let wave = matches!(rest.get(..4), Some(b"RIFF" | b"RF64" | b"BW64")) && rest.get(8..12) == Some(b"WAVE");
    if wave {
        return Some(Foreign { what: "an ID3 tag with a WAV file behind it", way: Way::Copy });
    }
    // An MP3 is what such tags are made for, and may have filling between the tag and its first frame.
    kind(rest).or(Some(Foreign::sound("an MP3 file")))
}

/// What a file is by its first bytes, if it is something that people take for a recording.
pub(super) fn kind(start: &[u8]) -> Option<Foreign> {
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
        (b"PK\x03\x04", Foreign { what: "a zip", way: Way::Said("unpack it: the client makes the archive itself") }),
        (b"7z\xbc\xaf\x27\x1c", Foreign { what: "a 7-Zip archive", way: Way::Said("unpack it") }),
        (b"Rar!", Foreign { what: "a RAR archive", way: Way::Said("unpack it") }),
        (b"\x1f\x8b", Foreign { what: "a gzip file", way: Way::Said("unpack it") }),
        (b"%PDF-", Foreign { what: "a PDF", way: Way::None }),
        (
            b"\0\x05\x16\x07",
            Foreign {
                what: "what macOS keeps beside a file (AppleDouble)",
                way: Way::Said("give the file whose name has no ._ before it"),
            },
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
    frame(start)
}

/// What a file is that begins with a frame of MPEG: twelve bits of ones, then what it is.
fn frame(start: &[u8]) -> Option<Foreign> {
    let [0xFF, second, third, ..] = start else { return None };
    let (is_frame, version, layer) = (second & 0xE0 == 0xE0, second >> 3 & 3, second >> 1 & 3);
    let (bit_rate, rate) = (third >> 4, third >> 2 & 3);
    match layer {
        _ if !is_frame || version == 1 => None,
        0 if second & 0xF0 == 0xF0 => Some(Foreign::sound("an AAC file")),
        // Layer I is used by nobody, and by the byte order mark of UTF-16.
        0 | 3 => None,
        _ if bit_rate == 15 || rate == 3 => None,
        _ => Some(Foreign::sound("an MP3 file")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_can_be_pasted_into_a_shell() {
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
    fn a_frame_of_mpeg_is_known_by_its_header() {
        let what = |bytes: &[u8]| kind(bytes).map(|kind| kind.what);
        for mp3 in [[0xFF, 0xFB, 0x90], [0xFF, 0xF3, 0x40], [0xFF, 0xFA, 0xB0], [0xFF, 0xE3, 0x18]] {
            assert_eq!(what(&mp3), Some("an MP3 file"), "{mp3:x?}");
        }
        assert_eq!((what(&[0xFF, 0xF1, 0x50]), what(&[0xFF, 0xF9, 0x4C])), (Some("an AAC file"), Some("an AAC file")));
        // A JPEG, filling, and a byte order mark.
        for other in [&[0xFF, 0xD8, 0xFF][..], &[0xFF; 12], &[0xFF, 0xFE, b'h'], &[0xFF]] {
            assert_eq!(what(other), None, "{other:x?}");
        }
    }

    #[test]
    fn the_length_of_an_id3_tag_has_seven_bits_in_a_byte() {
        assert_eq!(id3_length(b"ID3\x04\0\0\0\0\x02\x01rest"), Some(10 + 257));
        assert_eq!(id3_length(b"ID3\x04\0\x10\0\0\0\x05"), Some(25), "with a footer");
        assert_eq!((id3_length(b"ID3\x04\0"), id3_length(b"RIFF")), (None, None));
    }
}
