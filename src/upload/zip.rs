//! The headers and the directory of a zip archive, with complete local headers, the only form that every reader
//! accepts.
//!
//! The bytes are deterministic: they hold no time, no owner, nothing of the machine. Zip64 is used only where a size or
//! an offset needs it, because some readers refuse it elsewhere. The format is that of APPNOTE.TXT 6.3.

/// The smallest size that needs zip64.
const LIMIT_32: u64 = u32::MAX as u64;
/// 1 January 1980, the earliest date of the format.
const DATE: u16 = 0x0021;
/// Flag bit 11: the name is UTF-8.
const UTF8: u16 = 1 << 11;
const VERSION_PLAIN: u16 = 10;
const VERSION_ZIP64: u16 = 45;
/// The archive was made on Unix, so that readers use the permissions below.
const MADE_BY: u16 = 3 << 8;
/// A regular file, `rw-r--r--`.
const ATTRIBUTES: u32 = 0o100_644 << 16;

/// The length of the record at the end, and of the two records that zip64 puts before it.
const END: u64 = 22;
const END_ZIP64: u64 = 56 + 20;

/// The method of a file that is not compressed.
const STORED: u16 = 0;

/// One file of the archive.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) len: u64,
    pub(super) crc: u32,
}

impl Entry {
    /// Returns whether the length does not fit into 32 bits.
    fn is_large(&self) -> bool {
        self.len >= LIMIT_32
    }

    /// Returns the header before the file's own bytes.
    pub(super) fn local_header(&self) -> Vec<u8> {
        let zip64 = self.is_large();
        let mut bytes = Vec::with_capacity(30 + self.name.len() + 20);
        put(&mut bytes, &[0x50, 0x4b, 0x03, 0x04]);
        self.common(&mut bytes, zip64, zip64);
        put_u16(&mut bytes, if zip64 { 20 } else { 0 });
        put(&mut bytes, self.name.as_bytes());
        if zip64 {
            put_extra(&mut bytes, &[self.len, self.len]);
        }
        bytes
    }

    /// Returns the entry of the central directory, for a file whose local header starts at `offset`.
    fn central_header(&self, offset: u64) -> Vec<u8> {
        let large = self.is_large();
        let far = offset >= LIMIT_32;
        let mut wide = Vec::new();
        if large {
            wide.extend([self.len, self.len]);
        }
        if far {
            wide.push(offset);
        }
        let mut bytes = Vec::with_capacity(46 + self.name.len() + 28);
        put(&mut bytes, &[0x50, 0x4b, 0x01, 0x02]);
        put_u16(&mut bytes, MADE_BY | VERSION_ZIP64);
        self.common(&mut bytes, large || far, large);
        put_u16(&mut bytes, if wide.is_empty() { 0 } else { 4 + 8 * wide.len() as u16 });
        // Comment length, disk number, internal attributes.
        put(&mut bytes, &[0; 6]);
        put_u32(&mut bytes, ATTRIBUTES);
        put_u32(&mut bytes, narrow(offset));
        put(&mut bytes, self.name.as_bytes());
        if !wide.is_empty() {
            put_extra(&mut bytes, &wide);
        }
        bytes
    }

    /// Writes the fields that both headers share, from the version needed to the length of the name.
    fn common(&self, bytes: &mut Vec<u8>, needs_zip64: bool, wide_sizes: bool) {
        put_u16(bytes, if needs_zip64 { VERSION_ZIP64 } else { VERSION_PLAIN });
        put_u16(bytes, if self.name.is_ascii() { 0 } else { UTF8 });
        put_u16(bytes, STORED);
        put_u16(bytes, 0);
        put_u16(bytes, DATE);
        put_u32(bytes, self.crc);
        // The length in the archive, and the length of the file.
        for _ in 0..2 {
            put_u32(bytes, if wide_sizes { u32::MAX } else { narrow(self.len) });
        }
        put_u16(bytes, self.name.len() as u16);
    }
}

/// The length of an archive, counted file by file.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Length {
    /// The length of the files with their local headers.
    contents: u64,
    /// The length of the headers in the central directory.
    headers: u64,
    count: u64,
}

impl Length {
    /// Counts one more file.
    pub(super) fn add(&mut self, entry: &Entry) {
        self.headers += entry.central_header(self.contents).len() as u64;
        let with_header = entry.len.saturating_add(entry.local_header().len() as u64);
        self.contents = self.contents.saturating_add(with_header);
        self.count += 1;
    }

    /// Returns the length of the whole archive.
    pub(super) fn total(&self) -> u64 {
        let end = if self.is_large() { END + END_ZIP64 } else { END };
        self.contents.saturating_add(self.headers + end)
    }

    /// Returns whether the end of the directory needs zip64.
    fn is_large(&self) -> bool {
        self.contents >= LIMIT_32 || self.count >= u64::from(u16::MAX)
    }
}

/// Returns the bytes after the last file: the central directory and its end.
pub(super) fn directory(entries: &[Entry]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut length = Length::default();
    for entry in entries {
        bytes.extend(entry.central_header(length.contents));
        length.add(entry);
    }
    let (offset, size, count) = (length.contents, length.headers, length.count);
    if length.is_large() {
        put(&mut bytes, &[0x50, 0x4b, 0x06, 0x06]);
        put_u64(&mut bytes, 44);
        put_u16(&mut bytes, MADE_BY | VERSION_ZIP64);
        put_u16(&mut bytes, VERSION_ZIP64);
        put(&mut bytes, &[0; 8]);
        for value in [count, count, size, offset] {
            put_u64(&mut bytes, value);
        }
        put(&mut bytes, &[0x50, 0x4b, 0x06, 0x07]);
        put_u32(&mut bytes, 0);
        put_u64(&mut bytes, offset + size);
        put_u32(&mut bytes, 1);
    }
    put(&mut bytes, &[0x50, 0x4b, 0x05, 0x06]);
    put(&mut bytes, &[0; 4]);
    let count = u16::try_from(count).unwrap_or(u16::MAX);
    put_u16(&mut bytes, count);
    put_u16(&mut bytes, count);
    put_u32(&mut bytes, narrow(size));
    put_u32(&mut bytes, narrow(offset));
    put_u16(&mut bytes, 0);
    bytes
}

/// Writes the zip64 extra field.
fn put_extra(bytes: &mut Vec<u8>, values: &[u64]) {
    put_u16(bytes, 1);
    put_u16(bytes, 8 * values.len() as u16);
    for value in values {
        put_u64(bytes, *value);
    }
}

/// Returns the value in 32 bits, or the mark for a value that is in the zip64 field.
fn narrow(value: u64) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

fn put(bytes: &mut Vec<u8>, value: &[u8]) {
    bytes.extend_from_slice(value);
}

fn put_u16(bytes: &mut Vec<u8>, value: u16) {
    put(bytes, &value.to_le_bytes());
}

fn put_u32(bytes: &mut Vec<u8>, value: u32) {
    put(bytes, &value.to_le_bytes());
}

fn put_u64(bytes: &mut Vec<u8>, value: u64) {
    put(bytes, &value.to_le_bytes());
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::io::{Read, Seek, SeekFrom, Write};

    use super::*;

    const LARGE: u64 = (4 << 30) + 5;

    /// Opens an archive with a file of more than 4 GiB and a small file after it, by a reader that is not ours. The
    /// large file is a hole of its size in the archive, so that writing it takes no time.
    fn opened() -> zip::ZipArchive<File> {
        let content = b"after the large file";
        let large = Entry { name: "large.wav".to_owned(), len: LARGE, crc: 0 };
        let len = content.len() as u64;
        let small = Entry { name: "声音/small.txt".to_owned(), len, crc: crc32fast::hash(content) };
        let mut file = tempfile::tempfile().expect("archive");
        file.write_all(&large.local_header()).expect("written");
        file.seek(SeekFrom::Current(large.len as i64)).expect("a hole");
        file.write_all(&small.local_header()).expect("written");
        file.write_all(content).expect("written");
        file.write_all(&directory(&[large, small])).expect("written");
        zip::ZipArchive::new(file).expect("it opens")
    }

    #[test]
    fn the_length_of_an_archive_is_counted_file_by_file() {
        let entry = |name: &str, len| Entry { name: name.to_owned(), len, crc: 0 };
        let many: Vec<_> = (0..70_000).map(|n| entry(&n.to_string(), 1)).collect();
        let cases = [
            vec![],
            vec![entry("a", 3), entry("声音", 5)],
            vec![entry("a", LARGE), entry("b", 1)],
            vec![entry("a", LIMIT_32 - 31), entry("b", 1)],
            many,
        ];
        for entries in cases {
            let mut length = Length::default();
            entries.iter().for_each(|entry| length.add(entry));
            let contents: u64 = entries.iter().map(|entry| entry.local_header().len() as u64 + entry.len).sum();
            assert_eq!(length.total(), contents + directory(&entries).len() as u64, "{} files", entries.len());
        }
    }

    #[test]
    fn another_reader_finds_a_file_beyond_4_gib_and_reads_the_file_after_it() {
        let mut archive = opened();
        let found = archive.by_index_raw(0).expect("the large one");
        let name = found.name().expect("a name").into_owned();
        assert_eq!((&*name, found.size(), found.compressed_size()), ("large.wav", LARGE, LARGE));
        drop(found);
        let mut read = String::new();
        archive.by_name("声音/small.txt").expect("the small one").read_to_string(&mut read).expect("whole");
        assert_eq!(read, "after the large file");
    }
}
