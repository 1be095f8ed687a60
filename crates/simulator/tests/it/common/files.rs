//! Recordings and archives to upload.

use std::io::{Cursor, Write};

use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

/// Returns a mono WAV of 16 bits at 8 kHz.
pub(crate) fn wav(seconds: u32) -> Vec<u8> {
    wav_at(8000, seconds)
}

/// Returns a mono WAV of 16 bits.
pub(crate) fn wav_at(sample_rate: u32, seconds: u32) -> Vec<u8> {
    let spec =
        hound::WavSpec { channels: 1, sample_rate, bits_per_sample: 16, sample_format: hound::SampleFormat::Int };
    let mut bytes = Cursor::new(Vec::new());
    let mut writer = hound::WavWriter::new(&mut bytes, spec).unwrap();
    for n in 0..seconds * sample_rate {
        writer.write_sample((n % 251) as i16).unwrap();
    }
    writer.finalize().unwrap();
    bytes.into_inner()
}

/// Returns a zip of these files.
pub(crate) fn zip(method: CompressionMethod, zip64: bool, files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        let options = SimpleFileOptions::default().compression_method(method).large_file(zip64);
        writer.start_file(*name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

pub(crate) fn stored(files: &[(&str, &[u8])]) -> Vec<u8> {
    zip(CompressionMethod::Stored, false, files)
}

pub(crate) fn good_zip() -> Vec<u8> {
    stored(&[("voice.wav", &wav(2))])
}

/// Returns the files of this number of valid segments, one second each.
pub(crate) fn segments(number: u32) -> Vec<(String, Vec<u8>)> {
    let segment = |n: u32| [(format!("{n}.wav"), wav_at(100, 1)), (format!("{n}.txt"), b"a segment".to_vec())];
    (0..number).flat_map(segment).collect()
}

pub(crate) fn stored_files(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    stored(&files)
}
