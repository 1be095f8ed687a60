//! Where a name leads, and where it is used.

use lsp_types::{GotoDefinitionResponse, Location, LocationLink, Position};

use super::client::Client;
use super::file::File;
use super::links::{links, read, target_at};

/// Returns the place of the thing that the word at a position names.
pub(super) fn definition(file: &File, position: Position, client: &Client) -> Option<GotoDefinitionResponse> {
    let document = read(file.tree()?);
    let byte = file.text.byte(position);
    let links = links(&document);
    let link = links.iter().find(|link| !link.to_part && link.word.start <= byte && byte <= link.word.end)?;
    let (name, whole) = (file.text.range(&link.to.name), file.text.range(&link.to.at.node.span));
    if !client.links {
        return Some(GotoDefinitionResponse::Scalar(Location::new(file.uri.clone(), name)));
    }
    // The protocol demands that the whole contains the name.
    let target_range = lsp_types::Range::new(name.start.min(whole.start), name.end.max(whole.end));
    Some(GotoDefinitionResponse::Link(vec![LocationLink {
        origin_selection_range: Some(file.text.range(&link.word)),
        target_uri: file.uri.clone(),
        target_range,
        target_selection_range: name,
    }]))
}

/// Returns the places that use the thing at a position, or the thing that the word there names.
pub(super) fn references(file: &File, position: Position, declared: bool) -> Option<Vec<Location>> {
    let document = read(file.tree()?);
    let links = links(&document);
    let target = target_at(&document, &links, file.text.byte(position))?;
    let declaration = declared.then(|| target.name.clone());
    let uses = links.into_iter().filter(|link| link.to.name == target.name).map(|link| link.word);
    let mut places: Vec<_> = declaration.into_iter().chain(uses).collect();
    places.sort_by_key(|place| (place.start, place.end));
    places.dedup();
    Some(places.iter().map(|place| Location::new(file.uri.clone(), file.text.range(place))).collect())
}
