//! The last step before a request goes out: it is authenticated as it will go over the wire.

use std::time::SystemTime;

use reqwest::Request;
use time::OffsetDateTime;
use time::macros::format_description;

use super::ClientState;
use crate::auth::Credentials;
use crate::auth::sign::{Signature, encoded_query};
use crate::operation::Target;

/// Authenticates the request in its final form: whatever is signed is exactly what is sent. Returns the signature, if
/// there is one.
pub(super) fn authenticate(
    request: &mut Request,
    credentials: &Credentials,
    inner: &ClientState,
    target: &Target,
    now: SystemTime,
) -> Option<Signature> {
    // `+` and `%20` mean the same to some gateways only: what is sent is encoded as it is signed. Its order is the
    // caller's, which may mean something where one name has several values: the signature sorts a copy.
    if let Some(query) = request.url().query() {
        let encoded = encoded_query(query);
        request.url_mut().set_query((!encoded.is_empty()).then_some(&*encoded));
    }
    let project_id = project_in_path(request.url().path(), target.path()).map(ToOwned::to_owned);
    let project_id = project_id.as_deref().or(inner.project_id.as_deref().map(String::as_str));
    credentials.authenticate(request, project_id, &signing_date(now))
}

/// The project that a call is about, which is not the client's when the caller set another.
fn project_in_path<'a>(path: &'a str, template: &str) -> Option<&'a str> {
    let mut braces = template.match_indices('{');
    let behind = braces.find_map(|(at, _)| template.get(at..)?.strip_prefix("{project_id}"))?;
    // From the end, because the endpoint may have a path of its own in front.
    let mut end = path.len();
    for _ in 0..behind.bytes().filter(|byte| *byte == b'/').count() {
        end = path.as_bytes().get(..end)?.iter().rposition(|byte| *byte == b'/')?;
    }
    path.get(..end)?.rsplit('/').next()
}

/// The time as a signature has it. A clock beyond all years shows the first second of Unix time.
fn signing_date(now: SystemTime) -> String {
    let seconds = now.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs();
    let now = i64::try_from(seconds).ok().and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok());
    let now = now.unwrap_or(OffsetDateTime::UNIX_EPOCH);
    now.format(format_description!("[year][month][day]T[hour][minute][second]Z")).unwrap_or_default()
}
