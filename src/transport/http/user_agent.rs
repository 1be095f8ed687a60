//! The `User-Agent`, which every request carries, whoever made the HTTP client that sends it.

use reqwest::header::HeaderValue;

use super::{Error, ErrorKind};

/// The crate's part of it.
pub(super) const NAME: &str = concat!("metastudio-voice/", env!("CARGO_PKG_VERSION"));

/// The crate's part and a caller's, if a header can carry that.
pub(super) fn with_suffix(suffix: Option<&str>) -> Result<HeaderValue, Error> {
    let name = format!("{NAME} {}", suffix.unwrap_or_default().trim_matches(' '));
    let printable = name.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
    match HeaderValue::try_from(name.trim_end()) {
        Ok(user_agent) if printable => Ok(user_agent),
        _ => Err(Error::new(ErrorKind::Configuration, "no header can carry this end of the User-Agent")
            .with_advice("give user_agent() printable ASCII, such as my-studio/1.2")),
    }
}
