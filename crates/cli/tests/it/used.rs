//! `spec check` and `spec explain` in the folder of a crate that depends on the library.

use std::path::Path;
use std::process::{Command, Output};

use super::support::{program, root};

/// A crate of its own, with a spec that lacks a description (MV0414).
struct Crate(tempfile::TempDir);

impl Crate {
    /// Returns a crate with these dependencies.
    fn new(dependencies: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |path: &str, text: &str| {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, text).expect("a file");
        };
        let package =
            "[package]\nname = \"own\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n";
        write("Cargo.toml", &format!("{package}{dependencies}"));
        write("src/lib.rs", "");
        // With the versions of this workspace, cargo needs no registry.
        std::fs::copy(root().join("Cargo.lock"), folder.path().join("Cargo.lock")).expect("a lock file");
        let spec = std::fs::read_to_string(root().join("openapi/metastudio-voice.yaml")).expect("the spec");
        let described = "      description: The edition of a job.\n";
        assert_eq!(spec.matches(described).count(), 1);
        write("own.yaml", &spec.replace(described, ""));
        Self(folder)
    }

    fn that_depends_on_the_library() -> Self {
        let library = root().canonicalize().expect("the library");
        Self::new(&format!("metastudio-voice = {{ path = '{}' }}\n", library.display()))
    }

    /// Sets `[env]` in cargo's configuration.
    fn with_env(self, env: &str) -> Self {
        std::fs::create_dir_all(self.0.path().join(".cargo")).expect("a folder");
        std::fs::write(self.0.path().join(".cargo/config.toml"), format!("[env]\n{env}\n")).expect("a file");
        self
    }

    fn path(&self) -> std::path::PathBuf {
        self.0.path().canonicalize().expect("the folder")
    }

    /// Returns the program in a folder of this crate, without what this test run sets.
    fn program(&self, folder: &str, arguments: &[&str]) -> Command {
        let mut program = program(arguments);
        program.current_dir(self.path().join(folder));
        program.env_remove("METASTUDIO_VOICE_SPEC").env_remove("METASTUDIO_VOICE_ALLOW");
        program
    }

    /// Returns `spec check` with a script in place of cargo.
    #[cfg(unix)]
    fn with_cargo(&self, script: &str) -> Command {
        let cargo = self.path().join("cargo");
        std::fs::write(&cargo, format!("#!/bin/sh\n{script}\n")).expect("a file");
        std::fs::set_permissions(&cargo, std::os::unix::fs::PermissionsExt::from_mode(0o700)).expect("executable");
        let mut check = self.program("", &["spec", "check"]);
        check.env("CARGO", &cargo);
        check
    }
}

/// Runs a command, and returns its status, standard output and standard error.
fn run(mut command: Command) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = command.output().expect("it runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (status.code(), text(stdout), text(stderr))
}

const OWN: &str = "METASTUDIO_VOICE_SPEC = { value = \"own.yaml\", relative = true }";

#[test]
fn without_a_file_check_names_and_checks_the_librarys_own_spec_where_nothing_names_another() {
    let user = Crate::that_depends_on_the_library();
    let (status, out, err) = run(user.program("", &["spec", "check"]));
    let spec = root().canonicalize().expect("the library").join("openapi/metastudio-voice.yaml");
    assert_eq!((status, out), (Some(0), format!("{}: no findings\n", spec.display())), "{err}");
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(err, format!("the build uses {}, the spec of metastudio-voice {version}\n", spec.display()));
}

#[test]
fn without_a_file_check_finds_the_spec_that_cargos_configuration_names_also_from_a_deeper_folder() {
    let user = Crate::that_depends_on_the_library().with_env(OWN);
    for folder in ["", "src"] {
        let (status, out, err) = run(user.program(folder, &["spec", "check"]));
        assert_eq!(status, Some(1), "{err}");
        assert!(out.contains("MV0414"), "{out}");
        let (spec, config) = (user.path().join("own.yaml"), user.path().join(".cargo/config.toml"));
        let told =
            format!("the build uses {}, which METASTUDIO_VOICE_SPEC names in {}\n", spec.display(), config.display());
        assert_eq!(err, told);
    }
}

#[test]
fn the_environment_goes_before_cargos_configuration_unless_that_is_forced() {
    let named = |user: &Crate| {
        let mut check = user.program("", &["spec", "check"]);
        check.env("METASTUDIO_VOICE_SPEC", "/no-such.yaml");
        run(check)
    };
    let (status, _, err) = named(&Crate::that_depends_on_the_library().with_env(OWN));
    assert_eq!(status, Some(2));
    assert!(err.contains("/no-such.yaml, which METASTUDIO_VOICE_SPEC names in the environment\n"), "{err}");
    let forced = OWN.replace(" }", ", force = true }");
    let (status, _, err) = named(&Crate::that_depends_on_the_library().with_env(&forced));
    assert_eq!(status, Some(1), "{err}");
}

#[test]
fn a_relative_path_counts_from_the_folder_of_the_library_as_in_a_build() {
    let user = Crate::that_depends_on_the_library();
    let mut check = user.program("", &["spec", "check"]);
    check.env("METASTUDIO_VOICE_SPEC", "own.yaml");
    let (status, _, err) = run(check);
    let counted = root().canonicalize().expect("the library").join("own.yaml");
    assert_eq!(status, Some(2));
    assert!(err.contains(&format!("cannot read {}", counted.display())), "{err}");
}

#[test]
fn what_the_build_allows_is_a_warning_here_too() {
    let user = Crate::that_depends_on_the_library();
    let spec = std::fs::read_to_string(root().join("openapi/metastudio-voice.yaml")).expect("the spec");
    let line = "          description: The name of an attached file. 1 to 256 characters.\n";
    assert_eq!(spec.matches(line).count(), 1);
    let limited = spec.replace(line, &format!("          maxLength: 256\n{line}"));
    std::fs::write(user.path().join("own.yaml"), limited).expect("a file");
    let env = format!("{OWN}\nMETASTUDIO_VOICE_ALLOW = \"MV0000, MV0702\"");
    let user = user.with_env(&env);
    let (_, out, err) = run(user.program("", &["spec", "check"]));
    assert!(out.starts_with("warning[MV0702]"), "{out}{err}");
    let (_, out, _) = run(user.program("", &["spec", "check", "own.yaml"]));
    assert!(out.starts_with("error[MV0702]"), "{out}");
}

#[test]
fn a_crate_that_does_not_depend_on_the_library_is_told_to_name_the_file() {
    let (status, out, err) = run(Crate::new("").program("", &["spec", "check"]));
    assert_eq!((status, out.as_str()), (Some(2), ""));
    assert!(err.contains("does not depend on metastudio-voice; name the file of the spec instead"), "{err}");
}

#[test]
fn without_cargo_check_asks_for_the_file() {
    let user = Crate::that_depends_on_the_library();
    let mut check = user.program("", &["spec", "check"]);
    check.env_remove("CARGO").env("PATH", Path::new("/no-such-folder"));
    let (status, _, err) = run(check);
    assert_eq!(status, Some(2));
    assert!(err.contains("there is no cargo here; name the file of the spec instead"), "{err}");
}

#[test]
fn explain_shows_the_findings_of_the_code_in_the_spec_of_the_build() {
    let user = Crate::that_depends_on_the_library().with_env(OWN);
    let (status, out, _) = run(user.program("", &["spec", "explain", "MV0414"]));
    assert_eq!(status, Some(0));
    assert!(out.contains("own.yaml, which METASTUDIO_VOICE_SPEC names in "), "{out}");
    assert!(out.contains("warning[MV0414]: the schema has no description"), "{out}");
    let (_, out, _) = run(user.program("", &["spec", "explain", "MV0702"]));
    assert!(out.ends_with("no finding of MV0702\n"), "{out}");
}

#[test]
fn explain_says_nothing_of_a_spec_where_no_crate_depends_on_the_library() {
    let (status, out, err) = run(Crate::new("").program("", &["spec", "explain", "MV0414"]));
    assert_eq!((status, err.as_str()), (Some(0), ""));
    assert!(!out.contains("the build uses"), "{out}");
}

#[cfg(unix)]
#[test]
fn a_crate_whose_dependencies_cargo_does_not_have_yet_is_asked_for_with_the_registry() {
    let user = Crate::that_depends_on_the_library().with_env(OWN);
    let cargo = std::env::var("CARGO").expect("cargo runs this");
    let missing = "echo '    Blocking waiting' >&2; echo 'error: failed to download `a`' >&2; exit 1";
    let (status, _, err) =
        run(user
            .with_cargo(&format!("case \"$*\" in *--offline*) {missing};; *) exec '{cargo}' \"$@\" --offline;; esac")));
    assert!(status == Some(1) && err.contains("own.yaml, which METASTUDIO_VOICE_SPEC names in "), "{err}");
    let (status, _, err) = run(user.with_cargo(missing));
    assert!(status == Some(2) && err.contains("(failed to download `a`); name the file"), "{err}");
}

#[cfg(unix)]
#[test]
fn what_cargo_says_of_its_failure_is_one_line_without_escapes() {
    let user = Crate::that_depends_on_the_library();
    let (status, _, err) = run(user.with_cargo("printf 'error: \\033[31mred\\nsecond\\n' >&2; exit 1"));
    assert_eq!(status, Some(2));
    assert!(err.contains("(\u{fffd}[31mred); name the file") && !err.contains('\u{1b}'), "{err:?}");
}
