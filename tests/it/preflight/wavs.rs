//! Makes a few thousand small WAV files: every coding, in every form of a header, cut off in every way, and with
//! everything that programs leave after the sound. Each has the expected verdict, which follows from how it was made.

use std::time::Duration;

/// The sample rate of all of them.
pub(crate) const RATE: u32 = 8_000;
/// The bytes that follow the tag in the sub-format of an extensible header.
const SUB_FORMAT: [u8; 14] = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];
/// The start of a format of MS ADPCM: frames in a block, and the usual predictors.
const MS_ADPCM: [i16; 16] = [500, 7, 256, 0, 512, -256, 0, 0, 192, 64, 240, 0, 460, -208, 392, -232];

/// The coding of a file.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Coded {
    /// Tag, bits, channels.
    Samples(u16, u16, u16),
    /// Tag, bits, and the bits that count, with an extensible header.
    Extensible(u16, u16, u16),
    /// Tag, bytes of a block, frames of a block, bits.
    Blocks(u16, u16, u16, u16),
    /// MP3, with a byte rate of 0, as ffmpeg writes it.
    Mp3,
}

pub(crate) const CODINGS: [Coded; 16] = [
    Coded::Samples(1, 16, 1),
    Coded::Samples(1, 8, 1),
    Coded::Samples(1, 24, 1),
    Coded::Samples(1, 32, 1),
    Coded::Samples(1, 16, 2),
    Coded::Samples(1, 24, 3),
    Coded::Samples(3, 32, 1),
    Coded::Samples(3, 64, 2),
    Coded::Samples(6, 8, 1),
    Coded::Samples(7, 8, 2),
    Coded::Extensible(1, 16, 16),
    Coded::Extensible(1, 32, 24),
    Coded::Extensible(3, 32, 32),
    Coded::Blocks(0x02, 256, 500, 4),
    Coded::Blocks(0x11, 256, 505, 4),
    // An odd number of blocks of 65 bytes would need padding.
    Coded::Blocks(0x31, 65, 320, 0),
];

/// The form of the header: plain, or unusual in one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Plain,
    /// The first four bytes of a wide file.
    Wide(&'static [u8; 4]),
    /// A format chunk that is this much longer than necessary.
    LongFormat(usize),
    /// The byte rate is multiplied and divided by these.
    ByteRate(u32, u32),
    BlockAlign(u16),
    /// A chunk of odd length, with its padding, before the sound.
    ChunkBefore,
    /// The RIFF length is this.
    Riff(u32),
    /// RIFF and data length are this.
    Unknown(u32),
}

pub(crate) const FORMS: [Form; 17] = [
    Form::Plain,
    Form::Wide(b"RF64"),
    Form::Wide(b"BW64"),
    Form::LongFormat(2),
    Form::LongFormat(4),
    Form::ByteRate(2, 1),
    Form::ByteRate(1, 8),
    Form::ByteRate(0, 1),
    Form::BlockAlign(0),
    Form::BlockAlign(1),
    Form::ChunkBefore,
    Form::Riff(0),
    Form::Riff(u32::MAX),
    Form::Unknown(0),
    Form::Unknown(u32::MAX),
    Form::Unknown(0x7FFF_F000),
    Form::Unknown(0x8000_0000),
];

/// The end of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Whole,
    /// A byte more of sound than there are frames, which the header counts.
    HalfFrame,
    /// The last byte of the sound is missing.
    OneByteShort,
    HalfTheSound,
    /// All of the sound is missing.
    Header,
    /// The header is cut off.
    InTheHeader,
}

pub(crate) const ENDS: [End; 6] =
    [End::Whole, End::HalfFrame, End::OneByteShort, End::HalfTheSound, End::Header, End::InTheHeader];

/// The bytes after the sound, with a name. The RIFF length includes only the first two.
pub(crate) const TRAILERS: [(&str, &[u8]); 8] = [
    ("nothing", b""),
    ("a chunk", b"LIST\x04\0\0\0INFO"),
    ("two bytes", b"\r\n"),
    ("an ID3v1 tag", b"TAGa title that is cut off, as this is a test of what is not looked at"),
    ("an APE tag", b"APETAGEX\xd0\x07\0\0\x20\0\0\0\0\0\0\0\0\0\0\xa0"),
    ("zeros", &[0; 101]),
    ("a cut chunk", b"LIST\x40\0\0\0INFO"),
    ("a chunk's name", b"LIST"),
];

/// A file, and the expected verdict.
pub(crate) struct Wav {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) coded: Coded,
    pub(crate) form: Form,
    pub(crate) end: End,
    /// The duration; `None` if the file is refused.
    pub(crate) expected: Option<Duration>,
}

impl Coded {
    /// Returns the bytes of a frame, if the coding has frames.
    fn frame(self) -> Option<usize> {
        match self {
            Self::Samples(_, bits, channels) => Some(usize::from(channels * bits.div_ceil(8))),
            Self::Extensible(_, bits, _) => Some(usize::from(bits.div_ceil(8))),
            Self::Blocks(..) | Self::Mp3 => None,
        }
    }

    /// Returns the sound, and the number of its frames.
    fn sound(self) -> (Vec<u8>, u64) {
        let frames = 400;
        let (length, frames) = match self {
            Self::Blocks(_, bytes, in_block, _) => (4 * usize::from(bytes), 4 * u64::from(in_block)),
            Self::Mp3 => (1000, 1152),
            _ => (self.frame().unwrap_or_default() * frames, frames as u64),
        };
        // Nothing that looks like the name of a chunk.
        ((0..length).map(|n| 0x80 | (n * 37 % 101) as u8).collect(), frames)
    }

    /// Returns the format chunk with its extension.
    fn format(self, form: Form) -> Vec<u8> {
        let (tag, bits, channels, align) = match self {
            Self::Samples(tag, bits, channels) => (tag, bits, channels, channels * bits.div_ceil(8)),
            Self::Extensible(_, bits, _) => (0xFFFE, bits, 1, bits.div_ceil(8)),
            Self::Blocks(tag, bytes, _, bits) => (tag, bits, 1, bytes),
            Self::Mp3 => (0x55, 0, 1, 1),
        };
        let mut rate = match self {
            Self::Blocks(_, bytes, frames, _) => RATE * u32::from(bytes) / u32::from(frames),
            Self::Mp3 => 0,
            _ => RATE * u32::from(align),
        };
        let mut stated = align;
        match form {
            Form::ByteRate(times, of) => rate = rate * times / of,
            // A coding in blocks cannot be read without its block align.
            Form::BlockAlign(wrong) if self.frame().is_some() => stated = wrong,
            _ => {}
        }
        let mut format = Vec::new();
        format.extend([tag, channels].map(u16::to_le_bytes).concat());
        format.extend([RATE, rate].map(u32::to_le_bytes).concat());
        format.extend([stated, bits].map(u16::to_le_bytes).concat());
        let more = match self {
            Self::Extensible(tag, _, valid) => {
                [&valid.to_le_bytes()[..], &4_u32.to_le_bytes(), &tag.to_le_bytes(), &SUB_FORMAT].concat()
            }
            Self::Blocks(2, ..) => MS_ADPCM.map(i16::to_le_bytes).concat(),
            Self::Blocks(_, _, frames, _) => frames.to_le_bytes().to_vec(),
            _ => Vec::new(),
        };
        if !more.is_empty() {
            format.extend((more.len() as u16).to_le_bytes());
            format.extend(more);
        }
        if let Form::LongFormat(longer) = form {
            format.resize(format.len() + longer, 0);
        }
        format
    }
}

/// Makes a file of these parts.
pub(crate) fn wav(coded: Coded, form: Form, end: End, (trailer_name, trailer): (&str, &[u8])) -> Wav {
    let (mut sound, mut frames) = coded.sound();
    if end == End::HalfFrame {
        sound.push(0x80);
        frames += u64::from(coded.frame() == Some(1));
    }
    let mut bytes = match form {
        Form::Wide(name) => [&name[..], &[0xFF; 4], b"WAVE"].concat(),
        _ => b"RIFF\0\0\0\0WAVE".to_vec(),
    };
    if let Form::Wide(_) = form {
        bytes.extend(b"ds64\x1c\0\0\0");
        bytes.extend([0, sound.len() as u64, frames].map(u64::to_le_bytes).concat());
        bytes.extend([0; 4]);
    }
    chunk(&mut bytes, b"fmt ", &coded.format(form));
    if coded.frame().is_none() {
        chunk(&mut bytes, b"fact", &(frames as u32).to_le_bytes());
    }
    if form == Form::ChunkBefore {
        chunk(&mut bytes, b"LIST", b"INFO1");
    }
    bytes.extend(b"data");
    bytes.extend(match form {
        Form::Wide(_) => [0xFF; 4],
        Form::Unknown(length) => length.to_le_bytes(),
        _ => (sound.len() as u32).to_le_bytes(),
    });
    let start = bytes.len();
    bytes.extend(&sound);
    // Padding would be sound where the length is not known.
    if !matches!(form, Form::Unknown(_)) {
        bytes.resize(bytes.len() + bytes.len() % 2, 0);
    }
    let known = bytes.len() + if trailer_name == "a chunk" { trailer.len() } else { 0 } - 8;
    match form {
        Form::Riff(length) | Form::Unknown(length) => bytes[4..8].copy_from_slice(&length.to_le_bytes()),
        Form::Wide(_) => bytes[20..28].copy_from_slice(&(known as u64).to_le_bytes()),
        _ => bytes[4..8].copy_from_slice(&(known as u32).to_le_bytes()),
    }
    match end {
        End::Whole | End::HalfFrame => bytes.extend(trailer),
        End::OneByteShort => bytes.truncate(start + sound.len() - 1),
        End::HalfTheSound => bytes.truncate(start + sound.len() / 2),
        End::Header => bytes.truncate(start),
        End::InTheHeader => bytes.truncate(30),
    }
    let there = bytes.len().saturating_sub(start);
    let is_refused = match form {
        Form::Unknown(_) => there == 0,
        _ => there < sound.len(),
    };
    if let Form::Unknown(_) = form {
        frames = match coded {
            Coded::Blocks(_, bytes, in_block, _) => {
                frames.min((there.div_ceil(bytes.into()) * usize::from(in_block)) as u64)
            }
            _ => coded.frame().map_or(frames, |frame| (there / frame) as u64),
        };
    }
    let expected = (!is_refused).then(|| Duration::from_nanos(frames * 1_000_000_000 / u64::from(RATE)));
    let name = format!("{coded:?}, {form:?}, {end:?}, {trailer_name}");
    Wav { name, bytes, coded, form, end, expected }
}

fn chunk(bytes: &mut Vec<u8>, name: &[u8; 4], content: &[u8]) {
    bytes.extend(name);
    bytes.extend((content.len() as u32).to_le_bytes());
    bytes.extend(content);
    bytes.resize(bytes.len() + content.len() % 2, 0);
}

/// Returns all files. Only whole files have bytes after their sound.
pub(crate) fn all() -> impl Iterator<Item = Wav> {
    let codings = CODINGS.into_iter().chain([Coded::Mp3]);
    let in_forms = codings.flat_map(|coded| FORMS.map(|form| (coded, form)));
    in_forms.flat_map(|(coded, form)| {
        let whole = TRAILERS.map(|trailer| wav(coded, form, End::Whole, trailer));
        whole.into_iter().chain(ENDS[1..].iter().map(move |end| wav(coded, form, *end, TRAILERS[0])))
    })
}

/// Returns some hundreds of the files: every coding in every form, the rest in turns.
pub(crate) fn some() -> impl Iterator<Item = Wav> {
    let each = TRAILERS.len() + ENDS.len() - 1;
    all()
        .enumerate()
        .filter(move |(n, _)| {
            let (form, part) = (n / each, n % each);
            // One of the eight that are whole, and one of the five that are not.
            part == form % TRAILERS.len() || part == TRAILERS.len() + form % (ENDS.len() - 1)
        })
        .map(|(_, wav)| wav)
}
