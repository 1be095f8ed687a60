//! From what was set to a request that can be sent.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use progenitor_client::ClientInfo;
use url::Url;

use super::Request;

/// Characters of a path segment that are encoded.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

impl Request<'_> {
    pub(super) fn into_request(mut self) -> Result<reqwest::Request, String> {
        if let Some(fault) = self.fault.take() {
            return Err(fault);
        }
        let address = format!("{}{}", self.client.baseurl(), self.filled_path()?);
        let mut url = Url::parse(&address).map_err(|_| "the path does not make a URL".to_owned())?;
        if !self.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&self.query);
        }
        let mut request = reqwest::Request::new(self.method.clone(), url);
        *request.headers_mut() = self.headers;
        *request.body_mut() = self.body.map(Into::into);
        Ok(request)
    }

    /// The path with the values in their places, encoded; no value and no segment can lead elsewhere.
    fn filled_path(&self) -> Result<String, String> {
        let segments = self.path.strip_prefix('/').ok_or("the path does not begin with a slash")?;
        let mut filled = String::with_capacity(self.path.len() + 64);
        for segment in segments.split('/') {
            let project;
            let value = match segment.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
                None => segment,
                Some(name) => match self.parameters.iter().find(|(known, _)| known == name) {
                    Some((_, value)) => value,
                    None if name == "project_id" => {
                        project = self.client.inner().project_id()?.to_string();
                        &project
                    }
                    None => return Err(format!("nothing was given for {segment} in the path")),
                },
            };
            if matches!(value, "" | "." | "..") {
                return Err(format!("a segment of the path cannot be {value:?}"));
            }
            filled.push('/');
            filled.extend(utf8_percent_encode(value, RESERVED));
        }
        let place = |name: &str| segments.split('/').any(|segment| segment == format!("{{{name}}}"));
        match self.parameters.iter().find(|(name, _)| !place(name)) {
            Some((name, _)) => Err(format!("the path has no place for {name}")),
            None => Ok(filled),
        }
    }
}
