//! Finds the spec that a build uses: that of the crate in this folder, which depends on the library.
//!
//! The build script of the library decides: `METASTUDIO_VOICE_SPEC` names a spec, and otherwise it is the library's own.
//! Cargo takes the variable from the environment, or from `[env]` in its configuration.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde::Deserialize;

use super::input::read_text;
use super::process::{Silence, ask};
use super::texts;

const PACKAGE: &str = "metastudio-voice";
const SPEC: &str = "METASTUDIO_VOICE_SPEC";
const ALLOW: &str = "METASTUDIO_VOICE_ALLOW";
const OWN: &str = "openapi/metastudio-voice.yaml";
/// The time that cargo has to resolve the dependencies from what this machine has. It waits while another cargo runs.
const PATIENCE: Duration = Duration::from_secs(60);
/// The greatest size of what cargo says of all packages, in bytes.
const LARGEST: u64 = 256 << 20;

/// The spec that a build uses.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Used {
    /// The file.
    pub(crate) file: PathBuf,
    /// The codes of harmful findings that are warnings in the build.
    pub(crate) allowed: Vec<String>,
    /// The version of the library.
    version: String,
    /// What names the file; nothing names the library's own.
    origin: Option<String>,
}

impl fmt::Display for Used {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = self.file.display();
        f.write_str(&match &self.origin {
            Some(origin) => texts::USES_NAMED.with(&[("file", &file), ("variable", &SPEC), ("origin", origin)]),
            None => texts::USES_OWN.with(&[("file", &file), ("package", &PACKAGE), ("version", &self.version)]),
        })?;
        match self.version == env!("CARGO_PKG_VERSION") {
            true => Ok(()),
            false => {
                let own = env!("CARGO_PKG_VERSION");
                let values: &[(&str, &dyn fmt::Display)] =
                    &[("package", &PACKAGE), ("version", &self.version), ("own", &own)];
                f.write_str(&texts::OTHER_VERSION.with(values))
            }
        }
    }
}

/// Returns the spec that a build in this folder uses.
pub(crate) fn find(folder: &Path) -> Result<Used, String> {
    let library = library(folder)?;
    let configured = configured(folder, std::env::var_os("CARGO_HOME").map(PathBuf::from))?;
    let (spec, allow) = [SPEC, ALLOW].map(|name| variable(name, &configured)).into();
    let (file, origin) = match spec {
        // The build script runs in the folder of the library.
        Some((value, origin)) => (library.folder.join(value), Some(origin)),
        None => (library.folder.join(OWN), None),
    };
    let codes = allow.map(|(codes, _)| codes).unwrap_or_default();
    let allowed = codes.split(',').map(|code| code.trim().to_owned()).filter(|code| !code.is_empty()).collect();
    Ok(Used { file, allowed, version: library.version, origin })
}

/// The library that a crate depends on.
struct Library {
    folder: PathBuf,
    version: String,
}

/// What `cargo metadata` says.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    manifest_path: PathBuf,
}

/// Asks cargo for the library among the dependencies of the crate in a folder.
fn library(folder: &Path) -> Result<Library, String> {
    let instead = |why: String| format!("{why}; {}", texts::NAME_THE_FILE);
    let host = host(folder);
    let metadata = |is_offline: bool| {
        let mut cargo = tool(folder, "CARGO", "cargo");
        cargo.args(["metadata", "--format-version", "1"]).env("CARGO_TERM_COLOR", "never");
        // What only other platforms need has not been downloaded by a build.
        cargo.args(host.iter().flat_map(|host| ["--filter-platform", host.as_str()]));
        cargo.args(is_offline.then_some("--offline"));
        ask(cargo, PATIENCE, LARGEST).map_err(|silence| {
            instead(match silence {
                Silence::Missing => texts::NO_CARGO.to_string(),
                Silence::Failed(error) => texts::CARGO_FAILED.with(&[("error", &error)]),
                Silence::TooLong => texts::CARGO_SLOW.with(&[("seconds", &PATIENCE.as_secs())]),
            })
        })
    };
    // Before its first build, a crate has what cargo tells of it only with the registry.
    let answer = match metadata(true)? {
        answer if answer.failure.is_some() => metadata(false)?,
        answer => answer,
    };
    if let Some(said) = answer.failure {
        return Err(instead(texts::CARGO_REFUSED.with(&[("said", &said)])));
    }
    let metadata: Metadata = serde_json::from_slice(&answer.bytes)
        .map_err(|error| instead(texts::CARGO_UNREADABLE.with(&[("error", &error)])))?;
    let mut packages = metadata.packages.into_iter().filter(|package| package.name == PACKAGE);
    let Some(package) = packages.next() else {
        let values: &[(&str, &dyn fmt::Display)] = &[("folder", &folder.display()), ("package", &PACKAGE)];
        return Err(instead(texts::NO_DEPENDANT.with(values)));
    };
    if let Some(other) = packages.next() {
        let values: &[(&str, &dyn fmt::Display)] =
            &[("package", &PACKAGE), ("one", &package.version), ("other", &other.version)];
        return Err(instead(texts::TWO_LIBRARIES.with(values)));
    }
    let folder = package.manifest_path.parent().unwrap_or(Path::new("")).to_owned();
    Ok(Library { folder, version: package.version })
}

/// Returns a tool of Rust that runs in a folder: the one that a variable names, as cargo does, or that of the path.
fn tool(folder: &Path, variable: &str, name: &str) -> Command {
    let mut tool = Command::new(std::env::var_os(variable).unwrap_or_else(|| name.into()));
    tool.current_dir(folder);
    tool
}

/// Returns the platform for which a build in a folder builds, as rustc names it.
fn host(folder: &Path) -> Option<String> {
    let mut rustc = tool(folder, "RUSTC", "rustc");
    rustc.arg("-vV");
    let answer = ask(rustc, PATIENCE, LARGEST).ok().filter(|answer| answer.failure.is_none())?;
    let text = String::from_utf8(answer.bytes).ok()?;
    text.lines().find_map(|line| line.strip_prefix("host: ")).map(|host| host.trim().to_owned())
}

/// A variable of `[env]`.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(untagged)]
enum Variable {
    Plain(String),
    Table {
        value: String,
        /// Whether the value is a path that counts from the folder that holds `.cargo`.
        #[serde(default)]
        relative: bool,
        /// Whether it goes before the environment.
        #[serde(default)]
        force: bool,
    },
}

#[derive(Default, Deserialize)]
struct Configuration {
    #[serde(default)]
    env: BTreeMap<String, Variable>,
}

/// A variable that the configuration sets: its value, whether it goes before the environment, and the file.
struct Configured {
    value: String,
    force: bool,
    file: PathBuf,
}

/// Reads the variables of `[env]` as cargo does: a file in a deeper folder goes before one above, and all of them before
/// the one in cargo's home.
fn configured(folder: &Path, home: Option<PathBuf>) -> Result<BTreeMap<String, Configured>, String> {
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let folders = folder.ancestors().map(|folder| folder.join(".cargo"));
    let mut found = BTreeMap::new();
    for folder in folders.chain(home) {
        // With both, cargo reads the older name.
        let file = ["config", "config.toml"].map(|name| folder.join(name)).into_iter().find(|file| file.is_file());
        let Some(file) = file else { continue };
        let text = read_text(&file)?;
        let read: Configuration =
            toml::from_str(&text).map_err(|error| format!("{}: {}", file.display(), error.message()))?;
        for (name, variable) in read.env {
            let (value, relative, force) = match variable {
                Variable::Plain(value) => (value, false, false),
                Variable::Table { value, relative, force } => (value, relative, force),
            };
            let value = match folder.parent().filter(|_| relative) {
                Some(parent) => parent.join(value).to_string_lossy().into_owned(),
                None => value,
            };
            found.entry(name).or_insert_with(|| Configured { value, force, file: file.clone() });
        }
    }
    Ok(found)
}

/// Returns a variable as a build sees it, and where it is set.
fn variable(name: &str, configured: &BTreeMap<String, Configured>) -> Option<(String, String)> {
    let set = std::env::var(name).ok().map(|value| (value, texts::ENVIRONMENT.to_string()));
    let written = configured.get(name);
    let of_file = written.map(|written| (written.value.clone(), written.file.display().to_string()));
    match written.is_some_and(|written| written.force) {
        true => of_file,
        false => set.or(of_file),
    }
}
