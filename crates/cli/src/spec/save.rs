//! Writes a spec back to its file.

use std::io;
use std::path::Path;

use super::texts;
use crate::replace::replace;

/// Replaces the text of a spec in one step. It must be there, and a regular file: the text that was read of a pipe is gone.
pub(crate) fn save(file: &Path, text: &str) -> Result<(), String> {
    let failed = |error: io::Error| texts::UNWRITABLE.with(&[("file", &file.display()), ("error", &error)]);
    if !file.metadata().map_err(failed)?.is_file() {
        return Err(failed(io::Error::other(texts::NO_REGULAR_FILE.get())));
    }
    replace(file, text.as_bytes()).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::save;

    #[test]
    fn a_spec_that_does_not_exist_or_is_no_regular_file_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("spec.yaml");
        assert!(save(&file, "new").expect_err("no file").contains("cannot write"));
        assert!(!file.exists());
        assert!(save(folder.path(), "new").expect_err("a folder").contains("it is no regular file"));
    }
}
