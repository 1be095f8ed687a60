//! The length and the checksum of a body's files, without the headers that an archive adds to them.

use crc32fast::Hasher;

use super::body::{Body, Part};
use super::package::each_piece;
use super::reader::{self, Activity, SOURCE_TIMEOUT};
use crate::Error;

impl Body {
    /// Returns the length and the CRC-32 of the body's files, one after the other. For a body without files they are
    /// those of its bytes. This reads the sources whose checksum is not known yet.
    pub(crate) async fn content_checksum(&self) -> Result<(u64, u32), Error> {
        let mut parts = self.clone().into_parts();
        if parts.iter().any(|part| !matches!(part, Part::Bytes(_))) {
            parts.retain(|part| !matches!(part, Part::Bytes(_)));
        }
        reader::read(SOURCE_TIMEOUT, move |activity| read(&parts, activity)).await
    }
}

fn read(parts: &[Part], activity: &Activity) -> Result<(u64, u32), Error> {
    let mut all = Hasher::new();
    let mut length = 0;
    for part in parts {
        let (crc, bytes) = match part {
            Part::Bytes(bytes) => (crc32fast::hash(bytes), bytes.len() as u64),
            Part::Source(source, Some(crc)) => (*crc, source.len()),
            Part::Source(source, None) => (each_piece(source, |_| activity.with_piece(|| Ok(())))?, source.len()),
            Part::Spooled(spooled) => spooled.content(),
        };
        all.combine(&Hasher::new_with_initial_len(crc, bytes));
        length += bytes;
    }
    Ok((length, all.finalize()))
}
