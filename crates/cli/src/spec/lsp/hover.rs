//! Hover: the findings at a word with the explanation of their checks, the thing that a word names, and the meaning of a
//! key.

use std::ops::Range;

use lsp_types::{Hover, HoverContents, Position};
use metastudio_voice_codegen::yaml::Cursor;

use super::client::Client;
use super::diagnostics::range;
use super::file::File;
use super::kind::{Declared, Kind};
use super::links::{self, links, read, target_at};
use super::proposals::{declared, follow};
use super::spot::{Role, Spot};
use super::summary::summary;
use super::texts;

/// Returns the explanation of the word at a position.
pub(super) fn hover(file: &File, position: Position, client: &Client) -> Option<Hover> {
    let byte = file.text.byte(position);
    let findings = findings(file, position);
    let named = named(file, byte);
    let key = key(file, byte);
    let place = named.as_ref().map(|(word, _)| word).or(key.as_ref().map(|(word, _)| word));
    let place = place.map(|word| file.text.range(word));
    let parts = [findings, named.map(|(_, text)| text), key.map(|(_, text)| text)];
    let text = parts.into_iter().flatten().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n---\n\n");
    (!text.is_empty()).then(|| Hover { contents: HoverContents::Markup(client.markup(text)), range: place })
}

/// Returns the explanations of the checks whose findings are at a position.
fn findings(file: &File, position: Position) -> Option<String> {
    let findings = file.report()?.findings().iter().filter(|finding| {
        let range = range(finding, &file.text);
        range.start <= position && position <= range.end
    });
    let mut codes: Vec<_> = findings.map(metastudio_voice_codegen::Diagnostic::code).collect();
    codes.dedup();
    let texts =
        codes.iter().map(|code| format!("**{}: {}** ({})\n\n{}", code.id, code.title, code.class, code.explanation));
    let texts: Vec<String> = texts.collect();
    (!texts.is_empty()).then(|| texts.join("\n\n"))
}

/// Returns the summary of the thing that the word at a byte names.
fn named(file: &File, byte: usize) -> Option<(Range<usize>, String)> {
    let document = read(file.tree()?);
    let links = links(&document);
    let link = links.iter().find(|link| !link.to_part && link.word.start <= byte && byte <= link.word.end);
    if let Some(links::Link { word, to, .. }) = link {
        return Some((word.clone(), format!("**`{}`**\n\n{}", to.at.pointer, summary(&document, &to.at))));
    }
    // The name of a component, an operation or a tag itself: how often it is used.
    let target = target_at(&document, &links, byte)?;
    let uses = links.iter().filter(|link| link.to.name == target.name).count();
    let text = match uses {
        0 => texts::NOTHING_REFERS.to_string(),
        1 => texts::ONE_REFERS.to_string(),
        _ => texts::SOME_REFER.with(&[("count", &uses)]),
    };
    Some((target.name.clone(), format!("{}\n\n{text}", summary(&document, &target.at)).trim().to_owned()))
}

/// Returns the meaning of the key at a byte, or of the word that is one of the values of an extension.
fn key(file: &File, byte: usize) -> Option<(Range<usize>, String)> {
    let spot = Spot::find(file.text.as_str(), byte)?;
    let name = file.text.as_str().get(spot.word.clone())?.trim_matches(['\'', '"']);
    if spot.role != Role::Key {
        return value(&spot, name);
    }
    let (declared, kind) = Kind::at(&spot.path).key(name);
    let text = match declared {
        Declared::Key(object, key) => {
            let (object, kind) = (texts::object(object), kind.words_for_key(key.required));
            let head = texts::KEY_OF.with(&[("name", &name), ("object", &object), ("kind", &kind)]);
            format!("{head}\n\n{}", key.meaning)
        }
        Declared::Reference(object) => texts::IN_PLACE_OF.with(&[("object", &texts::object(object))]),
        Declared::Extension(known) => {
            format!("**`{name}`**: {}\n\n{}\n\n```yaml\n{name}: {}\n```", kind.words(), known.meaning, known.sample)
        }
        Declared::Part(part) => {
            format!("**`{name}`**: {}", kind.words_for_key(part.required))
        }
        Declared::Name => of_value(file, &spot, name)?,
    };
    Some((spot.word, text))
}

/// Returns what the value of a name is, such as a property.
fn of_value(file: &File, spot: &Spot, name: &str) -> Option<String> {
    let tree = file.tree()?;
    let at: Cursor<'_> = follow(tree, &spot.path)?.get(name)?;
    let target = at.text_of("$ref")?;
    let document = read(tree);
    Some(format!("**`{name}`**: `{target}`\n\n{}", summary(&document, &at)))
}

/// Returns the meaning of a value that an extension declares.
fn value(spot: &Spot, name: &str) -> Option<(Range<usize>, String)> {
    let form = match (Kind::at(&spot.path), declared(&spot.path)) {
        (Kind::Form(metastudio_voice_codegen::extension::Form::Choice(values)), _) => values,
        _ => return None,
    };
    let (_, meaning) = form.iter().find(|(value, _)| *value == name)?;
    Some((spot.word.clone(), format!("**`{name}`**: {meaning}")))
}
