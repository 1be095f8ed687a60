//! Reads folders of segments as operating systems and editors leave them.

use std::path::Path;

use metastudio_voice::training::Segments;
use metastudio_voice::{Error, ErrorKind};

use crate::support::{file, wav};

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("folder");
    file(folder.path(), "0.wav", wav(10));
    file(folder.path(), "0.txt", "Good morning.");
    for (name, bytes) in files {
        file(folder.path(), name, bytes);
    }
    folder
}

#[test]
fn files_that_operating_systems_leave_in_a_folder_are_ignored() {
    let folder = folder(&[
        ("._0.wav", b"\0\x05\x16\x07"),
        ("._0.txt", b"\0\x05\x16\x07"),
        (".DS_Store", b"\0\0\0\x01Bud1"),
        ("Thumbs.db", b"\xd0\xcf"),
        ("desktop.ini", b"[.ShellClassInfo]"),
        (".hidden.txt", b""),
    ]);
    std::fs::create_dir(folder.path().join("__MACOSX")).expect("folder");
    let segments = Segments::folder(folder.path()).expect("segments");
    assert_eq!(segments.iter().map(|segment| segment.text()).collect::<Vec<_>>(), ["Good morning."]);
}

#[test]
fn an_unusable_text_is_refused_with_the_name_of_its_file() {
    let refused = |bytes: &[u8]| -> Error {
        let folder = folder(&[("0.txt", bytes)]);
        let error = Segments::folder(folder.path()).expect_err("refused");
        assert_eq!(error.kind(), ErrorKind::File);
        let name = folder.path().join("0.txt").display().to_string();
        assert!(error.message().starts_with(&name), "{error}");
        error
    };
    let long = vec![b'a'; (1 << 20) + 1];
    let cases: [(&[u8], &str); 8] = [
        (b"", "is empty"),
        (b" \r\n\t", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\xef\xbb\xbf \n", "is empty"),
        (b"\xe2\x80\x8b", "is blank"),
        (b"Good\0morning", "contains a NUL character"),
        (b"\xff\xfeG\0o\0o\0d\0", "is not UTF-8"),
        (&long, "is longer than 1 MiB"),
    ];
    for (bytes, expected) in cases {
        let error = refused(bytes);
        assert!(error.message().contains(expected), "{expected}: {error}");
    }
    assert!(refused(b"").to_string().ends_with("write the words that are spoken in the segment"));
}

/// A device could be read without end.
#[cfg(unix)]
#[test]
fn a_text_that_is_not_a_regular_file_is_refused() {
    let folder = folder(&[]);
    std::fs::remove_file(folder.path().join("0.txt")).expect("removed");
    std::os::unix::fs::symlink(Path::new("/dev/zero"), folder.path().join("0.txt")).expect("link");
    let error = Segments::folder(folder.path()).expect_err("refused");
    assert!(error.message().ends_with("0.txt is not a regular file"), "{error}");
}
