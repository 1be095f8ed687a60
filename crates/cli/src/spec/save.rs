//! Writes a spec back to its file.

use std::io::Write;
use std::path::Path;

use tempfile::NamedTempFile;

use super::texts;

/// Replaces the text of a file in one step, so that a reader sees the old text or the new one, also when the program is
/// interrupted. The permissions stay; a link stays one, and its target gets the text.
pub(crate) fn save(file: &Path, text: &str) -> Result<(), String> {
    let failed = |error: std::io::Error| texts::UNWRITABLE.with(&[("file", &file.display()), ("error", &error)]);
    let target = file.canonicalize().map_err(failed)?;
    let permissions = target.metadata().map_err(failed)?.permissions();
    if permissions.readonly() {
        return Err(texts::READ_ONLY.with(&[("file", &file.display())]));
    }
    let mut new = NamedTempFile::new_in(target.parent().unwrap_or(Path::new("."))).map_err(failed)?;
    new.write_all(text.as_bytes()).and_then(|()| new.as_file().sync_all()).map_err(failed)?;
    new.as_file().set_permissions(permissions).map_err(failed)?;
    new.persist(target).map_err(|error| failed(error.error))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::save;

    #[cfg(unix)]
    #[test]
    fn the_permissions_of_the_file_and_a_link_to_it_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};

        let folder = tempfile::tempdir().expect("a folder");
        let [target, link] = ["target.yaml", "link.yaml"].map(|name| folder.path().join(name));
        std::fs::write(&target, "old").expect("the file");
        std::fs::set_permissions(&target, std::fs::Permissions::from_mode(0o640)).expect("permissions");
        symlink(&target, &link).expect("a link");
        save(&link, "new").expect("saved");
        assert_eq!(std::fs::read_to_string(&target).expect("the file"), "new");
        assert!(link.is_symlink());
        assert_eq!(target.metadata().expect("metadata").permissions().mode() & 0o777, 0o640);
        assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 2);
    }

    #[test]
    fn a_file_that_is_read_only_or_does_not_exist_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("spec.yaml");
        assert!(save(&file, "new").expect_err("no file").contains("cannot write"));
        std::fs::write(&file, "old").expect("the file");
        let mut permissions = file.metadata().expect("metadata").permissions();
        permissions.set_readonly(true);
        std::fs::set_permissions(&file, permissions).expect("permissions");
        assert!(save(&file, "new").expect_err("read-only").contains("is read-only"));
        assert_eq!(std::fs::read_to_string(&file).expect("the file"), "old");
    }
}
