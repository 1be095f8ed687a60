//! Recordings and files in a folder.

use std::path::{Path, PathBuf};

/// A whole WAV: PCM, 48 kHz, 16 bit, mono, with that many samples of a saw.
pub(crate) fn wav(samples: u32) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: 48_000,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    hound::WavWriter::new(&mut bytes, spec).and_then(hound::WavWriter::finalize).expect("a header");
    let (mut bytes, length) = (bytes.into_inner(), 2 * samples);
    // One tooth of the saw again and again: sample by sample, tests that are not optimized would mostly do this.
    let tooth: Vec<u8> = (0..601).flat_map(|n| (n * 50 - 15_000_i16).to_le_bytes()).collect();
    bytes.extend(tooth.repeat(length as usize / tooth.len() + 1));
    bytes.truncate(44 + length as usize);
    bytes[4..8].copy_from_slice(&(36 + length).to_le_bytes());
    bytes[40..44].copy_from_slice(&length.to_le_bytes());
    bytes
}

/// A file in a folder. One that has these bytes already stays as it is: a training may be reading it, and would end because
/// its recording has changed.
pub(crate) fn file(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let (path, bytes) = (folder.join(name), bytes.as_ref());
    if std::fs::read(&path).ok().as_deref() != Some(bytes) {
        std::fs::write(&path, bytes).expect("file");
    }
    path
}
