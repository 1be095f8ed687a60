//! Checks of an HTTP client that the caller has built. reqwest shows its settings only in `Debug`, as fields of one
//! indented line each; a client whose `Debug` is not as expected is refused. `tests/it/calls/http/finished.rs` notices
//! if reqwest writes it otherwise.

use crate::error::{Error, ErrorKind};

/// The line of a client that follows no redirect. Only a field of the client itself is indented by four spaces: no
/// default header can imitate it.
const NO_REDIRECTS: &str = "    redirect_policy: \"Policy(None)\",";
/// The headers of the API's credentials and the like, and those that are part of what OBS signs into a URL.
const NOT_FOR_UPLOADS: [&str; 9] = [
    "authorization",
    "content-length",
    "content-md5",
    "content-type",
    "cookie",
    "date",
    "x-auth-token",
    "x-security-token",
    "x-subject-token",
];
/// The families of headers that OBS counts, too.
const OBS: [&str; 2] = ["x-obs-", "x-amz-"];

/// Refuses a client that may follow redirects.
pub(super) fn follows_no_redirect(client: &reqwest::Client, given_to: &str) -> Result<(), Error> {
    if format!("{client:#?}").lines().any(|line| line == NO_REDIRECTS) {
        return Ok(());
    }
    let message =
        format!("the client given to {given_to} may follow redirects, which could take credentials elsewhere");
    Err(Error::new(ErrorKind::Configuration, message)
        .with_advice("make it with .redirect(reqwest::redirect::Policy::none())"))
}

/// Refuses a client with default headers that must not reach OBS.
pub(super) fn adds_nothing_to_uploads(client: &reqwest::Client, given_to: &str) -> Result<(), Error> {
    let shown = format!("{client:#?}");
    let headers = shown.lines().skip_while(|line| *line != "    default_headers: {").skip(1);
    let mut names = headers.take_while(|line| *line != "    },").filter_map(|line| line.trim().split('"').nth(1));
    let refused = names.find(|name| NOT_FOR_UPLOADS.contains(name) || OBS.iter().any(|start| name.starts_with(start)));
    let Some(name) = refused else { return Ok(()) };
    let message = format!("{given_to} puts the header {name} on uploads, where it must not be");
    let advice = "uploads carry neither credentials nor what OBS did not sign: give such a header to a client for \
                  http_client() alone";
    Err(Error::new(ErrorKind::Configuration, message).with_advice(advice))
}
