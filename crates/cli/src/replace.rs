//! Writes a file in one step.

use std::fs::{File, Permissions};
use std::io::{self, Write};
use std::path::Path;

use tempfile::Builder;

use crate::texts;

/// Writes a new file, or replaces one, in one step: a reader sees all of the text, or what was there before, also when the
/// program is interrupted. The permissions stay; a link stays one, and its target gets the text.
///
/// A pipe or a device is written to: to replace it would be to remove it.
///
/// # Errors
/// If the file is a folder or read-only, or cannot be written. It is unchanged then.
pub(crate) fn replace(file: &Path, text: &[u8]) -> io::Result<()> {
    let target = file.canonicalize().unwrap_or_else(|_| file.to_owned());
    let before = match target.metadata() {
        Ok(before) if !before.is_file() => return File::options().write(true).open(&target)?.write_all(text),
        Ok(before) if before.permissions().readonly() => {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, texts::READ_ONLY.get()));
        }
        Ok(before) => Some(before.permissions()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = Builder::new();
    if let Some(permissions) = new_file() {
        builder.permissions(permissions);
    }
    let mut new = builder.tempfile_in(folder)?;
    new.write_all(text)?;
    if let Some(permissions) = before {
        new.as_file().set_permissions(permissions)?;
    }
    new.as_file().sync_all()?;
    new.persist(target).map_err(|error| error.error)?;
    Ok(())
}

/// Returns the permissions with which the process creates files that people share. The default of a temporary file is the
/// owner alone.
#[cfg(unix)]
fn new_file() -> Option<Permissions> {
    Some(std::os::unix::fs::PermissionsExt::from_mode(0o666))
}

#[cfg(not(unix))]
fn new_file() -> Option<Permissions> {
    None
}

#[cfg(test)]
mod tests {
    use super::replace;

    #[cfg(unix)]
    #[test]
    fn the_permissions_of_the_file_and_a_link_to_it_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};

        let folder = tempfile::tempdir().expect("a folder");
        let [target, link] = ["target.yaml", "link.yaml"].map(|name| folder.path().join(name));
        std::fs::write(&target, "old").expect("the file");
        std::fs::set_permissions(&target, std::fs::Permissions::from_mode(0o640)).expect("permissions");
        symlink(&target, &link).expect("a link");
        replace(&link, b"new").expect("written");
        assert_eq!(std::fs::read_to_string(&target).expect("the file"), "new");
        assert!(link.is_symlink());
        assert_eq!(target.metadata().expect("metadata").permissions().mode() & 0o777, 0o640);
        assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 2);
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_is_written_to_and_stays_one() {
        use std::os::unix::fs::FileTypeExt;

        let folder = tempfile::tempdir().expect("a folder");
        let pipe = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs").success());
        let reader = std::thread::spawn({
            let pipe = pipe.clone();
            move || std::fs::read_to_string(pipe).expect("a text")
        });
        replace(&pipe, b"new").expect("written");
        assert_eq!(reader.join().expect("a reader"), "new");
        assert!(pipe.symlink_metadata().expect("metadata").file_type().is_fifo());
    }

    #[test]
    fn a_folder_and_a_file_that_is_read_only_are_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        replace(folder.path(), b"new").expect_err("a folder");
        let file = folder.path().join("spec.yaml");
        replace(&file, b"old").expect("a new file");
        let mut permissions = file.metadata().expect("metadata").permissions();
        permissions.set_readonly(true);
        std::fs::set_permissions(&file, permissions).expect("permissions");
        assert!(replace(&file, b"new").expect_err("read-only").to_string().contains("is read-only"));
        assert_eq!(std::fs::read_to_string(&file).expect("the file"), "old");
        assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 1);
    }
}
