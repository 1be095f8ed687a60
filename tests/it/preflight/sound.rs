//! Makes recordings to measure, in every coding.

use std::f64::consts::TAU;

use metastudio_voice::audio::{Measurement, Meter, NotMeasured, Recording};
use metastudio_voice::upload::Source;

/// The format in which a recording is stored.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Coding {
    pub(crate) tag: u16,
    pub(crate) bits: u16,
    /// The bytes of a sample, which may be more than the bits need.
    pub(crate) bytes: u16,
    pub(crate) is_extensible: bool,
}

impl Coding {
    pub(crate) const fn pcm(bits: u16) -> Self {
        Self { tag: 1, bits, bytes: bits.div_ceil(8), is_extensible: false }
    }

    pub(crate) const fn float(bits: u16) -> Self {
        Self { tag: 3, bits, bytes: bits / 8, is_extensible: false }
    }

    pub(crate) const fn extensible(mut self) -> Self {
        self.is_extensible = true;
        self
    }

    pub(crate) const fn in_bytes(mut self, bytes: u16) -> Self {
        self.bytes = bytes;
        self
    }

    /// Encodes samples.
    fn encode(self, samples: impl Iterator<Item = f64>) -> Vec<u8> {
        let mut bytes = Vec::new();
        match (self.tag, self.bytes) {
            (3, 4) => samples.for_each(|sample| bytes.extend_from_slice(&(sample as f32).to_le_bytes())),
            (3, _) => samples.for_each(|sample| bytes.extend_from_slice(&sample.to_le_bytes())),
            (_, 1) => bytes.extend(samples.map(|sample| ((sample * 128.0).round().clamp(-128.0, 127.0) + 128.0) as u8)),
            (_, size) => {
                let most = 2_f64.powi(i32::from(self.bits) - 1);
                let (unused, skipped) = (32 - u32::from(self.bits), 4 - usize::from(size));
                samples.for_each(|sample| {
                    let whole = (sample * most).round().clamp(-most, most - 1.0) as i64;
                    bytes.extend_from_slice(&((whole as i32) << unused).to_le_bytes()[skipped..]);
                });
            }
        }
        bytes
    }
}

/// Returns a WAV file. The channels of a sample are interleaved.
pub(crate) fn wav(coding: Coding, rate: u32, channels: u16, samples: impl IntoIterator<Item = f64>) -> Vec<u8> {
    let sound = coding.encode(samples.into_iter());
    let tag = if coding.is_extensible { 0xFFFE } else { coding.tag };
    let align = channels * coding.bytes;
    let mut format = Vec::new();
    format.extend(tag.to_le_bytes());
    format.extend(channels.to_le_bytes());
    format.extend(rate.to_le_bytes());
    format.extend((rate * u32::from(align)).to_le_bytes());
    format.extend(align.to_le_bytes());
    format.extend((if coding.is_extensible { 8 * coding.bytes } else { coding.bits }).to_le_bytes());
    if coding.is_extensible {
        format.extend(22_u16.to_le_bytes());
        format.extend(coding.bits.to_le_bytes());
        format.extend(0_u32.to_le_bytes());
        format.extend(coding.tag.to_le_bytes());
        format.extend([0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71]);
    }
    let mut bytes = b"RIFF\0\0\0\0WAVE".to_vec();
    for (name, content) in [(b"fmt ", &format), (b"data", &sound)] {
        bytes.extend(name);
        bytes.extend((content.len() as u32).to_le_bytes());
        bytes.extend(content);
    }
    bytes.resize(bytes.len() + bytes.len() % 2, 0);
    let length = bytes.len() as u32 - 8;
    bytes[4..8].copy_from_slice(&length.to_le_bytes());
    bytes
}

/// Returns a WAV file of 48 kHz, 16 bit, mono.
pub(crate) fn mono(samples: impl IntoIterator<Item = f64>) -> Vec<u8> {
    wav(Coding::pcm(16), 48_000, 1, samples)
}

pub(crate) fn inspect(bytes: &[u8]) -> Recording {
    let folder = tempfile::tempdir().expect("folder");
    let path = crate::support::file(folder.path(), "a.wav", bytes);
    Recording::inspect(&Source::open(path).expect("source")).expect("a recording")
}

/// Measures a recording in one piece.
pub(crate) fn measure(bytes: &[u8]) -> Measurement {
    try_measure(bytes).expect("a measurement")
}

pub(crate) fn try_measure(bytes: &[u8]) -> Result<Measurement, NotMeasured> {
    let mut meter = Meter::new(&inspect(bytes))?;
    meter.update(bytes);
    Ok(meter.finish())
}

/// Returns a sine of this level (its peak, in dBFS) and length in seconds.
pub(crate) fn sine(rate: u32, frequency: f64, level: f64, seconds: f64) -> impl Iterator<Item = f64> + Clone {
    let amplitude = 10_f64.powf(level / 20.0);
    let rate = f64::from(rate);
    (0..(rate * seconds).round() as usize).map(move |n| amplitude * (TAU * frequency * n as f64 / rate).sin())
}

/// Returns noise of this level (RMS, in dBFS), the same each time.
pub(crate) fn noise(rate: u32, level: f64, seconds: f64) -> impl Iterator<Item = f64> + Clone {
    let amplitude = 10_f64.powf(level / 20.0) * 3_f64.sqrt();
    let mut state = 1_u32;
    (0..(f64::from(rate) * seconds).round() as usize).map(move |_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        amplitude * (f64::from(state) / f64::from(u32::MAX) * 2.0 - 1.0)
    })
}

/// Returns a substitute for sentences. Each has a tone of -20 dBFS, then a quiet room, with these lengths in seconds.
pub(crate) fn sentences(room: f64, lengths: &[(f64, f64)]) -> Vec<f64> {
    sentences_at(48_000, room, lengths)
}

/// Returns sentences like [`sentences`], at another sample rate.
pub(crate) fn sentences_at(rate: u32, room: f64, lengths: &[(f64, f64)]) -> Vec<f64> {
    let mut samples = Vec::new();
    for (spoken, quiet) in lengths {
        samples.extend(sine(rate, 220.0, -20.0, *spoken).zip(noise(rate, room, *spoken)).map(|(a, b)| a + b));
        samples.extend(noise(rate, room, *quiet));
    }
    samples
}
