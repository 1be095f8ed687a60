//! Gives a component, an operation or a tag another name, everywhere.
//!
//! Names of the API, such as those of properties, are not renamed: the service chooses them.

use std::ops::Range;

use lsp_types::{Position, PrepareRenameResponse, TextEdit, WorkspaceEdit};
use metastudio_voice_codegen::document::Document;
use metastudio_voice_codegen::yaml::Key;

use super::client::Client;
use super::file::File;
use super::links::{Link, Sort, Target, links, read, target_at};
use super::quote;
use super::texts;

/// Returns the place and the text of the name at a position, if it can be changed.
pub(super) fn prepare(file: &File, position: Position) -> Result<Option<PrepareRenameResponse>, String> {
    let Some(tree) = file.tree() else { return Ok(None) };
    let document = read(tree);
    let links = links(&document);
    let byte = file.text.byte(position);
    let Some(target) = target_at(&document, &links, byte) else { return Ok(None) };
    let old = name(&target)?;
    let mut places = places(file, &target, &links, old)?.into_iter();
    let place = places.find(|place| place.start <= byte && byte <= place.end);
    let range = place.map(|place| file.text.range(&place));
    Ok(range.map(|range| PrepareRenameResponse::RangeWithPlaceholder { range, placeholder: old.to_owned() }))
}

/// Returns the changes that give the thing at a position another name.
pub(super) fn rename(
    file: &File,
    position: Position,
    new: &str,
    client: &Client,
) -> Result<Option<WorkspaceEdit>, String> {
    let tree = file.tree().ok_or_else(|| texts::NOT_YAML.to_string())?;
    let document = read(tree);
    let links = links(&document);
    let target = target_at(&document, &links, file.text.byte(position)).ok_or_else(|| texts::NOT_A_NAME.to_string())?;
    let old = name(&target)?;
    check(&document, &target, old, new)?;
    let edits = places(file, &target, &links, old)?.into_iter().map(|place| {
        let text = match is_quoted(file, &place) {
            true => new.to_owned(),
            false => quote::plain_or_quoted(new),
        };
        TextEdit::new(file.text.range(&place), text)
    });
    Ok(Some(client.changes(file, edits.collect())))
}

/// Returns the name of a thing, or an error if the spec does not choose it.
fn name<'a>(target: &Target<'a>) -> Result<&'a str, String> {
    let key = |key: &'a Key| key.text.as_str();
    let found = match target.sort {
        Sort::Component => target.at.key().map(key),
        Sort::Operation => target.at.text_of("operationId"),
        Sort::Tag => target.at.text_of("name"),
        Sort::Other => {
            return Err(texts::NAMED_BY_SERVICE.to_string());
        }
    };
    found.ok_or_else(|| texts::WITHOUT_NAME.to_string())
}

/// Returns an error if a thing cannot have this name.
fn check(document: &Document<'_>, target: &Target<'_>, old: &str, new: &str) -> Result<(), String> {
    if new == old {
        return Ok(());
    }
    let taken = match target.sort {
        Sort::Component => {
            let allowed = |character: char| character.is_ascii_alphanumeric() || matches!(character, '.' | '-' | '_');
            if new.is_empty() || !new.chars().all(allowed) {
                return Err(texts::NOT_A_COMPONENT.with(&[("name", &new)]));
            }
            let kind = target.at.pointer.rsplit_once('/').map(|(kind, _)| kind);
            kind.and_then(|kind| document.root.follow(kind)?.get(new)).is_some()
        }
        Sort::Operation => document.operations.iter().any(|operation| operation.id == Some(new)),
        Sort::Tag | Sort::Other => {
            let tags = document.root.get("tags");
            tags.iter().flat_map(|tags| tags.items()).any(|tag| tag.text_of("name") == Some(new))
        }
    };
    match (taken, new.trim() == new && !new.is_empty() && !new.contains(['\n', '\r'])) {
        (true, _) => Err(texts::TAKEN.with(&[("name", &new)])),
        (_, false) => Err(texts::EMPTY_NAME.to_string()),
        _ => Ok(()),
    }
}

/// Returns the places of a name, each without its quotes, or an error if one of them is not written as the name is.
fn places(file: &File, target: &Target<'_>, links: &[Link<'_>], old: &str) -> Result<Vec<Range<usize>>, String> {
    let words = links.iter().filter(|link| link.to.name == target.name).map(|link| &link.word);
    let mut words: Vec<&Range<usize>> = std::iter::once(&target.name).chain(words).collect();
    words.sort_by_key(|word| word.start);
    words.dedup();
    let within = |word: &Range<usize>| {
        let text = file.text.as_str().get(word.clone())?;
        let inner = text.trim_matches(['\'', '"']);
        // In a pointer, the name is the step after the kind of component.
        let start = match inner.starts_with('#') {
            true => text.match_indices('/').nth(2)?.0 + 1,
            false => text.find(inner)?,
        };
        text.get(start..)?.starts_with(old).then(|| word.start + start..word.start + start + old.len())
    };
    let places: Option<Vec<_>> = words.into_iter().map(within).collect();
    places.ok_or_else(|| texts::ESCAPED.with(&[("name", &old)]))
}

/// Returns whether a place is within quotes.
fn is_quoted(file: &File, place: &Range<usize>) -> bool {
    let before = file.text.as_str().get(..place.start).unwrap_or_default();
    before.ends_with(['\'', '"', '/'])
}
