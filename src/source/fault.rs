//! The errors of sources.

use std::io;

use crate::{Error, ErrorKind};

/// Returns the error for a source that cannot be read. An error of this crate that the reader has wrapped is returned as
/// it is.
pub(crate) fn unreadable(name: &str, error: io::Error) -> Error {
    let error = match error.downcast::<Error>() {
        Ok(error) => return error,
        Err(error) => error,
    };
    let message = match error.kind() {
        io::ErrorKind::NotFound => format!("{name} does not exist"),
        io::ErrorKind::PermissionDenied => format!("{name} may not be read"),
        _ => format!("{name} cannot be read"),
    };
    Error::new(ErrorKind::File, message).caused_by(error)
}

/// Returns the error for a source whose bytes are not those of its first reading, or of the moment when it was made.
pub(super) fn changed(name: &str) -> Error {
    Error::new(ErrorKind::File, format!("{name} has changed while it was being read"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_of_this_crate_comes_through_a_reader_as_it_is() {
        let error = unreadable("a.wav", io::Error::other(changed("a.wav").transient_if(true)));
        assert_eq!(error.to_string(), "a.wav has changed while it was being read");
        assert!(error.is_transient() && std::error::Error::source(&error).is_none());
        let error = unreadable("a.wav", io::Error::from(io::ErrorKind::NotFound));
        assert_eq!(error.to_string(), "a.wav does not exist");
    }
}
