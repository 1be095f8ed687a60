//! Where an upload goes: a pre-signed URL, which can end and be replaced.

use std::future::Future;
use std::pin::Pin;
use std::time::SystemTime;

use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::expiry::expiry;
use crate::transport::http::PlainHttp;
use crate::{Error, ErrorKind};

/// Gets a fresh URL.
pub(super) type Renew =
    Box<dyn Fn() -> Pin<Box<dyn Future<Output = Result<String, Error>> + Send>> + Send + Sync + 'static>;

/// How often a URL is renewed before one of them has worked.
const RENEWALS: u32 = 2;

/// The URL in use.
pub(super) struct Address {
    url: SecretString,
    renew: Option<Renew>,
    /// Renewals since a URL was last good for something.
    renewed: u32,
}

impl Address {
    pub(super) fn new(url: SecretString, renew: Option<Renew>) -> Self {
        Self { url, renew, renewed: 0 }
    }

    /// The URL, if recordings may go there.
    pub(super) fn usable(&self, plain: PlainHttp) -> Result<Url, Error> {
        let url = Url::parse(self.url.expose_secret())
            .map_err(|_| Error::new(ErrorKind::UnexpectedAnswer, "the upload address is not a URL"))?;
        if url.scheme() == "https" || plain.allows(&url) {
            return Ok(url);
        }
        let message = "the upload address is not https: the recording could be read on the way";
        Err(Error::new(ErrorKind::UnexpectedAnswer, message)
            .with_advice("build the client with allow_plain_http() if that is what you want"))
    }

    /// Replaces a URL that has expired by this clock. One that is fresh is tried in any case: the clock may be wrong.
    pub(super) async fn refresh(&mut self, now: SystemTime) -> Result<(), Error> {
        let ends = Url::parse(self.url.expose_secret()).ok().and_then(|url| expiry(&url));
        match ends {
            Some(ends) if ends <= now && self.renewed == 0 && self.can_renew() => self.renew().await,
            _ => Ok(()),
        }
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
