//! The abilities of the client that decide how the server responds.

use lsp_types::{ClientCapabilities, MarkupContent, MarkupKind, TextEdit, Uri, WorkspaceEdit};
use lsp_types::{
    DocumentChangeOperation, DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, TextDocumentEdit,
};

use super::file::File;
use super::text::Encoding;

/// The abilities of the client.
#[derive(Clone, Debug)]
pub(super) struct Client {
    pub(super) encoding: Encoding,
    /// Whether hovers may be Markdown.
    markdown: bool,
    /// Whether a definition may name the word from which it was reached.
    pub(super) links: bool,
    /// Whether symbols may contain symbols.
    pub(super) nested_symbols: bool,
    /// Whether changes may name the version of the text that they are for.
    versioned_changes: bool,
    /// Whether code actions may have an edit.
    pub(super) actions: bool,
    /// Whether it asks where a new name goes before it asks for the name.
    pub(super) prepares_rename: bool,
}

impl Default for Client {
    fn default() -> Self {
        Self::new(&ClientCapabilities::default())
    }
}

impl Client {
    pub(super) fn new(capabilities: &ClientCapabilities) -> Self {
        let general = capabilities.general.as_ref();
        let encodings = general.and_then(|general| general.position_encodings.as_deref());
        let file = capabilities.text_document.as_ref();
        let hover = file.and_then(|file| file.hover.as_ref()?.content_format.as_ref());
        let changes = capabilities.workspace.as_ref().and_then(|workspace| workspace.workspace_edit.as_ref());
        Self {
            encoding: Encoding::of(encodings),
            markdown: hover.is_some_and(|formats| formats.contains(&MarkupKind::Markdown)),
            links: file.and_then(|file| file.definition.as_ref()?.link_support) == Some(true),
            nested_symbols: file.and_then(|file| file.document_symbol.as_ref()?.hierarchical_document_symbol_support)
                == Some(true),
            versioned_changes: changes.and_then(|changes| changes.document_changes) == Some(true),
            actions: file.and_then(|file| file.code_action.as_ref()?.code_action_literal_support.as_ref()).is_some(),
            prepares_rename: file.and_then(|file| file.rename.as_ref()?.prepare_support) == Some(true),
        }
    }

    /// Returns a text in Markdown in the form that the client shows.
    pub(super) fn markup(&self, value: String) -> MarkupContent {
        let kind = if self.markdown { MarkupKind::Markdown } else { MarkupKind::PlainText };
        MarkupContent { kind, value }
    }

    /// Returns changes of a file in the form that the client takes.
    pub(super) fn changes(&self, file: &File, edits: Vec<TextEdit>) -> WorkspaceEdit {
        if !self.versioned_changes {
            // A `Uri` has no interior mutability that would change its hash.
            #[allow(clippy::mutable_key_type)]
            let changes = std::collections::HashMap::<Uri, _>::from([(file.uri.clone(), edits)]);
            return WorkspaceEdit::new(changes);
        }
        let text_document =
            OptionalVersionedTextDocumentIdentifier { uri: file.uri.clone(), version: Some(file.version) };
        let edits = edits.into_iter().map(OneOf::Left).collect();
        let edit = DocumentChangeOperation::Edit(TextDocumentEdit { text_document, edits });
        WorkspaceEdit { document_changes: Some(DocumentChanges::Operations(vec![edit])), ..WorkspaceEdit::default() }
    }
}
