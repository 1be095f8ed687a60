//! Writes a file in one step.

use std::io::Write;
use std::path::Path;

use tempfile::{Builder, NamedTempFile};

use super::texts;
use crate::terminal::cell_text;

/// Writes a new file, or replaces one, in one step: a reader sees all of the text, or what was there before.
pub(super) fn write(file: &Path, text: &str) -> Result<(), String> {
    let name = cell_text(&file.display().to_string());
    let failed = |error: std::io::Error| texts::CANNOT_WRITE.with(&[("file", &name), ("error", &error)]);
    if file.is_dir() {
        return Err(texts::IS_FOLDER.with(&[("file", &name)]));
    }
    // A link stays one, and its target gets the text.
    let target = file.canonicalize().unwrap_or_else(|_| file.to_owned());
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = Builder::new();
    builder.prefix(".preflight");
    // As the process creates other files, which people share: the default is for the owner alone.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut new: NamedTempFile = builder.tempfile_in(folder).map_err(failed)?;
    new.write_all(text.as_bytes()).and_then(|()| new.as_file().sync_all()).map_err(failed)?;
    new.persist(target).map_err(|error| failed(error.error))?;
    Ok(())
}
