//! How an error is printed: one line, and never a header, a body or a URL.

use std::error::Error as StdError;
use std::fmt;

use super::{Error, GiveUpReason, Parts};
use crate::text::{escaped, in_words, printable};

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, f.alternate())
    }
}

impl Error {
    /// Writes the line, with the messages of the causes if they are asked for.
    fn write(&self, f: &mut fmt::Formatter<'_>, with_causes: bool) -> fmt::Result {
        let parts = &*self.0;
        if let Some(operation) = &parts.operation {
            write!(f, "{}: ", escaped(operation))?;
        }
        let code = parts.code.as_deref().map(printable);
        match (parts.status, &code) {
            (Some(status), Some(code)) => write!(f, "{status} {code}: ")?,
            (Some(status), None) => write!(f, "{status}: ")?,
            (None, Some(code)) => write!(f, "{code}: ")?,
            (None, None) => {}
        }
        f.write_str(&escaped(&parts.message))?;
        if with_causes {
            let mut cause = self.source();
            while let Some(error) = cause {
                write!(f, ": {}", escaped(&error.to_string()))?;
                cause = error.source();
            }
        }
        let facts = facts(parts);
        if !facts.is_empty() {
            write!(f, " ({})", facts.join(", "))?;
        }
        match &parts.advice {
            Some(advice) => write!(f, "; {}", escaped(advice)),
            None => Ok(()),
        }
    }
}

/// Ids, attempts and time.
fn facts(parts: &Parts) -> Vec<String> {
    let mut facts = Vec::new();
    facts.extend(parts.job_id.as_ref().map(|id| format!("job {}", printable(id))));
    facts.extend(parts.request_id.as_ref().map(|id| format!("request {}", printable(id))));
    if parts.attempts > 0 {
        let plural = if parts.attempts == 1 { "" } else { "s" };
        facts.push(format!("{} attempt{plural}", parts.attempts));
    }
    facts.extend(parts.elapsed.map(|elapsed| format!("{:.1} s", elapsed.as_secs_f64())));
    facts.extend(parts.caller.as_ref().map(|origin| format!("credentials {}", printable(origin))));
    facts.extend(match parts.give_up {
        Some(GiveUpReason::Budget) => Some("no retry: the client's retry budget is used up".to_owned()),
        Some(GiveUpReason::Deadline) => Some("no retry: the call's time limit would pass first".to_owned()),
        Some(GiveUpReason::AskedToWait { asked, limit, .. }) => {
            let (asked, limit) = (in_words(asked), in_words(limit));
            Some(format!("no retry: the service asks to wait {asked}, and more than {limit} is not waited for"))
        }
        Some(GiveUpReason::Policy) | None => None,
    });
    facts
}

/// `{:?}` writes what `{:#}` writes: it is what `unwrap()` and a `main` that returns the error print. `{:#?}` writes the
/// fields.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() { f.debug_tuple("Error").field(&self.0).finish() } else { self.write(f, true) }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}
