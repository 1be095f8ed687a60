//! Credentials from the profile file of Huawei's SDKs.

use std::io::ErrorKind as Io;
use std::path::{Path, PathBuf};

use ini::{Ini, ParseOption, Properties};
use tracing::warn;

use super::environment::{federated, variable};
use super::{Credentials, CredentialsProvider, Providing};
use crate::Error;

/// Another file than the usual one.
const FILE: &str = "HUAWEICLOUD_SDK_CREDENTIALS_FILE";
/// The usual one, in the home directory.
const USUAL: [&str; 2] = [".huaweicloud", "credentials"];
/// The section with the keys of regional services; `[global]` is for services without regions.
const SECTION: &str = "basic";

/// Keys from a profile: `~/.huaweicloud/credentials`, or the file that `HUAWEICLOUD_SDK_CREDENTIALS_FILE` names.
///
/// ```text
/// [basic]
/// ak = ACCESSKEYID
/// sk = secretaccesskey
/// # for temporary keys
/// security_token = securitytoken
/// # optional
/// project_id = 0123456789abcdef0123456789abcdef
/// iam_endpoint = https://iam.cn-north-4.myhuaweicloud.com
/// ```
///
/// Lines that begin with `#` or `;` are comments. Values are taken as they are: a `%` or a `\` in a secret, over which
/// the SDK for Python stumbles, is just a character. A file that others may read is used with a warning (`tracing`).
#[derive(Clone, Debug, Default)]
pub struct Profile {
    path: Option<PathBuf>,
}

impl Profile {
    /// The usual one.
    pub fn new() -> Self {
        Self::default()
    }

    /// From this file.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: Some(path.into()) }
    }

    fn path(&self) -> Option<PathBuf> {
        let named = self.path.clone().or_else(|| variable(FILE).map(PathBuf::from));
        named.or_else(|| Some(std::env::home_dir()?.join(USUAL[0]).join(USUAL[1])))
    }

    /// The endpoint of IAM in the profile.
    pub(crate) fn iam_endpoint(&self) -> Option<String> {
        let section = section(&self.path()?).ok()?;
        value(&section, "iam_endpoint").map(ToOwned::to_owned)
    }
}

impl CredentialsProvider for Profile {
    fn name(&self) -> &str {
        "the profile"
    }

    fn provide(&self) -> Providing<'_> {
        // A small local file, read once.
        Box::pin(std::future::ready(
            self.path().map_or_else(|| Err(Error::credentials("this user has no home directory")), |path| read(&path)),
        ))
    }
}

fn read(path: &Path) -> Result<Credentials, Error> {
    let section = section(path)?;
    if value(&section, "idp_id").is_some() && value(&section, "id_token_file").is_some() {
        return Err(federated("the profile").with_advice("take idp_id out of it"));
    }
    warn_of_readers(path);
    let required = |name| {
        let value = value(&section, name).map(ToOwned::to_owned);
        value.ok_or_else(|| Error::credentials(format!("{} has no {name} in [{SECTION}]", path.display())))
    };
    let token = value(&section, "security_token").map(ToOwned::to_owned);
    let keys = Credentials::keys(required("ak")?, required("sk")?, token)?;
    Ok(match value(&section, "project_id") {
        Some(project_id) => keys.for_project(project_id),
        None => keys,
    })
}

fn section(path: &Path) -> Result<Properties, Error> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).map_err(|error| match error.kind() {
        Io::NotFound => Error::credentials(format!("there is no {shown}")),
        // The cause alone: it never quotes what the file holds.
        _ => Error::credentials(format!("{shown} cannot be read: {error}")),
    })?;
    let options = ParseOption { enabled_quote: false, enabled_escape: false, ..ParseOption::default() };
    // Its errors quote the line that they are about, which may be a secret.
    let file = Ini::load_from_str_opt(&text, options)
        .map_err(|error| Error::credentials(format!("{shown} is no INI file: line {}", error.line)))?;
    let section = file.section(Some(SECTION)).cloned();
    section.ok_or_else(|| Error::credentials(format!("{shown} has no section [{SECTION}]")))
}

fn value<'a>(section: &'a Properties, name: &str) -> Option<&'a str> {
    let mut known = section.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
    known.next_back().map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
}

/// Warns when others than the owner may read the file.
fn warn_of_readers(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(path).map(|file| file.permissions().mode());
        if mode.is_ok_and(|mode| mode & 0o077 != 0) {
            warn!(target: "metastudio_voice", file = %path.display(), "others may read these credentials: chmod 600");
        }
    }
}
