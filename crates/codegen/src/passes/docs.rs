//! Writes documentation: the attributes, and the links to operations and types.

use syn::{Attribute, File, Item, parse_quote};

use super::{markdown, tree};
use crate::{Fault, Spec, spec};

/// The operations and types that a text may link to.
pub(super) struct Names {
    /// Each operation's id and the client's method.
    operations: Vec<(String, String)>,
    types: Vec<String>,
}

impl Names {
    pub(super) fn read(file: &mut File, spec: &Spec) -> Result<Self, Fault> {
        let methods = tree::methods(&mut file.items).filter(|(name, _)| name == "Client");
        let operations = methods.filter_map(|(_, method)| {
            let method = method.sig.ident.to_string();
            Some((spec.operation(&method)?.id.clone(), method))
        });
        let operations = operations.collect();
        let types = tree::module(file, &["types"])?.iter().filter_map(|item| match item {
            Item::Struct(item) => Some(item.ident.to_string()),
            Item::Enum(item) => Some(item.ident.to_string()),
            _ => None,
        });
        Ok(Self { operations, types: types.collect() })
    }

    /// Returns a description as the documentation of an item; `up` is the path from the item's module to the root.
    /// Inside `types` itself, the types need no path.
    pub(super) fn clean(&self, text: &str, up: &str) -> String {
        markdown::clean(text, |name| {
            if let Some((_, method)) = self.operations.iter().find(|(id, _)| id == name) {
                return Some(format!("[`{name}`]({up}Client::{method})"));
            }
            let known = self.types.iter().any(|known| known == name);
            known.then(|| if up == IN_TYPES { format!("[`{name}`]") } else { format!("[`{name}`]({up}types::{name})") })
        })
    }
}

/// The paths to the root from the modules `types`, `types::builder` and `builder`, and from the root itself.
pub(super) const IN_TYPES: &str = "super::";
pub(super) const IN_TYPES_BUILDER: &str = "super::super::";
pub(super) const IN_BUILDER: &str = "self::super::";
pub(super) const IN_ROOT: &str = "self::";

/// Returns a description without links.
pub(super) fn plain(text: &str) -> String {
    markdown::clean(text, |_| None)
}

/// Joins paragraphs, without the empty ones.
pub(super) fn paragraphs(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("\n\n")
}

/// Ends a text with a full stop, unless it ends with code.
pub(super) fn sentence(text: &str) -> String {
    let last = text.lines().next_back().unwrap_or_default().trim_start();
    let ends = text.ends_with(['.', '!', '?', ':', '。']) || last.starts_with("```") || last.starts_with("~~~");
    if text.is_empty() || ends { text.to_owned() } else { format!("{text}.") }
}

/// Returns a text with a capital at its beginning.
pub(super) fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

/// Returns whether an item is documented.
pub(super) fn documented(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("doc"))
}

/// Returns the documentation as one text.
pub(super) fn said(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
        syn::Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    });
    lines.map(|line| line.strip_prefix(' ').map(ToOwned::to_owned).unwrap_or(line)).collect::<Vec<_>>().join("\n")
}

/// The beginning of the paragraph that names the source of a fact.
pub(super) const SOURCE: &str = "Source: ";

/// Adds a paragraph to a text. The paragraph with the source stays the last one: it is of no use to whoever uses the
/// item.
pub(super) fn with_paragraph(text: &str, paragraph: &str) -> String {
    match text.rsplit_once("\n\n") {
        Some((before, last)) if last.starts_with(SOURCE) => paragraphs(&[before, paragraph, last]),
        _ => paragraphs(&[text, paragraph]),
    }
}

/// Replaces the documentation.
pub(super) fn set(attributes: &mut Vec<Attribute>, text: &str) {
    attributes.retain(|attribute| !attribute.path().is_ident("doc"));
    let lines = text.lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    let lines = lines.map(|line| -> Attribute { parse_quote!(#[doc = #line]) });
    attributes.splice(0..0, lines);
}

/// Returns whether a name of the spec and a name in Rust mean the same thing.
pub(super) fn same(name: &str, rust: &syn::Ident) -> bool {
    let rust = rust.to_string();
    // A name that begins with a digit gets an `x`.
    let numeric = name.starts_with(|first: char| first.is_numeric());
    spec::same(name, &rust) || (numeric && rust.strip_prefix(['x', 'X']).is_some_and(|rust| spec::same(name, rust)))
}
