//! Decodes bytes of sound to samples between -1 and 1.

use super::Codec;
use super::wav::Recording;

/// The limit from which floating-point samples are not sound: full scale is 1.
const ABSURD: f32 = 1e6;

/// The format in which a sample is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sample {
    U8,
    I16,
    I24,
    I32,
    F32,
    F64,
}

impl Sample {
    /// Returns the format of a recording, if it can be decoded. If a sample has fewer bits than its bytes hold, they
    /// are the upper bits.
    pub(super) fn of(recording: &Recording) -> Option<Self> {
        if recording.channels == 0 || !recording.block_align.is_multiple_of(recording.channels) {
            return None;
        }
        let bytes = recording.block_align / recording.channels;
        if !(1..=bytes).contains(&recording.bits_per_sample.div_ceil(8)) {
            return None;
        }
        match (recording.codec, bytes) {
            (Codec::Pcm, 1) => Some(Self::U8),
            (Codec::Pcm, 2) => Some(Self::I16),
            (Codec::Pcm, 3) => Some(Self::I24),
            (Codec::Pcm, 4) => Some(Self::I32),
            (Codec::Float, 4) if recording.bits_per_sample == 32 => Some(Self::F32),
            (Codec::Float, 8) if recording.bits_per_sample == 64 => Some(Self::F64),
            _ => None,
        }
    }

    /// Returns the number of bytes of a sample.
    pub(super) fn bytes(self) -> usize {
        match self {
            Self::U8 => 1,
            Self::I16 => 2,
            Self::I24 => 3,
            Self::I32 | Self::F32 => 4,
            Self::F64 => 8,
        }
    }

    /// Returns the smallest level at which a sample with this many bits is at full scale. Floating point counts as 16
    /// bits, because sound that was clipped before it became floating point does not reach 1.
    pub(super) fn full_scale(self, valid_bits: u16) -> f32 {
        let bits = match self {
            Self::F32 | Self::F64 => 16,
            _ => i32::from(valid_bits.clamp(2, 32)),
        };
        (1.0 - 2.0_f64.powi(1 - bits)) as f32
    }

    /// Decodes as many samples as `samples` holds, for which `bytes` must suffice. Returns the number of samples that
    /// are not numbers or beyond [`ABSURD`]; they become silence.
    pub(super) fn decode(self, bytes: &[u8], samples: &mut [f32]) -> u64 {
        match self {
            Self::U8 => each(bytes, samples, |[byte]| (f32::from(byte) - 128.0) * (1.0 / 128.0)),
            Self::I16 => each(bytes, samples, |bytes| f32::from(i16::from_le_bytes(bytes)) * (1.0 / 32_768.0)),
            Self::I24 => each(bytes, samples, |[a, b, c]| whole(i32::from_le_bytes([0, a, b, c]))),
            Self::I32 => each(bytes, samples, |bytes| whole(i32::from_le_bytes(bytes))),
            Self::F32 => {
                each(bytes, samples, f32::from_le_bytes);
                return clean(samples);
            }
            Self::F64 => {
                each(bytes, samples, |bytes| f64::from_le_bytes(bytes) as f32);
                return clean(samples);
            }
        }
        0
    }
}

fn each<const N: usize>(bytes: &[u8], samples: &mut [f32], decode: impl Fn([u8; N]) -> f32) {
    let (bytes, _) = bytes.as_chunks::<N>();
    for (sample, bytes) in samples.iter_mut().zip(bytes) {
        *sample = decode(*bytes);
    }
}

fn whole(value: i32) -> f32 {
    value as f32 * (1.0 / 2_147_483_648.0)
}

fn clean(samples: &mut [f32]) -> u64 {
    let mut unusable = 0;
    for sample in samples {
        // This also holds for a sample that is not a number.
        if !matches!(sample.abs().partial_cmp(&ABSURD), Some(std::cmp::Ordering::Less)) {
            *sample = 0.0;
            unusable += 1;
        }
    }
    unusable
}
