//! Reading an error answer, whatever shape it has, without losing its status or its request id.

use reqwest::Response;
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

/// More of an error body than this is not read.
const LIMIT: usize = 64 * 1024;
/// More of a text that is not JSON is not quoted.
const QUOTED: usize = 200;

/// What an error answer says.
#[derive(Clone, Debug, Default)]
pub(crate) struct ServiceError {
    /// The service's code, such as `MSS.00000003`.
    pub(crate) code: Option<String>,
    /// The service's message.
    pub(crate) message: String,
    /// The request id from the body.
    pub(crate) request_id: Option<String>,
    /// The message as it came, where the canonical request was taken out of it.
    echo: Option<SecretString>,
}

impl ServiceError {
    /// Understands the body of an error answer. One that breaks off or is no JSON still makes a refusal.
    pub(crate) fn of(body: &[u8]) -> Self {
        Self::parse(body).without_echo()
    }

    /// The message without the canonical request that the gateway appends when a signature is wrong: it repeats the
    /// signed headers, a security token among them.
    fn without_echo(mut self) -> Self {
        if let Some(place) = self.message.find("canonicalRequest:") {
            self.echo = Some(self.message.clone().into());
            self.message.truncate(place);
            self.message.truncate(self.message.trim_end_matches([',', ' ']).len());
        }
        self
    }

    /// The message with the canonical request, if it had one.
    pub(crate) fn echo(&self) -> &str {
        self.echo.as_ref().map_or("", ExposeSecret::expose_secret)
    }

    /// Understands `error_code`/`error_msg`, `errorCode`/`errorMsg` and `code`/`message`, at the top or one level
    /// down; anything else becomes the message.
    fn parse(body: &[u8]) -> Self {
        let Ok(value) = serde_json::from_slice::<Value>(body) else { return Self::from_text(body) };
        let nested = value.as_object().into_iter().flat_map(|fields| fields.values());
        std::iter::once(&value)
            .chain(nested)
            .find_map(Self::from_fields)
            .unwrap_or_else(|| Self { message: quote(&value.to_string()), ..Self::default() })
    }

    fn from_fields(fields: &Value) -> Option<Self> {
        let text = |name: &str| match fields.get(name)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        let pairs = [("error_code", "error_msg"), ("errorCode", "errorMsg"), ("code", "message")];
        let (code, message) =
            pairs.into_iter().map(|(code, message)| (text(code), text(message))).find(|pair| *pair != (None, None))?;
        Some(Self { code, message: message.unwrap_or_default(), request_id: text("request_id"), echo: None })
    }

    fn from_text(body: &[u8]) -> Self {
        let text = String::from_utf8_lossy(body);
        let message = match text.trim() {
            "" => "the answer has no body".to_owned(),
            html if html.starts_with('<') => {
                let title = html.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>"));
                title.map_or("the answer is a web page".to_owned(), |(title, _)| {
                    format!("the answer is a web page: {}", quote(title.trim()))
                })
            }
            text => quote(text),
        };
        Self { message, ..Self::default() }
    }
}

/// The first part of a body: enough for an error.
pub(crate) async fn read_some(mut response: Response) -> Vec<u8> {
    let mut body = Vec::new();
    while let Ok(Some(chunk)) = response.chunk().await {
        body.extend_from_slice(&chunk);
        if body.len() >= LIMIT {
            body.truncate(LIMIT);
            break;
        }
    }
    body
}

fn quote(text: &str) -> String {
    let mut line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = line.char_indices().nth(QUOTED) {
        line.truncate(end);
        line.push('…');
    }
    line
}
