//! Recordings of any length.

use std::io::{BufWriter, Write};
use std::path::Path;

/// Writes a WAV (48 kHz, 16 bit, mono) of that many MiB, whose sound does not compress to nothing.
pub(crate) fn write(path: &Path, mib: u64) -> std::io::Result<()> {
    let sound = sound(mib);
    let mut file = BufWriter::with_capacity(1 << 20, std::fs::File::create(path)?);
    head(&mut file, sound)?;
    let mut state = 1_u32;
    let mut piece = Vec::with_capacity(1 << 16);
    let mut left = sound as usize;
    while left > 0 {
        piece.clear();
        while piece.len() < left.min(1 << 16) {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            // The noise of a quiet room: the samples are small.
            piece.extend_from_slice(&((state >> 20) as i16 - 2048).to_le_bytes());
        }
        file.write_all(&piece)?;
        left -= piece.len();
    }
    file.flush()
}

/// Writes a WAV of silence of that many MiB, which needs no space on the disk.
pub(crate) fn sparse(path: &Path, mib: u64) -> std::io::Result<()> {
    let sound = sound(mib);
    let mut file = std::fs::File::create(path)?;
    head(&mut file, sound)?;
    file.set_len(u64::from(sound) + HEAD)
}

/// The number of bytes before the sound.
const HEAD: u64 = 44;

/// Returns the number of bytes of sound. A WAV cannot have more than 4 GiB.
fn sound(mib: u64) -> u32 {
    u32::try_from((mib * 1024 * 1024).saturating_sub(HEAD)).unwrap_or(u32::MAX - HEAD as u32) & !1
}

fn head(file: &mut impl Write, sound: u32) -> std::io::Result<()> {
    file.write_all(b"RIFF")?;
    file.write_all(&(sound + 36).to_le_bytes())?;
    file.write_all(b"WAVEfmt \x10\0\0\0\x01\0\x01\0\x80\xbb\0\0\0\x77\x01\0\x02\0\x10\0data")?;
    file.write_all(&sound.to_le_bytes())
}
