//! The failures of commands, and how they are told.

use std::io;

use metastudio_voice::Error;
use serde_json::{Map, Value, json};

use crate::exit::Exit;
use crate::signals::Signal;
use crate::texts;

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
    /// A signal has stopped the command.
    Stopped(Signal),
}

impl Failure {
    /// Returns how the program ends with it.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Library(error) => Exit::of(error),
            Self::Usage(_) => Exit::Usage,
            Self::Refused(_) => Exit::Refused,
            Self::Closed => Exit::Done,
            Self::Stopped(signal) => signal.exit(),
        }
    }

    /// Returns the message for people, if there is something to say.
    pub(crate) fn message(&self) -> Option<String> {
        match self {
            Self::Library(error) => Some(in_options(&format!("{error:#}"))),
            Self::Usage(message) | Self::Refused(message) => Some(message.clone()),
            Self::Closed => None,
            Self::Stopped(signal) => Some(texts::STOPPED.with(&[("signal", signal)])),
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
            ];
            fields.extend(texts.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?.into()))));
            fields.extend(error.advice().map(|advice| ("advice".to_owned(), in_options(advice).into())));
            fields.extend(error.status().map(|status| ("status".to_owned(), status.into())));
            fields.insert("attempts".to_owned(), error.attempts().into());
            fields.insert("transient".to_owned(), error.is_transient().into());
        }
        fields.insert("message".to_owned(), self.message().into());
        fields.insert("exit".to_owned(), (self.exit() as u8).into());
        json!({ "error": fields })
    }
}

/// The options that stand in advice in place of the library's functions.
const OPTIONS: [(&str, &str); 9] = [
    ("Client::delete_training", "metastudio-voice jobs delete"),
    ("Client::train", "metastudio-voice train"),
    ("Client::watch", "metastudio-voice watch"),
    ("Plan::details", "--phone"),
    ("Plan::journal", "--journal"),
    ("Plan::letter", "LETTER"),
    ("Plan::recording", "RECORDING"),
    ("Plan::resubmit", "--resubmit"),
    ("Plan::resume_job", "--job"),
];

/// Returns what the library says in the words of the program: instead of the functions that it names in brackets, the
/// options that do the same, and nothing where there is none.
pub(crate) fn in_options(text: &str) -> String {
    let mut told = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('(') {
        rest = match after.split_once(')').filter(|(inside, _)| is_function(inside)) {
            Some((function, after)) => {
                match OPTIONS.iter().find(|(known, _)| *known == function) {
                    Some((_, option)) => told += &format!("{before}({option})"),
                    None => told += before.trim_end(),
                }
                after
            }
            None => {
                told += before;
                told.push('(');
                after
            }
        };
    }
    told + rest
}

/// Returns whether a text is the name of a function of a type, such as `Plan::journal`.
fn is_function(text: &str) -> bool {
    text.split_once("::").is_some_and(|(of, name)| {
        let is_name = |first: fn(&char) -> bool, text: &str| {
            text.chars().next().is_some_and(|it| first(&it)) && text.chars().all(|it| it.is_alphanumeric() || it == '_')
        };
        is_name(char::is_ascii_uppercase, of) && is_name(char::is_ascii_lowercase, name)
    })
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

#[cfg(test)]
mod tests {
    use super::in_options;

    #[test]
    fn advice_names_the_options_of_the_program_instead_of_functions_of_the_library() {
        let told = |text: &str| in_options(text);
        assert_eq!(
            told("the journal is in use (process 7); others can watch it (Client::watch)"),
            "the journal is in use (process 7); others can watch it (metastudio-voice watch)"
        );
        assert_eq!(told("give it more time (ClientBuilder::timeout)"), "give it more time");
        assert_eq!(told("(Plan::resume_job) and (Plan::letter), then run"), "(--job) and (LETTER), then run");
        for other in ["", "a (b", "a) b", "(a (b::c))", "(A::B)", "(1 attempt, 0.0 s)", "f(x::y)", "(::)", "(录音)"] {
            assert_eq!(told(other), other);
        }
    }
}
