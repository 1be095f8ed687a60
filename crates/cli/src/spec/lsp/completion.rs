//! Completion: the words that can be typed at the cursor, in the form that fits the text around it.

use std::ops::Range;

use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionResponse, CompletionTextEdit, Documentation, MarkupContent,
    MarkupKind, Position, TextEdit,
};

use super::file::File;
use super::kind::Kind;
use super::proposals::{Proposal, Sort, keys, values};
use super::quote;
use super::spot::{Role, Spot};

/// Returns the words that can be typed at a position.
pub(super) fn complete(file: &File, position: Position) -> Option<CompletionResponse> {
    let spot = Spot::find(file.text.as_str(), file.text.byte(position))?;
    let is_key = match spot.role {
        Role::Key => true,
        Role::Value => false,
        Role::Start => Kind::at(&spot.path).is_map(),
    };
    // A file that has just been opened may have no tree yet.
    let parsed = if file.any_tree().is_none() { file.tree_without_line(spot.word.start) } else { None };
    let tree = file.any_tree().or(parsed.as_ref());
    let proposals = if is_key { keys(&spot.path, &spot.keys, tree) } else { values(&spot.path, tree) };
    let style = Style::of(file.text.as_str(), &spot, is_key);
    let items = proposals.into_iter().enumerate().map(|(n, proposal)| item(file, &spot, &style, n, proposal));
    Some(CompletionResponse::Array(items.collect()))
}

/// The form of a word in the text around it.
struct Style {
    is_key: bool,
    /// The quote with which the word begins, or with which all strings of the file are written.
    quote: Option<char>,
    /// Whether a colon follows already.
    colon: bool,
    space: bool,
    brackets: bool,
    /// The text before the cursor in its word, which editors compare with the filter.
    typed: String,
}

impl Style {
    fn of(text: &str, spot: &Spot, is_key: bool) -> Self {
        let word = text.get(spot.word.clone()).unwrap_or_default();
        let typed = word.chars().next().filter(|first| matches!(first, '\'' | '"'));
        let json = text.trim_start().starts_with('{').then_some('"');
        Self {
            is_key,
            quote: typed.or(json),
            colon: spot.colon,
            space: spot.space,
            brackets: spot.brackets,
            typed: word.to_owned(),
        }
    }

    /// Returns the text of a proposal.
    fn write(&self, proposal: &Proposal) -> String {
        let word = match (self.quote, &proposal.sort) {
            (_, Sort::Sample | Sort::Word) if !self.is_key => proposal.name.clone(),
            (Some('"'), _) => quote::double(&proposal.name),
            (Some(_), _) => quote::single(&proposal.name),
            (None, _) => quote::plain_or_quoted(&proposal.name),
        };
        let colon = match self.is_key && !self.colon {
            true if matches!(proposal.sort, Sort::Map) && !self.brackets => ":",
            true => ": ",
            false => "",
        };
        let space = if self.space { " " } else { "" };
        format!("{space}{word}{colon}")
    }

    /// Returns the text that editors compare with what has been typed.
    fn filter(&self, proposal: &Proposal) -> String {
        let space = if self.space { " " } else { "" };
        let quote = self.typed.chars().next().filter(|first| matches!(first, '\'' | '"'));
        let typed = self.typed.trim_start_matches(['\'', '"']);
        // A pointer is found by its beginning, and by the name at its end.
        let name = match (&proposal.sort, typed.starts_with('#') || typed.is_empty()) {
            (Sort::Reference, false) => proposal.name.rsplit('/').next().unwrap_or_default(),
            _ => &proposal.name,
        };
        format!("{space}{}{name}", quote.map(String::from).unwrap_or_default())
    }
}

fn item(file: &File, spot: &Spot, style: &Style, n: usize, proposal: Proposal) -> CompletionItem {
    let range: Range<usize> = spot.word.clone();
    let edit = TextEdit::new(file.text.range(&range), style.write(&proposal));
    let kind = match proposal.sort {
        _ if style.is_key => CompletionItemKind::PROPERTY,
        Sort::Reference => CompletionItemKind::REFERENCE,
        Sort::Sample => CompletionItemKind::SNIPPET,
        _ => CompletionItemKind::VALUE,
    };
    let documentation = proposal.documentation.as_ref().filter(|text| !text.is_empty());
    let documentation = documentation
        .map(|value| Documentation::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value: value.clone() }));
    CompletionItem {
        kind: Some(kind),
        detail: proposal.detail.clone(),
        documentation,
        // The order is that of the declarations: required keys first, extensions last.
        sort_text: Some(format!("{n:04}")),
        filter_text: Some(style.filter(&proposal)),
        text_edit: Some(CompletionTextEdit::Edit(edit)),
        label: match proposal.sort {
            Sort::Reference => proposal.name.rsplit('/').next().unwrap_or_default().to_owned(),
            _ => proposal.name,
        },
        ..CompletionItem::default()
    }
}
