//! Rust signatures as lines that people read and compare. The comparison of two clients uses them, and the test that keeps
//! the list of the public API, which includes this file.

use std::collections::BTreeSet;

use quote::ToTokens;
use syn::{Attribute, ImplItem, Item, ItemImpl, Meta, TraitItem, Visibility};

/// Traits that nearly every type has, or that no program calls.
const COMMON: [&str; 9] = ["Debug", "Deserialize", "Drop", "Eq", "Hash", "Ord", "PartialEq", "PartialOrd", "Serialize"];

/// The methods of a type, the setters of a generated builder, and the traits.
pub(super) type Impls = [BTreeSet<String>; 3];

/// Adds what an `impl` block brings.
pub(super) fn add_impl(
    [methods, setters, traits]: &mut Impls,
    item: &ItemImpl,
    is_builder: bool,
    is_private: impl Fn(&str) -> bool,
) {
    if let Some(of) = item.trait_.as_ref().and_then(|(path, _)| path.segments.last()) {
        let name = shown(of);
        let types = item.items.iter().filter_map(|it| match it {
            ImplItem::Type(it) if ["Item", "Output", "Target"].iter().any(|name| it.ident == name) => {
                Some(format!(" ({} = {})", it.ident, shown(&it.ty)))
            }
            _ => None,
        });
        if !COMMON.iter().any(|common| of.ident == common) && !words(&name).any(is_private) {
            traits.insert(name.clone() + &types.collect::<String>());
        }
        return;
    }
    for inner in &item.items {
        match inner {
            ImplItem::Const(it) if is_public(&it.vis, &it.attrs) => {
                methods.insert(format!("const {}: {}", it.ident, shown(&it.ty)));
            }
            ImplItem::Fn(it) if is_public(&it.vis, &it.attrs) => {
                let line = shown(&it.sig);
                match is_builder && line.contains("(mut self") {
                    true => setters.insert(setter(&line)),
                    false => methods.insert(line.replace("(mut self", "(self")),
                };
            }
            _ => {}
        }
    }
}

/// Returns a setter with what it takes: `limit(impl TryInto<Limit>)`.
fn setter(line: &str) -> String {
    let (name, rest) = line.strip_prefix("fn ").unwrap_or(line).split_once(['<', '(']).unwrap_or((line, ""));
    let argument =
        rest.split_once("value: ").and_then(|(_, rest)| Some(rest.split_once(") ->")?.0)).unwrap_or_default();
    let bound = line.split_once(&format!(" where {argument}: "));
    let bound = bound.map(|(_, bounds)| {
        let end = [", <", &format!(", {argument}::")].iter().filter_map(|it| bounds.find(it)).min();
        bounds.get(..end.unwrap_or(bounds.len())).unwrap_or(bounds).trim_end_matches(',')
    });
    match bound {
        Some(bound) => format!("{name}(impl {bound})"),
        None => format!("{name}({argument})"),
    }
}

/// Returns the name of an item that has one, and whether it is public.
pub(super) fn definition(item: &Item) -> Option<(String, bool)> {
    let (name, visibility, attributes) = match item {
        Item::Const(it) => (&it.ident, &it.vis, &it.attrs),
        Item::Enum(it) => (&it.ident, &it.vis, &it.attrs),
        Item::Fn(it) => (&it.sig.ident, &it.vis, &it.attrs),
        Item::Mod(it) => (&it.ident, &it.vis, &it.attrs),
        Item::Struct(it) => (&it.ident, &it.vis, &it.attrs),
        Item::Trait(it) => (&it.ident, &it.vis, &it.attrs),
        Item::Type(it) => (&it.ident, &it.vis, &it.attrs),
        _ => return None,
    };
    Some((name.to_string(), is_public(visibility, attributes)))
}

/// Returns whether something is part of the public API.
pub(super) fn is_public(visibility: &Visibility, attributes: &[Attribute]) -> bool {
    matches!(visibility, Visibility::Public(_)) && !has(attributes, "doc", "hidden")
}

/// Returns the words of a text that can be names.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|it: char| !it.is_alphanumeric() && it != '_')
}

/// Returns whether there is an attribute of this name with this word in its list; the text of a comment is none.
pub(super) fn has(attributes: &[Attribute], name: &str, word: &str) -> bool {
    let mut of_name = attributes.iter().filter(|it| it.path().is_ident(name) && !matches!(it.meta, Meta::NameValue(_)));
    of_name.any(|it| words(&it.to_token_stream().to_string()).any(|it| it == word))
}

/// Returns the lines of an item without its impls: its head, and its public fields, its variants or its methods.
pub(super) fn lines(item: &Item, traits: &mut BTreeSet<String>) -> Vec<String> {
    let mut open = |attributes: &[Attribute]| {
        traits.extend(
            ["Clone", "Copy", "Default"].into_iter().filter(|it| has(attributes, "derive", it)).map(str::to_owned),
        );
        if has(attributes, "non_exhaustive", "non_exhaustive") { "non_exhaustive " } else { "" }
    };
    let (head, members): (_, Vec<String>) = match item {
        Item::Const(it) => (format!("const {}: {}", it.ident, shown(&it.ty)), Vec::new()),
        Item::Fn(it) => (shown(&it.sig), Vec::new()),
        Item::Type(it) => (format!("type {}{} = {}", it.ident, shown(&it.generics), shown(&it.ty)), Vec::new()),
        Item::Struct(it) => {
            let fields = it.fields.iter().filter(|it| is_public(&it.vis, &it.attrs)).map(|it| match &it.ident {
                Some(name) => format!("{name}: {}", shown(&it.ty)),
                None => shown(&it.ty),
            });
            (format!("{}struct {}{}", open(&it.attrs), it.ident, shown(&it.generics)), fields.collect())
        }
        Item::Enum(it) => {
            let variants = it.variants.iter().cloned().map(|mut it| {
                it.attrs.clear();
                it.fields.iter_mut().for_each(|it| it.attrs.clear());
                shown(&it)
            });
            (format!("{}enum {}", open(&it.attrs), it.ident), variants.collect())
        }
        Item::Trait(it) => {
            let methods = it.items.iter().filter_map(|it| match it {
                TraitItem::Fn(it) => Some(shown(&it.sig) + if it.default.is_some() { " { .. }" } else { "" }),
                _ => None,
            });
            (format!("trait {}: {}", it.ident, shown(&it.supertraits)), methods.collect())
        }
        // It has no name, or is a module.
        _ => (String::new(), Vec::new()),
    };
    [vec![head], members].concat()
}

/// Returns Rust as one line, without the modules of `std` and of this crate.
pub(super) fn shown(tokens: &impl ToTokens) -> String {
    let mut line = String::new();
    for word in tokens.to_token_stream().to_string().split_whitespace() {
        let after_name = line.ends_with(|it: char| it.is_alphanumeric() || "_>".contains(it)) && !line.ends_with("->");
        let is_joined = word.starts_with([',', ')', '>', ';', ']'])
            || word == ":"
            || after_name && (word.starts_with(['(', '<']) || word.starts_with("::"))
            || line.is_empty()
            || line.ends_with(['(', '<', '&', '[', '?'])
            || line.ends_with("::");
        line += if is_joined { "" } else { " " };
        line += word;
    }
    let line = line.replace(",>", ">").replace(",)", ")").replace(", }", " }");
    let is_path = |it: char| it.is_alphanumeric() || "_:".contains(it);
    let short = line.trim_end_matches(',').split_inclusive(|it| !is_path(it)).map(|word| {
        let known = ["::", "std::", "crate::", "self::", "super::", "types::"].iter().any(|it| word.starts_with(it));
        let name = word.rfind("builder::").or_else(|| word.rfind("::").map(|it| it + 2)).filter(|_| known);
        &word[name.unwrap_or_default()..]
    });
    short.collect()
}
