//! Where an upload goes: a pre-signed URL, which can end and be replaced.
//!
//! The rule: it is sent byte for byte as it was given, since it was signed so, or refused before anything is sent.
//!
//! When a pre-signed URL ends, as it says itself: in seconds of Unix time, or as a date and a number of seconds.

use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, SystemTime};

use secrecy::{ExposeSecret, SecretString};
use time::PrimitiveDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use url::{Position, Url};

use crate::transport::http::PlainHttp;
use crate::{Error, ErrorKind};

/// Gets a fresh URL.
pub(super) type Renew =
    Box<dyn Fn() -> Pin<Box<dyn Future<Output = Result<String, Error>> + Send>> + Send + Sync + 'static>;

/// How often a URL is renewed before one of them has worked.
const RENEWALS: u32 = 2;

/// The URL in use.
pub(super) struct UploadUrl {
    url: SecretString,
    renew: Option<Renew>,
    /// Renewals since a URL was last good for something.
    renewed: u32,
}

impl UploadUrl {
    pub(super) fn new(url: SecretString, renew: Option<Renew>) -> Self {
        Self { url, renew, renewed: 0 }
    }

    /// The URL, if recordings may go there.
    pub(super) fn usable(&self, plain: PlainHttp) -> Result<Url, Error> {
        let given = self.url.expose_secret();
        let url = Url::parse(given)
            .map_err(|_| Error::new(ErrorKind::UnexpectedResponse, "the upload address is not a URL"))?;
        if let Some(reason) = change(given, &url) {
            let message = format!("the upload address cannot be sent as it was signed: {reason}");
            return Err(Error::new(ErrorKind::UnexpectedResponse, message)
                .with_advice("nothing was sent: give the URL exactly as the service returned it, or get another"));
        }
        if url.scheme() == "https" || plain.allows(&url) {
            return Ok(url);
        }
        let message = "the upload address is not https: the recording could be read on the way";
        Err(Error::new(ErrorKind::UnexpectedResponse, message)
            .with_advice("build the client with allow_plain_http() if that is what you want"))
    }

    /// Whether the URL has expired by this clock, and can be replaced. One that is fresh is tried in any case: the clock may
    /// be wrong.
    pub(super) fn has_expired(&self, now: SystemTime) -> bool {
        let ends = || Url::parse(self.url.expose_secret()).ok().and_then(|url| expiry(&url));
        self.renewed == 0 && self.can_renew() && ends().is_some_and(|ends| ends <= now)
    }

    /// Whether a refused URL may be replaced.
    pub(super) fn can_renew(&self) -> bool {
        self.renew.is_some() && self.renewed < RENEWALS
    }

    /// Whether the URL is one that was just fetched.
    pub(super) fn is_fresh(&self) -> bool {
        self.renewed > 0
    }

    /// Gets another URL.
    pub(super) async fn renew(&mut self) -> Result<(), Error> {
        if let Some(renew) = &self.renew {
            self.url = renew().await?.into();
            self.renewed += 1;
        }
        Ok(())
    }

    /// The URL is one that OBS takes: if it is refused later, it may be renewed again.
    pub(super) fn worked(&mut self) {
        self.renewed = 0;
    }
}

/// A request line cannot hold more.
const LONGEST: usize = 65_000;

/// What would not be sent as it was given; never a part of the URL itself, which is a secret. Only what HTTP never sends
/// differently may differ: the case of the host, the port that belongs to the scheme, and the slash of an empty path.
fn change(given: &str, url: &Url) -> Option<&'static str> {
    let Some((scheme, rest)) = given.split_once("://") else { return Some("it does not begin with https://") };
    if given.len() > LONGEST {
        return Some("it is longer than a request line can be");
    }
    if !scheme.eq_ignore_ascii_case(url.scheme()) || given.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Some("there are spaces or control characters in it");
    }
    if rest.contains('#') {
        return Some("what follows # is never sent");
    }
    if rest.contains('\\') {
        return Some("a backslash would become a slash");
    }
    let (authority, target) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let host = &url[Position::BeforeHost..Position::AfterPort];
    let default = match url.scheme() {
        "https" => ":443",
        _ => ":80",
    };
    let bare = authority.strip_suffix(default).unwrap_or(authority);
    if authority.contains('@') {
        return Some("a user name or a password does not belong there");
    }
    if !bare.eq_ignore_ascii_case(host) {
        return Some("the host is not written as it is sent");
    }
    let sent = &url[Position::BeforePath..Position::AfterQuery];
    if sent == target || (!target.starts_with('/') && sent.strip_prefix('/') == Some(target)) {
        return None;
    }
    let path = target.split('?').next().unwrap_or_default().to_ascii_lowercase().replace("%2e", ".");
    match path.split('/').any(|segment| matches!(segment, "." | "..")) {
        true => Some("a segment of its path is . or .., which would be resolved"),
        false => Some("a character in it would be percent-encoded"),
    }
}

/// `20261124T165631Z`.
const DATE: &[BorrowedFormatItem<'_>] = format_description!("[year][month][day]T[hour][minute][second]Z");

/// The moment after which OBS refuses the URL, in any of the forms that Huawei's SDKs sign. `None` when the URL does
/// not say.
pub(super) fn expiry(url: &Url) -> Option<SystemTime> {
    let value =
        |wanted: &str| url.query_pairs().find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value);
    if let Some(seconds) = value("Expires") {
        return SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds.parse().ok()?));
    }
    ["X-Amz-", "X-Obs-"].into_iter().find_map(|family| {
        let signed = PrimitiveDateTime::parse(&value(&format!("{family}Date"))?, DATE).ok()?;
        let lives = Duration::from_secs(value(&format!("{family}Expires"))?.parse().ok()?);
        SystemTime::from(signed.assume_utc()).checked_add(lives)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(given: &str) -> Option<&'static str> {
        change(given, &Url::parse(given).unwrap())
    }

    // B8
    #[test]
    fn what_is_sent_as_it_is_given_is_not_refused() {
        for given in [
            "https://b.obs.example.com/k?AccessKeyId=A&Expires=1&Signature=a+b/c%3D==",
            "https://B.obs.Example.com:443/a//b/%2F%7e~!$&()*+,;=:@-._?x=%2e%2E/../.&y=%zz",
            "http://127.0.0.1:8080/%E5%A5%B3/.../..a/a..?",
            "http://[::1]:80/k",
            "https://b.obs.example.com",
            "https://b.obs.example.com?Signature=S",
        ] {
            assert_eq!(changed(given), None, "{given}");
        }
    }

    // B8
    #[test]
    fn what_would_be_changed_is_refused_with_the_reason() {
        for (given, reason) in [
            ("https://h/a/../k", ". or .."),
            ("https://h/./k", ". or .."),
            ("https://h/k/.", ". or .."),
            ("https://h/k/..?x", ". or .."),
            ("https://h/a/%2E%2e/k", ". or .."),
            ("https://h/%2e/k", ". or .."),
            ("https://h/.%2E/k", ". or .."),
            ("https://h/a\\b", "backslash"),
            ("https://h\\k", "backslash"),
            ("https://h/k?a\\b", "backslash"),
            ("https://h/k#f", "#"),
            ("https://h/k?x#", "#"),
            (" https://h/k", "spaces"),
            ("https://h/k\n", "spaces"),
            ("https://h/a\tb", "spaces"),
            ("https://h/a b", "spaces"),
            ("https://h/k?x='", "percent-encoded"),
            ("https://h/k?x=\"<>", "percent-encoded"),
            ("https://h/{k}", "percent-encoded"),
            ("https://h/\u{5973}", "percent-encoded"),
            ("https://h/k?\u{5973}", "percent-encoded"),
            ("https://user:pass@h/k", "user name"),
            ("https://@h/k", "user name"),
            ("https://\u{5973}/k", "host"),
            ("https://0x7f.1/k", "host"),
            ("https://%68/k", "host"),
            ("https:/h/k", "https://"),
            ("https:h/k", "https://"),
            ("https:///h/k", "host"),
        ] {
            let told = changed(given).unwrap_or_else(|| panic!("{given:?} is taken"));
            assert!(told.contains(reason), "{given:?}: {told}");
        }
        assert!(changed(&format!("https://h/{}", "k".repeat(LONGEST))).is_some());
    }

    fn seconds(query: &str) -> Option<u64> {
        let url = Url::parse(&format!("https://b.obs.example.com/k?{query}")).unwrap();
        Some(expiry(&url)?.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs())
    }

    #[test]
    fn every_form_is_understood() {
        assert_eq!(seconds("AccessKeyId=A&Expires=1767326045&Signature=S"), Some(1_767_326_045));
        for family in ["X-Amz", "X-Obs", "x-amz"] {
            let query = format!("{family}-Date=20260102T030405Z&{family}-Expires=300");
            assert_eq!(seconds(&query), Some(1_767_323_045 + 300));
        }
    }

    #[test]
    fn what_does_not_say_it_has_none() {
        for query in ["", "Policy=P", "Expires=soon", "Expires=-1", "X-Amz-Date=20260102T030405Z", "X-Amz-Expires=300"]
        {
            assert_eq!(seconds(query), None, "{query}");
        }
        assert_eq!(seconds("X-Amz-Date=20261302T030405Z&X-Amz-Expires=300"), None);
        let url = Url::parse(&format!("https://h/?Expires={}", u64::MAX)).unwrap();
        assert!(expiry(&url).is_none_or(|expiry| expiry > SystemTime::now()));
    }
}
