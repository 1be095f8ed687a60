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
    let mut writer = hound::WavWriter::new(&mut bytes, spec).expect("writer");
    (0..samples).for_each(|n| writer.write_sample((n % 601) as i16 * 50 - 15_000).expect("sample"));
    writer.finalize().expect("finalize");
    bytes.into_inner()
}

/// A file in a folder.
pub(crate) fn file(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).expect("file");
    path
}
