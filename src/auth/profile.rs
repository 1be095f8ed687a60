//! Credentials from the profile file of Huawei's SDKs.
//!
//! The rule: without a file, a section `[basic]` or a key in it there are no credentials, and a chain asks the next
//! provider. Anything else that cannot be used is an error that names file and line, because the next provider would be
//! another caller: `ak` without `sk` or the other way round, a file that cannot be read or parsed, a duplicate section.
//! A file without keys is an error, too, if `HUAWEICLOUD_SDK_CREDENTIALS_FILE` names it: the user chose it. A byte
//! order mark of UTF-8, as some editors write it, is ignored.
//!
//! The crate rust-ini is not enough: it reads a line without `=` together with the next, and a `\` at the end of a line
//! as a continuation, so that a key can be lost without an error; and it has no line numbers.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::credentials::fits_header;
use super::provider::{Lookup, federated};
use super::{Credentials, CredentialsProvider, Providing};
use crate::Error;
use crate::text::escaped;

/// The variable with the path of another file than the default.
const FILE: &str = "HUAWEICLOUD_SDK_CREDENTIALS_FILE";
/// The path of the default file in the home directory.
const DEFAULT_PATH: [&str; 2] = [".huaweicloud", "credentials"];
/// The section with the keys of regional services; `[global]` is for services without regions.
const SECTION: &str = "basic";
/// The largest file that the crate reads as a profile, in bytes. It is a limit of this crate.
const MAX_BYTES: u64 = 1 << 20;

/// The entries that belong to credentials. A section with any of them must have complete ones.
const CREDENTIALS: [&str; 5] = ["ak", "sk", "security_token", "idp_id", "id_token_file"];

/// The advice for a profile that cannot be used.
const UNUSABLE: &str =
    "correct or remove the file: the client does not look elsewhere, where it could find another caller";

/// Reads keys from a profile file.
///
/// The file is `~/.huaweicloud/credentials`, or that in the variable `HUAWEICLOUD_SDK_CREDENTIALS_FILE`:
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
/// Lines that begin with `#` or `;` are comments. The provider uses values as they are written: a `%` or a `\` in a
/// secret, which the SDK for Python misreads, is an ordinary character. If other users may read the file, the provider
/// uses it and warns (`tracing`).
///
/// If the file does not exist, or has no section `[basic]`, there are no credentials. If it cannot be parsed, the
/// provider fails with an error that names the line, and a [`Chain`](super::Chain) does not ask the next provider.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    path: Option<PathBuf>,
}

/// The place of the profile.
struct Place {
    path: PathBuf,
    /// Whether the variable names the file.
    named: bool,
}

impl Profile {
    /// Creates a provider for the profile in the variable, or the default one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates a provider for the profile in this file.
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
        Some(Place { path: std::env::home_dir()?.join(DEFAULT_PATH[0]).join(DEFAULT_PATH[1]), named: false })
    }

    fn find(&self) -> Result<Lookup, Error> {
        let Some(place) = self.place() else {
            return Ok(Lookup::Nothing("this user has no home directory".to_owned()));
        };
        let shown = shown(&place.path);
        let lookup = match text(&place.path).map_err(|reason| unusable(&shown, &reason))? {
            None if place.named => return Err(named_without_keys(&shown, "does not exist")),
            None => return Ok(Lookup::Nothing(format!("there is no {shown}"))),
            Some(text) => credentials(&text, &shown)?,
        };
        match lookup {
            Lookup::Nothing(_) if place.named => {
                Err(named_without_keys(&shown, &format!("has no keys in [{SECTION}]")))
            }
            Lookup::Credentials(_) => {
                warn_if_others_may_read(&place.path);
                Ok(lookup)
            }
            Lookup::Nothing(_) => Ok(lookup),
        }
    }

    /// Returns the endpoint of IAM in the profile, and the words for its place.
    pub(crate) fn iam_endpoint(&self) -> Result<Option<(String, String)>, Error> {
        let Some(Place { path, named }) = self.place() else { return Ok(None) };
        let shown = shown(&path);
        let Some(text) = text(&path).map_err(|reason| unusable(&shown, &reason))? else {
            return if named { Err(named_without_keys(&shown, "does not exist")) } else { Ok(None) };
        };
        let section = section(&text).map_err(|reason| unusable(&shown, &reason))?;
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
        // The file is small and local, and the client reads it once: this need not be asynchronous.
        Box::pin(std::future::ready(self.find().and_then(Lookup::provided)))
    }
}

/// Returns the error for a file that cannot be used. The reason continues the sentence that the file's name begins.
fn unusable(shown: &str, reason: &str) -> Error {
    Error::invalid_credentials(format!("{shown}{reason}")).with_advice(UNUSABLE)
}

/// Returns the error for a file without keys that the variable names.
fn named_without_keys(shown: &str, state: &str) -> Error {
    let error = Error::invalid_credentials(format!("{FILE} names {shown}, which {state}"));
    error.with_advice(format!("unset {FILE}, or put a profile with keys there"))
}

/// Returns the path as one printable line.
fn shown(path: &Path) -> String {
    escaped(&path.display().to_string()).into_owned()
}

/// Reads the whole file, unless there is none. The error continues the sentence that the file's name begins, and never
/// quotes the file's content.
fn text(path: &Path) -> Result<Option<String>, String> {
    let cannot = |error: std::io::Error| format!(" cannot be read: {error}");
    match std::fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(cannot(error)),
        // A folder cannot be read, and reading a pipe or a device might never end.
        Ok(about) if !about.is_file() => return Err(" is not a regular file".to_owned()),
        Ok(_) => {}
    }
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes)).map_err(cannot)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(" is larger than 1 MiB, so it is no profile".to_owned());
    }
    decoded(bytes).map(Some)
}

/// Decodes a file in UTF-8.
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

/// Returns the section with the keys, unless there is none.
fn section(text: &str) -> Result<Option<Section<'_>>, String> {
    let sections = sections(text).map_err(|line| format!(", line {line}: this is no section, entry or comment"))?;
    let mut named = sections.iter().filter(|section| section.name == Some(SECTION));
    let (first, second) = (named.next(), named.next());
    if let (Some(first), Some(second)) = (first, second) {
        return Err(format!(" has the duplicate section [{SECTION}], in lines {} and {}", first.line, second.line));
    }
    if let Some(section) = first {
        return Ok(Some(section.clone()));
    }
    let is_similar = |name: &str| name.trim().eq_ignore_ascii_case(SECTION);
    if let Some(other) = sections.iter().find(|section| section.name.is_some_and(is_similar)) {
        return Err(format!(", line {}: the section must be called [{SECTION}]", other.line));
    }
    let before = sections.iter().filter(|section| section.name.is_none()).flat_map(|section| &section.entries);
    match before.into_iter().find(|entry| CREDENTIALS.iter().any(|name| entry.name.eq_ignore_ascii_case(name))) {
        Some(entry) => Err(format!(", line {}: the entry must stand below a line [{SECTION}]", entry.line)),
        None => Ok(None),
    }
}

/// Returns the entry of this name. `credentials` refuses a section with several.
fn entry<'a>(section: &Section<'a>, name: &str) -> Option<Entry<'a>> {
    section.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name)).copied()
}

/// Looks in the text of a profile.
fn credentials(text: &str, shown: &str) -> Result<Lookup, Error> {
    let Some(section) = section(text).map_err(|reason| unusable(shown, &reason))? else {
        return Ok(Lookup::Nothing(format!("{shown} has no section [{SECTION}]")));
    };
    for (index, entry) in section.entries.iter().enumerate() {
        let same = |other: &&Entry<'_>| other.name.eq_ignore_ascii_case(entry.name);
        if let Some(first) = section.entries.iter().take(index).find(same) {
            let reason = format!(", line {}: duplicate entry, the first is in line {}", entry.line, first.line);
            return Err(unusable(shown, &reason));
        }
    }
    let entry = |name: &str| entry(&section, name);
    let value = |name: &str| entry(name).filter(|entry| !entry.value.is_empty()).map(|entry| entry.value);
    if value("idp_id").is_some() && value("id_token_file").is_some() {
        return Err(federated(&format!("the profile {shown}")).with_advice("remove idp_id from it"));
    }
    if CREDENTIALS.iter().all(|name| entry(name).is_none()) {
        return Ok(Lookup::Nothing(format!("{shown} has no ak and no sk in [{SECTION}]")));
    }
    for name in ["ak", "sk", "security_token"] {
        let reason = match entry(name) {
            Some(Entry { value: "", line, .. }) if name != "security_token" => {
                format!(", line {line}: {name} is empty")
            }
            Some(Entry { value, line, .. }) if !value.is_empty() && !fits_header(value) => {
                format!(", line {line}: {name} has a character that no key has")
            }
            None if name != "security_token" => format!(", line {}: there is no {name} in [{SECTION}]", section.line),
            _ => continue,
        };
        return Err(unusable(shown, &reason));
    }
    let text = |name| value(name).map(ToOwned::to_owned);
    // The loop above has checked that both exist.
    let (id, secret) = (text("ak").unwrap_or_default(), text("sk").unwrap_or_default());
    let keys = Credentials::keys(id, secret, text("security_token"))?.with_origin(format!("from the profile {shown}"));
    Ok(Lookup::Credentials(match value("project_id") {
        Some(project_id) => keys.for_project(project_id),
        None => keys,
    }))
}

/// Warns if other users than the owner may read the file.
#[cfg(unix)]
fn warn_if_others_may_read(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path).map(|file| file.permissions().mode());
    if mode.is_ok_and(|mode| mode & 0o077 != 0) {
        tracing::warn!(target: "metastudio_voice", file = shown(path), "other users may read these credentials: chmod 600");
    }
}

/// Does nothing: other systems describe who may read a file in other ways.
#[cfg(not(unix))]
fn warn_if_others_may_read(_: &Path) {}

/// An entry: a name and its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry<'a> {
    /// The name as it is written.
    name: &'a str,
    /// The value without blanks around it, and otherwise as it is written.
    value: &'a str,
    /// The number of the line, from 1.
    line: usize,
}

/// A section. One that occurs several times is several sections.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Section<'a> {
    /// The name, or `None` for the entries before the first section.
    name: Option<&'a str>,
    line: usize,
    entries: Vec<Entry<'a>>,
}

/// Returns the sections, or the number of the first line that is no comment, no section and no entry.
fn sections(text: &str) -> Result<Vec<Section<'_>>, usize> {
    let mut sections = vec![Section { name: None, line: 1, entries: Vec::new() }];
    for (number, text) in text.lines().enumerate() {
        let (line, text) = (number + 1, text.trim());
        if text.is_empty() || text.starts_with(['#', ';']) {
            continue;
        }
        if let Some(rest) = text.strip_prefix('[') {
            let (name, rest) = rest.split_once(']').ok_or(line)?;
            if !(rest.trim().is_empty() || rest.trim_start().starts_with(['#', ';'])) {
                return Err(line);
            }
            sections.push(Section { name: Some(name), line, entries: Vec::new() });
        } else {
            let (name, value) = text.split_once(['=', ':']).ok_or(line)?;
            let entry = Entry { name: name.trim(), value: value.trim(), line };
            match sections.last_mut() {
                Some(section) if !entry.name.is_empty() => section.entries.push(entry),
                _ => return Err(line),
            }
        }
    }
    Ok(sections)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: impl AsRef<[u8]>) -> String {
        let text = match decoded(text.as_ref().to_vec()) {
            Err(reason) => return format!("F{reason}"),
            Ok(text) => text,
        };
        match credentials(&text, "F") {
            Err(error) => error.message().to_owned(),
            Ok(lookup) => panic!("{text:?}: {lookup:?}"),
        }
    }

    #[test]
    fn an_unusable_profile_is_an_error_that_names_file_and_line() {
        for (text, message) in [
            ("[basic]\nak = a\n", "F, line 1: there is no sk in [basic]"),
            ("[basic]\nsk = CANARY\n", "F, line 1: there is no ak in [basic]"),
            ("[basic]\nsecurity_token = CANARY\n", "F, line 1: there is no ak in [basic]"),
            ("[basic]\nidp_id = i\n", "F, line 1: there is no ak in [basic]"),
            ("[basic]\nak = \nsk = CANARY\n", "F, line 2: ak is empty"),
            ("[basic]\nak = a\nsk = CANARY CANARY\n", "F, line 3: sk has a character that no key has"),
            ("[basic]\nak = a\nCANARY\nsk = CANARY\n", "F, line 3: this is no section, entry or comment"),
            ("[other]\nCANARY\n[basic]\nak = a\nsk = CANARY\n", "F, line 2: this is no section, entry or comment"),
            ("[basic]\nak = a\n[basic]\nsk = CANARY\n", "F has the duplicate section [basic], in lines 1 and 3"),
            ("[basic]\nak = a\nAK = b\nsk = CANARY\n", "F, line 3: duplicate entry, the first is in line 2"),
            ("[Basic]\nak = a\nsk = CANARY\n", "F, line 1: the section must be called [basic]"),
            ("ak = a\nsk = CANARY\n", "F, line 1: the entry must stand below a line [basic]"),
        ] {
            assert_eq!(refused(text), message, "{text:?}");
        }
        assert_eq!(refused(b"[basic]\nak = a\nsk = \xff"), "F, line 3: not UTF-8 text");
        for utf_16 in [&b"\xff\xfe[\0b\0"[..], b"\xfe\xff\0[\0b", b"[\0b\0"] {
            assert_eq!(refused(utf_16), "F is not UTF-8 text but UTF-16 or the like: save it as UTF-8");
        }
    }

    #[test]
    fn a_profile_without_an_entry_for_credentials_has_none() {
        for text in ["", "# empty\n", "[global]\nak = a\nsk = s\n", "[basic]\n", "[basic]\nproject_id = p\n"] {
            assert!(matches!(credentials(text, "F"), Ok(Lookup::Nothing(_))), "{text:?}");
        }
    }

    #[test]
    fn a_byte_order_mark_is_ignored_and_a_backslash_at_the_end_of_a_line_is_a_character() {
        let text =
            decoded(b"\xef\xbb\xbf[basic]\r\nak = a\r\nsk = s\\\r\nsecurity_token =\r\n".to_vec()).expect("text");
        let keys = credentials(&text, "F");
        let Ok(Lookup::Credentials(keys)) = keys else { panic!("{keys:?}") };
        assert_eq!(format!("{keys:?}"), "Credentials(access key from the profile F)");
    }

    #[test]
    fn sections_and_entries_have_their_line_numbers() {
        let read = sections("# c\r\n[a]\r\n  k : v=1\r\n\n; c\n[b] ; c\nx = \nx=\\\n").expect("an INI file");
        let entry = |name, value, line| Entry { name, value, line };
        assert_eq!(
            read,
            [
                Section { name: None, line: 1, entries: vec![] },
                Section { name: Some("a"), line: 2, entries: vec![entry("k", "v=1", 3)] },
                Section { name: Some("b"), line: 6, entries: vec![entry("x", "", 7), entry("x", "\\", 8)] },
            ]
        );
    }

    #[test]
    fn the_first_line_that_cannot_be_parsed_is_named() {
        for (text, line) in [("[a]\nk = v\nword\nsk = s", 3), ("[a", 1), ("[a] b", 1), ("\n= v", 2)] {
            assert_eq!(sections(text), Err(line), "{text:?}");
        }
    }
}
