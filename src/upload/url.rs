//! The pre-signed URL of an upload: when it expires, and how it is refreshed.
//!
//! The rule: the URL is sent byte for byte as it was given, because it was signed so. A URL that HTTP would change is
//! refused before anything is sent.

use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, SystemTime};

use secrecy::{ExposeSecret, SecretString};
use time::PrimitiveDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use url::{Position, Url};

use crate::http::clients::PlainHttp;
use crate::{Error, ErrorKind};

/// The caller's function that fetches a fresh URL.
pub(super) type Refresh =
    Box<dyn Fn() -> Pin<Box<dyn Future<Output = Result<String, Error>> + Send>> + Send + Sync + 'static>;

/// The number of refreshes in a row, without a URL that OBS has accepted in between.
const REFRESHES: u32 = 2;

/// The URL in use.
pub(super) struct UploadUrl {
    url: SecretString,
    refresh: Option<Refresh>,
    /// The number of refreshes since OBS last accepted a URL.
    refreshed: u32,
}

impl UploadUrl {
    pub(super) fn new(url: SecretString) -> Self {
        Self { url, refresh: None, refreshed: 0 }
    }

    /// Sets the function that fetches a fresh URL.
    pub(super) fn refresh_with(&mut self, refresh: Refresh) {
        self.refresh = Some(refresh);
    }

    /// Returns the URL, if a recording may be sent to it.
    pub(super) fn checked(&self, plain: PlainHttp) -> Result<Url, Error> {
        let given = self.url.expose_secret();
        let url =
            Url::parse(given).map_err(|_| Error::new(ErrorKind::UnexpectedResponse, "the upload URL is not a URL"))?;
        if let Some(reason) = difference(given, &url) {
            let message = format!("the upload URL cannot be sent as it was signed: {reason}");
            return Err(Error::new(ErrorKind::UnexpectedResponse, message)
                .with_advice("nothing was sent; give the URL exactly as the service returned it, or get another"));
        }
        if url.scheme() == "https" || plain.allows(&url) {
            return Ok(url);
        }
        let message = "the upload URL is not https: others could read the recording on the way";
        Err(Error::new(ErrorKind::UnexpectedResponse, message)
            .with_advice("get an https URL, or build the client with allow_plain_http() if that is what you want"))
    }

    /// Returns whether the URL has expired by this clock and can be refreshed. A fresh URL is tried in any case,
    /// because the clock may be wrong.
    pub(super) fn has_expired(&self, now: SystemTime) -> bool {
        let expiry = || Url::parse(self.url.expose_secret()).ok().and_then(|url| expiry(&url));
        self.refreshed == 0 && self.can_refresh() && expiry().is_some_and(|expiry| expiry <= now)
    }

    /// Returns whether a refused URL may be refreshed.
    pub(super) fn can_refresh(&self) -> bool {
        self.refresh.is_some() && self.refreshed < REFRESHES
    }

    /// Returns whether the URL was refreshed since OBS last accepted one.
    pub(super) fn is_fresh(&self) -> bool {
        self.refreshed > 0
    }

    /// Fetches a fresh URL.
    pub(super) async fn refresh(&mut self) -> Result<(), Error> {
        if let Some(refresh) = &self.refresh {
            self.url = refresh().await?.into();
            self.refreshed += 1;
        }
        Ok(())
    }

    /// Notes that OBS accepts the URL, so that it may be refreshed again if OBS refuses it later.
    pub(super) fn worked(&mut self) {
        self.refreshed = 0;
    }
}

/// The longest URL in bytes. A request line cannot hold more.
const LONGEST: usize = 65_000;

/// Returns the reason why HTTP would send another URL than the given one. The reason never quotes the URL, which is a
/// secret. Three differences do not count, because HTTP always sends them in one form: the case of the host, the default
/// port of the scheme, and the slash of an empty path.
fn difference(given: &str, url: &Url) -> Option<&'static str> {
    let Some((scheme, rest)) = given.split_once("://") else { return Some("it does not begin with https://") };
    if given.len() > LONGEST {
        return Some("it is longer than a request line can be");
    }
    if !scheme.eq_ignore_ascii_case(url.scheme()) || given.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Some("it contains spaces or control characters");
    }
    if rest.contains('#') {
        return Some("the part after # is never sent");
    }
    if rest.contains('\\') {
        return Some("HTTP would send a slash for its backslash");
    }
    let (authority, target) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let host = &url[Position::BeforeHost..Position::AfterPort];
    let default = match url.scheme() {
        "https" => ":443",
        _ => ":80",
    };
    let bare = authority.strip_suffix(default).unwrap_or(authority);
    if authority.contains('@') {
        return Some("it contains a user name or a password");
    }
    if !bare.eq_ignore_ascii_case(host) {
        return Some("HTTP would send its host in another form");
    }
    let sent = &url[Position::BeforePath..Position::AfterQuery];
    if sent == target || (!target.starts_with('/') && sent.strip_prefix('/') == Some(target)) {
        return None;
    }
    let path = target.split('?').next().unwrap_or_default().to_ascii_lowercase().replace("%2e", ".");
    match path.split('/').any(|segment| matches!(segment, "." | "..")) {
        true => Some("its path contains . or .., which HTTP would resolve"),
        false => Some("HTTP would percent-encode one of its characters"),
    }
}

/// The format of `20261124T165631Z`.
const DATE: &[BorrowedFormatItem<'_>] = format_description!("[year][month][day]T[hour][minute][second]Z");

/// Returns the time after which OBS refuses the URL, from any of the forms that Huawei's SDKs sign: seconds of Unix
/// time, or a date and a number of seconds. Returns `None` when the URL does not name it.
pub(super) fn expiry(url: &Url) -> Option<SystemTime> {
    let value = |parameter: &str| {
        url.query_pairs().find(|(name, _)| name.eq_ignore_ascii_case(parameter)).map(|(_, value)| value)
    };
    if let Some(seconds) = value("Expires") {
        return SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds.parse().ok()?));
    }
    ["X-Amz-", "X-Obs-"].into_iter().find_map(|family| {
        let signed = PrimitiveDateTime::parse(&value(&format!("{family}Date"))?, DATE).ok()?;
        let lifetime = Duration::from_secs(value(&format!("{family}Expires"))?.parse().ok()?);
        SystemTime::from(signed.assume_utc()).checked_add(lifetime)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(given: &str) -> Option<&'static str> {
        difference(given, &Url::parse(given).unwrap())
    }

    // B8
    #[test]
    fn a_url_that_http_sends_unchanged_is_not_refused() {
        for given in [
            "https://b.obs.example.com/k?AccessKeyId=A&Expires=1&Signature=a+b/c%3D==",
            "https://B.obs.Example.com:443/a//b/%2F%7e~!$&()*+,;=:@-._?x=%2e%2E/../.&y=%zz",
            "http://127.0.0.1:8080/%E5%A5%B3/.../..a/a..?",
            "http://[::1]:80/k",
            "https://b.obs.example.com",
            "https://b.obs.example.com?Signature=S",
        ] {
            assert_eq!(reason(given), None, "{given}");
        }
    }

    // B8
    #[test]
    fn a_url_that_http_would_change_is_refused_with_the_reason() {
        for (given, part) in [
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
            ("https://h/k?x='", "percent-encode"),
            ("https://h/k?x=\"<>", "percent-encode"),
            ("https://h/{k}", "percent-encode"),
            ("https://h/\u{5973}", "percent-encode"),
            ("https://h/k?\u{5973}", "percent-encode"),
            ("https://user:pass@h/k", "user name"),
            ("https://@h/k", "user name"),
            ("https://\u{5973}/k", "host"),
            ("https://0x7f.1/k", "host"),
            ("https://%68/k", "host"),
            ("https:/h/k", "https://"),
            ("https:h/k", "https://"),
            ("https:///h/k", "host"),
        ] {
            let reason = reason(given).unwrap_or_else(|| panic!("{given:?} is accepted"));
            assert!(reason.contains(part), "{given:?}: {reason}");
        }
        assert!(reason(&format!("https://h/{}", "k".repeat(LONGEST))).is_some());
    }

    fn seconds(query: &str) -> Option<u64> {
        let url = Url::parse(&format!("https://b.obs.example.com/k?{query}")).unwrap();
        Some(expiry(&url)?.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs())
    }

    #[test]
    fn the_expiry_is_read_from_each_form_of_a_signed_url() {
        assert_eq!(seconds("AccessKeyId=A&Expires=1767326045&Signature=S"), Some(1_767_326_045));
        for family in ["X-Amz", "X-Obs", "x-amz"] {
            let query = format!("{family}-Date=20260102T030405Z&{family}-Expires=300");
            assert_eq!(seconds(&query), Some(1_767_323_045 + 300));
        }
    }

    #[test]
    fn a_url_that_does_not_name_its_expiry_has_none() {
        for query in ["", "Policy=P", "Expires=soon", "Expires=-1", "X-Amz-Date=20260102T030405Z", "X-Amz-Expires=300"]
        {
            assert_eq!(seconds(query), None, "{query}");
        }
        assert_eq!(seconds("X-Amz-Date=20261302T030405Z&X-Amz-Expires=300"), None);
        let url = Url::parse(&format!("https://h/?Expires={}", u64::MAX)).unwrap();
        assert!(expiry(&url).is_none_or(|expiry| expiry > SystemTime::now()));
    }
}
