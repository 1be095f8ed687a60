//! Credentials from the profile file of Huawei's SDKs.
//!
//! The rule: no file, no section `[basic]` and no key in it are nothing, and the next place is looked at. Anything else
//! that cannot be used is an error that names file and line, because the next place would be another caller: a key
//! without its other half, a file that cannot be read or understood, a line that is none, a section that is there twice.
//! So is a file that `HUAWEICLOUD_SDK_CREDENTIALS_FILE` names and that has nothing: somebody wanted it. A byte order mark
//! of UTF-8, as some editors write it, is ignored.

mod ini;

use std::fs::File;
use std::io::{ErrorKind as Io, Read};
use std::path::{Path, PathBuf};

use self::ini::{Entry, Section};
use super::credentials::fits;
use super::environment::federated;
use super::provider::Found;
use super::{Credentials, CredentialsProvider, Providing};
use crate::Error;
use crate::text::escaped;

/// Another file than the usual one.
const FILE: &str = "HUAWEICLOUD_SDK_CREDENTIALS_FILE";
/// The usual one, in the home directory.
const USUAL: [&str; 2] = [".huaweicloud", "credentials"];
/// The section with the keys of regional services; `[global]` is for services without regions.
const SECTION: &str = "basic";
/// More than this is no profile, and is not read: a limit of this crate.
const LIMIT: u64 = 1 << 20;

/// The entries that make a caller: with one of them a section is not empty.
const CALLER: [&str; 5] = ["ak", "sk", "security_token", "idp_id", "id_token_file"];

/// What to do when some of it is there.
const HALF: &str =
    "mend the file, or take it away: the client does not look elsewhere, where it could find another caller";

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
///
/// A file that does not exist, or has no section `[basic]`, has no credentials. One that cannot be understood is an
/// error that names the line, and a [`Chain`](super::Chain) does not go on.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    path: Option<PathBuf>,
}

/// Where the profile is.
struct Place {
    path: PathBuf,
    /// Whether the variable names it.
    named: bool,
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

    fn place(&self) -> Option<Place> {
        if let Some(path) = &self.path {
            return Some(Place { path: path.clone(), named: false });
        }
        if let Some(path) = std::env::var_os(FILE).filter(|path| !path.is_empty()) {
            return Some(Place { path: path.into(), named: true });
        }
        Some(Place { path: std::env::home_dir()?.join(USUAL[0]).join(USUAL[1]), named: false })
    }

    fn find(&self) -> Result<Found, Error> {
        let Some(place) = self.place() else {
            return Ok(Found::Nothing("this user has no home directory".to_owned()));
        };
        let shown = shown(&place.path);
        let found = match text(&place.path).map_err(|why| unusable(&shown, &why))? {
            None if place.named => return Err(named_in_vain(&shown, "does not exist")),
            None => return Ok(Found::Nothing(format!("there is no {shown}"))),
            Some(text) => credentials(&text, &shown)?,
        };
        match found {
            Found::Nothing(_) if place.named => Err(named_in_vain(&shown, &format!("has no keys in [{SECTION}]"))),
            Found::Credentials(_) => {
                warn_of_readers(&place.path);
                Ok(found)
            }
            Found::Nothing(_) => Ok(found),
        }
    }

    /// The endpoint of IAM in the profile, and the words for its place.
    pub(crate) fn iam_endpoint(&self) -> Result<Option<(String, String)>, Error> {
        let Some(Place { path, named }) = self.place() else { return Ok(None) };
        let shown = shown(&path);
        let Some(text) = text(&path).map_err(|why| unusable(&shown, &why))? else {
            return if named { Err(named_in_vain(&shown, "does not exist")) } else { Ok(None) };
        };
        let section = section(&text).map_err(|why| unusable(&shown, &why))?;
        let entry = section.as_ref().and_then(|section| entry(section, "iam_endpoint"));
        let entry = entry.filter(|entry| !entry.value.is_empty());
        Ok(entry.map(|entry| (entry.value.to_owned(), format!("iam_endpoint in {shown}, line {},", entry.line))))
    }
}

impl CredentialsProvider for Profile {
    fn name(&self) -> &str {
        "the profile"
    }

    fn provide(&self) -> Providing<'_> {
        // A small local file, read once.
        Box::pin(std::future::ready(self.find().and_then(Found::provided)))
    }
}

/// What is there, and cannot be used.
fn unusable(shown: &str, why: &str) -> Error {
    Error::invalid_credentials(format!("{shown}{why}")).with_advice(HALF)
}

/// The variable names a file that has nothing.
fn named_in_vain(shown: &str, lacks: &str) -> Error {
    let error = Error::invalid_credentials(format!("{FILE} names {shown}, which {lacks}"));
    error.with_advice(format!("unset {FILE}, or put the file there"))
}

fn shown(path: &Path) -> String {
    escaped(&path.display().to_string()).into_owned()
}

/// The whole file, unless there is none. An error is the rest of a sentence that begins with the file's name, and never
/// quotes what the file holds.
fn text(path: &Path) -> Result<Option<String>, String> {
    let cannot = |error: std::io::Error| format!(" cannot be read: {error}");
    match std::fs::metadata(path) {
        Err(error) if error.kind() == Io::NotFound => return Ok(None),
        Err(error) => return Err(cannot(error)),
        // A folder, or what could be read for ever.
        Ok(about) if !about.is_file() => return Err(" is not a regular file".to_owned()),
        Ok(_) => {}
    }
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(LIMIT + 1).read_to_end(&mut bytes)).map_err(cannot)?;
    if bytes.len() as u64 > LIMIT {
        return Err(" is larger than 1 MiB, so it is no profile".to_owned());
    }
    decoded(bytes).map(Some)
}

/// The text of a file in UTF-8.
fn decoded(bytes: Vec<u8>) -> Result<String, String> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || bytes.contains(&0) {
        return Err(" is not UTF-8 text but UTF-16 or the like: save it as UTF-8".to_owned());
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        format!(", line {line}: not UTF-8 text")
    })?;
    Ok(text.strip_prefix('\u{feff}').map(ToOwned::to_owned).unwrap_or(text))
}

/// The section with the keys, unless there is none.
fn section(text: &str) -> Result<Option<Section<'_>>, String> {
    let sections = ini::sections(text).map_err(|line| format!(", line {line}: this is no INI file"))?;
    let mut wanted = sections.iter().filter(|section| section.name == Some(SECTION));
    let (first, second) = (wanted.next(), wanted.next());
    if let (Some(first), Some(second)) = (first, second) {
        return Err(format!(" has the section [{SECTION}] twice, in lines {} and {}", first.line, second.line));
    }
    if let Some(section) = first {
        return Ok(Some(section.clone()));
    }
    let is_meant = |name: &str| name.trim().eq_ignore_ascii_case(SECTION);
    if let Some(other) = sections.iter().find(|section| section.name.is_some_and(is_meant)) {
        return Err(format!(", line {}: the section has to be called [{SECTION}]", other.line));
    }
    let before = sections.iter().filter(|section| section.name.is_none()).flat_map(|section| &section.entries);
    match before.into_iter().find(|entry| CALLER.iter().any(|name| entry.name.eq_ignore_ascii_case(name))) {
        Some(entry) => Err(format!(", line {}: there has to be a line [{SECTION}] above it", entry.line)),
        None => Ok(None),
    }
}

/// The entry of this name. That there is only one is checked before.
fn entry<'a>(section: &Section<'a>, name: &str) -> Option<Entry<'a>> {
    section.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name)).copied()
}

/// What the text of a profile holds.
fn credentials(text: &str, shown: &str) -> Result<Found, Error> {
    let Some(section) = section(text).map_err(|why| unusable(shown, &why))? else {
        return Ok(Found::Nothing(format!("{shown} has no section [{SECTION}]")));
    };
    for (place, entry) in section.entries.iter().enumerate() {
        let same = |other: &&Entry<'_>| other.name.eq_ignore_ascii_case(entry.name);
        if let Some(first) = section.entries.iter().take(place).find(same) {
            let why = format!(", line {}: this entry is in line {} already", entry.line, first.line);
            return Err(unusable(shown, &why));
        }
    }
    let entry = |name: &str| entry(&section, name);
    let value = |name: &str| entry(name).filter(|entry| !entry.value.is_empty()).map(|entry| entry.value);
    if value("idp_id").is_some() && value("id_token_file").is_some() {
        return Err(federated(&format!("the profile {shown}")).with_advice("take idp_id out of it"));
    }
    if CALLER.iter().all(|name| entry(name).is_none()) {
        return Ok(Found::Nothing(format!("{shown} has no ak and no sk in [{SECTION}]")));
    }
    for name in ["ak", "sk", "security_token"] {
        let why = match entry(name) {
            Some(Entry { value: "", line, .. }) if name != "security_token" => {
                format!(", line {line}: {name} is empty")
            }
            Some(Entry { value, line, .. }) if !value.is_empty() && !fits(value) => {
                format!(", line {line}: {name} has a character that no key has")
            }
            None if name != "security_token" => format!(", line {}: there is no {name} in [{SECTION}]", section.line),
            _ => continue,
        };
        return Err(unusable(shown, &why));
    }
    let text = |name| value(name).map(ToOwned::to_owned);
    // Both are there: it was checked above.
    let (id, secret) = (text("ak").unwrap_or_default(), text("sk").unwrap_or_default());
    let keys = Credentials::keys(id, secret, text("security_token"))?.with_origin(format!("from the profile {shown}"));
    Ok(Found::Credentials(match value("project_id") {
        Some(project_id) => keys.for_project(project_id),
        None => keys,
    }))
}

/// Warns when others than the owner may read the file.
#[cfg(unix)]
fn warn_of_readers(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path).map(|file| file.permissions().mode());
    if mode.is_ok_and(|mode| mode & 0o077 != 0) {
        tracing::warn!(target: "metastudio_voice", file = shown(path), "others may read these credentials: chmod 600");
    }
}

/// Who may read a file is told in other ways elsewhere.
#[cfg(not(unix))]
fn warn_of_readers(_: &Path) {}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: impl AsRef<[u8]>) -> String {
        let text = match decoded(text.as_ref().to_vec()) {
            Err(why) => return format!("F{why}"),
            Ok(text) => text,
        };
        match credentials(&text, "F") {
            Err(error) => error.message().to_owned(),
            Ok(found) => panic!("{text:?}: {found:?}"),
        }
    }

    /// D2.
    #[test]
    fn anything_half_there_is_an_error_that_names_file_and_line() {
        for (text, message) in [
            ("[basic]\nak = a\n", "F, line 1: there is no sk in [basic]"),
            ("[basic]\nsk = CANARY\n", "F, line 1: there is no ak in [basic]"),
            ("[basic]\nsecurity_token = CANARY\n", "F, line 1: there is no ak in [basic]"),
            ("[basic]\nidp_id = i\n", "F, line 1: there is no ak in [basic]"),
            ("[basic]\nak = \nsk = CANARY\n", "F, line 2: ak is empty"),
            ("[basic]\nak = a\nsk = CANARY CANARY\n", "F, line 3: sk has a character that no key has"),
            ("[basic]\nak = a\nCANARY\nsk = CANARY\n", "F, line 3: this is no INI file"),
            ("[other]\nCANARY\n[basic]\nak = a\nsk = CANARY\n", "F, line 2: this is no INI file"),
            ("[basic]\nak = a\n[basic]\nsk = CANARY\n", "F has the section [basic] twice, in lines 1 and 3"),
            ("[basic]\nak = a\nAK = b\nsk = CANARY\n", "F, line 3: this entry is in line 2 already"),
            ("[Basic]\nak = a\nsk = CANARY\n", "F, line 1: the section has to be called [basic]"),
            ("ak = a\nsk = CANARY\n", "F, line 1: there has to be a line [basic] above it"),
        ] {
            assert_eq!(refused(text), message, "{text:?}");
        }
        assert_eq!(refused(b"[basic]\nak = a\nsk = \xff"), "F, line 3: not UTF-8 text");
        for utf_16 in [&b"\xff\xfe[\0b\0"[..], b"\xfe\xff\0[\0b", b"[\0b\0"] {
            assert_eq!(refused(utf_16), "F is not UTF-8 text but UTF-16 or the like: save it as UTF-8");
        }
    }

    #[test]
    fn nothing_at_all_is_nothing() {
        for text in ["", "# empty\n", "[global]\nak = a\nsk = s\n", "[basic]\n", "[basic]\nproject_id = p\n"] {
            assert!(matches!(credentials(text, "F"), Ok(Found::Nothing(_))), "{text:?}");
        }
    }

    #[test]
    fn a_byte_order_mark_is_ignored_and_a_backslash_at_the_end_is_a_character() {
        let text =
            decoded(b"\xef\xbb\xbf[basic]\r\nak = a\r\nsk = s\\\r\nsecurity_token =\r\n".to_vec()).expect("text");
        let keys = credentials(&text, "F");
        let Ok(Found::Credentials(keys)) = keys else { panic!("{keys:?}") };
        assert_eq!(format!("{keys:?}"), "Credentials(access key from the profile F)");
    }
}
