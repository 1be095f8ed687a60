//! The authorization letter: its file, its type, and the content types to send it with.

use std::io::Read;

use super::finding::{Check, Finding};
use super::refusal::Refusal;
use crate::training::Plan;
use crate::upload::{Body, ContentType, Source};
use crate::{Error, ErrorKind};

/// The number of bytes in which the mark of a PDF is searched: other bytes may precede it, at most a kilobyte.
const BEGINNING: u64 = 1024;

/// The letter, and the content types to try for its upload in this order.
#[derive(Clone)]
pub(in crate::training) struct Letter {
    pub(in crate::training) body: Body,
    pub(in crate::training) content_types: Vec<Option<ContentType>>,
}

/// Examines the letter of a plan. Returns `None`, with advice, if the plan has no letter.
pub(super) fn examine(plan: &Plan, advice: &mut Vec<Finding>) -> Result<Option<Letter>, Refusal> {
    let Some(path) = &plan.letter else {
        let message =
            "there is no authorization letter: the review may ask for one, signed by hand, as PDF, JPG or PNG";
        advice.push(Finding::advice(Check::LetterMissing, None, message).values("no letter", "PDF, JPG or PNG"));
        return Ok(None);
    };
    let name = path.display().to_string();
    let unreadable = |error| Refusal::new(Check::LetterUnreadable, Some(&name), error);
    let source = Source::open(path).map_err(unreadable)?;
    if source.is_empty() {
        return Err(unreadable(Error::new(ErrorKind::File, format!("{name} is empty"))));
    }
    let mut beginning = Vec::new();
    let read = source.reopen().map_err(unreadable)?.take(BEGINNING).read_to_end(&mut beginning);
    read.map_err(|error| unreadable(source.unreadable(error)))?;
    if content(&beginning).is_none() {
        let message = format!("{name} is neither PDF nor JPG nor PNG: the review may not be able to read it");
        advice
            .push(Finding::advice(Check::LetterType, Some(&name), message).values("something else", "PDF, JPG or PNG"));
    }
    let content_types = match &plan.letter_content_type {
        Some(content_type) => vec![Some(content_type.clone())],
        None => {
            let extension = path.extension().map(|text| text.to_string_lossy().to_lowercase());
            let own = match extension.as_deref() {
                Some("pdf") => Some(ContentType::PDF),
                Some("jpg" | "jpeg") => Some(ContentType::JPEG),
                Some("png") => Some(ContentType::PNG),
                _ => None,
            };
            let mut types = vec![Some(ContentType::OCTET_STREAM)];
            types.extend(own.map(Some));
            types.push(None);
            types
        }
    };
    Ok(Some(Letter { body: Body::file(source).map_err(unreadable)?, content_types }))
}

/// Identifies a letter by its first bytes; `None` if it is neither PDF nor JPG nor PNG.
fn content(beginning: &[u8]) -> Option<ContentType> {
    let is_pdf = beginning.windows(5).any(|bytes| bytes == b"%PDF-");
    match beginning {
        [0xFF, 0xD8, 0xFF, ..] => Some(ContentType::JPEG),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(ContentType::PNG),
        _ => is_pdf.then_some(ContentType::PDF),
    }
}
