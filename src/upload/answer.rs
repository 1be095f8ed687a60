//! OBS's error answers: XML with a code, a message, a request id and, for a wrong signature, what OBS signed.

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;

/// What OBS says when it refuses.
#[derive(Debug, Default)]
pub(super) struct ObsError {
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
    pub(super) request_id: Option<String>,
    string_to_sign: Option<String>,
}

impl ObsError {
    /// Reads an answer; what is not XML gives an empty error.
    pub(super) fn parse(body: &[u8]) -> Self {
        let mut found = Self::default();
        let body = String::from_utf8_lossy(body);
        let mut reader = quick_xml::Reader::from_str(&body);
        let mut element = String::new();
        let mut text = String::new();
        loop {
            match reader.read_event() {
                Ok(Event::Start(start)) => {
                    element = start.local_name().as_ref().to_owned();
                    text.clear();
                }
                Ok(Event::Text(piece)) => text += &piece.xml10_content(),
                Ok(Event::GeneralRef(entity)) => match entity.resolve_char_ref() {
                    Ok(Some(character)) => text.push(character),
                    _ => text += resolve_predefined_entity(&entity.into_inner()).unwrap_or_default(),
                },
                Ok(Event::End(_)) => {
                    let value = Some(std::mem::take(&mut text)).filter(|text| !text.trim().is_empty());
                    match std::mem::take(&mut element).as_str() {
                        "Code" => found.code = value,
                        "Message" => found.message = value,
                        "RequestId" => found.request_id = value,
                        "StringToSign" => found.string_to_sign = value,
                        _ => {}
                    }
                }
                Ok(Event::Eof) | Err(_) => return found,
                Ok(_) => {}
            }
        }
    }

    /// The Content-Type that OBS found in the request: the third line of its string to sign.
    pub(super) fn content_type_seen(&self) -> Option<&str> {
        self.string_to_sign.as_deref()?.lines().nth(2)
    }
}
