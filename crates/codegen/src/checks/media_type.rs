//! Recognizes misspelt media types.

/// The media types that APIs use most.
const KNOWN: [&str; 14] = [
    "application/json",
    "application/merge-patch+json",
    "application/octet-stream",
    "application/pdf",
    "application/problem+json",
    "application/x-www-form-urlencoded",
    "application/xml",
    "application/zip",
    "audio/wav",
    "image/png",
    "multipart/form-data",
    "text/csv",
    "text/html",
    "text/plain",
];

/// The top-level types of media types.
const KINDS: [&str; 9] = ["application", "audio", "font", "image", "message", "model", "multipart", "text", "video"];

/// Returns the media type that is probably meant by `name`, which has no parameters. Returns `None` if `name` is known
/// or resembles no known one.
pub(super) fn meant(name: &str) -> Option<&'static str> {
    let lower = name.to_lowercase();
    if KNOWN.contains(&name) {
        return None;
    }
    if let Some(known) = KNOWN.iter().find(|known| **known == lower) {
        return Some(known);
    }
    let kind = lower.split_once('/').map(|(kind, _)| kind);
    // With a valid top-level type, the subtype is more often one that is not in the list than a misspelt one.
    let most = if kind.is_some_and(|kind| KINDS.contains(&kind)) { 1 } else { 3 };
    let near = KNOWN.iter().map(|known| (strsim::damerau_levenshtein(&lower, known), *known));
    let near = near.filter(|(distance, _)| *distance <= most).min_by_key(|(distance, _)| *distance);
    let bare = KNOWN.iter().find(|known| known.split_once('/').is_some_and(|(_, subtype)| subtype == lower));
    near.map(|(_, known)| known).or(bare.copied())
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[test]
    fn a_misspelt_or_upper_case_media_type_is_recognized_and_an_unknown_one_is_not() {
        for slip in
            ["applicaton/json", "application/jsn", "aplication/jsom", "Application/JSON", "json", "application-json"]
        {
            assert_eq!(meant(slip), Some("application/json"), "{slip}");
        }
        for other in ["application/json", "application/ndjson", "application/yaml", "image/gif", "text/markdown", "*/*"]
        {
            assert_eq!(meant(other), None, "{other}");
        }
    }
}
