//! The failures of commands, and how they are told.

use std::io;

use metastudio_voice::Error;
use serde_json::{Map, Value, json};

use crate::exit::Exit;

/// The failure of a command.
#[derive(Debug)]
pub(crate) enum Failure {
    /// An error of the library: of the service, of a file, of credentials.
    Library(Box<Error>),
    /// The arguments cannot be used, or a file that they name cannot be read.
    Usage(String),
    /// Nothing was done, for example because nobody has confirmed it.
    Refused(String),
    /// Nobody reads the output any more, as after `| head`.
    Closed,
    /// Ctrl-C was pressed.
    Interrupted,
}

impl Failure {
    /// Returns how the program ends with it.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Library(error) => Exit::of(error),
            Self::Usage(_) => Exit::Usage,
            Self::Refused(_) => Exit::Refused,
            Self::Closed => Exit::Done,
            Self::Interrupted => Exit::Interrupted,
        }
    }

    /// Returns the message for people, if there is something to say.
    pub(crate) fn message(&self) -> Option<String> {
        match self {
            Self::Library(error) => Some(format!("{error:#}")),
            Self::Usage(message) | Self::Refused(message) => Some(message.clone()),
            Self::Closed => None,
            Self::Interrupted => Some(crate::texts::INTERRUPTED.to_string()),
        }
    }

    /// Returns the failure for programs.
    pub(crate) fn json(&self) -> Value {
        let mut fields = Map::new();
        if let Self::Library(error) = self {
            fields.insert("kind".to_owned(), format!("{:?}", error.kind()).into());
            let texts = [
                ("operation", error.operation()),
                ("code", error.code()),
                ("request_id", error.request_id()),
                ("job_id", error.job_id()),
                ("advice", error.advice()),
            ];
            fields.extend(texts.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?.into()))));
            fields.extend(error.status().map(|status| ("status".to_owned(), status.into())));
            fields.insert("attempts".to_owned(), error.attempts().into());
            fields.insert("transient".to_owned(), error.is_transient().into());
        }
        fields.insert("message".to_owned(), self.message().into());
        fields.insert("exit".to_owned(), (self.exit() as u8).into());
        json!({ "error": fields })
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Library(Box::new(error))
    }
}

/// An error of the output. Those of files are told by whoever has the file's name.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::Usage(crate::texts::CANNOT_WRITE.with(&[("error", &error)])),
        }
    }
}
