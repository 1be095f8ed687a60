//! A recording of any length, whose sound does not compress to nothing.

use std::io::{BufWriter, Write};
use std::path::Path;

/// Writes a WAV (48 kHz, 16 bit, mono) of that many MiB.
pub(crate) fn write(path: &Path, mib: u64) -> std::io::Result<()> {
    let sound = u32::try_from(mib * 1024 * 1024 - 44).unwrap_or(u32::MAX - 44) & !1;
    let mut file = BufWriter::with_capacity(1 << 20, std::fs::File::create(path)?);
    file.write_all(b"RIFF")?;
    file.write_all(&(sound + 36).to_le_bytes())?;
    file.write_all(b"WAVEfmt \x10\0\0\0\x01\0\x01\0\x80\xbb\0\0\0\x77\x01\0\x02\0\x10\0data")?;
    file.write_all(&sound.to_le_bytes())?;
    let mut state = 1_u32;
    let mut piece = Vec::with_capacity(1 << 16);
    let mut left = sound as usize;
    while left > 0 {
        piece.clear();
        while piece.len() < left.min(1 << 16) {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            // Noise of a quiet room: the upper bits are few.
            piece.extend_from_slice(&((state >> 20) as i16 - 2048).to_le_bytes());
        }
        file.write_all(&piece)?;
        left -= piece.len();
    }
    file.flush()
}
