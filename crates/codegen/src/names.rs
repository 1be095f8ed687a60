//! Keeps names of the spec apart that have another meaning in the generated code: those of Rust's prelude, of the types
//! that the code imports, and of the client's and the builders' own methods.
//!
//! The rule: **a name never breaks the build.** Before progenitor reads the spec, [`keep_apart`] gives such a name a
//! suffix that no other name has, so that in progenitor's code a bare `Option` is Rust's and `OptionMvschema` the
//! schema's. Once every path to Rust's own names is absolute (the pass `absolute`), the pass `own_names` removes the
//! suffixes with [`given`]. A schema and an operation's builder keep their names. If a method of that name already
//! exists, the new one ends with an underscore, as progenitor does for Rust's keywords: `client.train_()` calls an
//! operation `Train`, and `send_` sets a parameter `send`. On the wire nothing changes.

use crate::yaml::{Entry, Node};

/// The methods of the client besides those of the operations, and the methods of traits that are called like its own,
/// or would be called in place of an operation: `into` takes the client by value, and has precedence over a method that
/// borrows it. A test compares this list with the client's sources.
pub(crate) const CLIENT_METHODS: &[&str] = &[
    "api_version",
    "authority",
    "baseurl",
    "builder",
    "client",
    "clock",
    "clone",
    "configuration",
    "delete_training",
    "inner",
    "into",
    "is_loopback",
    "new",
    "new_with_client",
    "pool",
    "preflight",
    "project_id",
    "request",
    "traces_voice_names",
    "train",
    "train_all",
    "try_into",
    "upload_segments",
    "uploader",
    "watch",
    "with_calls",
    "with_fence",
    "with_retry_policy",
    "with_timeout",
    "with_uploader",
];

/// The builders' own names: their methods, and the variables of the method that makes the request.
const OF_BUILDERS: &[&str] =
    &["body", "body_map", "client", "clone", "header_map", "made", "new", "request", "send", "stream", "url"];

/// Rust's own names that the generated code uses, each with its absolute path.
pub(crate) const OF_RUST: &[(&str, &str)] = &[
    ("AsMut", "::std::convert::AsMut"),
    ("AsRef", "::std::convert::AsRef"),
    ("Box", "::std::boxed::Box"),
    ("Clone", "::std::clone::Clone"),
    ("Copy", "::std::marker::Copy"),
    ("Default", "::std::default::Default"),
    ("DoubleEndedIterator", "::std::iter::DoubleEndedIterator"),
    ("Drop", "::std::ops::Drop"),
    ("Eq", "::std::cmp::Eq"),
    ("Err", "::std::result::Result::Err"),
    ("ExactSizeIterator", "::std::iter::ExactSizeIterator"),
    ("Extend", "::std::iter::Extend"),
    ("Fn", "::std::ops::Fn"),
    ("FnMut", "::std::ops::FnMut"),
    ("FnOnce", "::std::ops::FnOnce"),
    ("From", "::std::convert::From"),
    ("FromIterator", "::std::iter::FromIterator"),
    ("Into", "::std::convert::Into"),
    ("IntoIterator", "::std::iter::IntoIterator"),
    ("Iterator", "::std::iter::Iterator"),
    ("None", "::std::option::Option::None"),
    ("Ok", "::std::result::Result::Ok"),
    ("Option", "::std::option::Option"),
    ("Ord", "::std::cmp::Ord"),
    ("PartialEq", "::std::cmp::PartialEq"),
    ("PartialOrd", "::std::cmp::PartialOrd"),
    ("Result", "::std::result::Result"),
    ("Send", "::std::marker::Send"),
    ("Sized", "::std::marker::Sized"),
    ("Some", "::std::option::Option::Some"),
    ("String", "::std::string::String"),
    ("Sync", "::std::marker::Sync"),
    ("ToOwned", "::std::borrow::ToOwned"),
    ("ToString", "::std::string::ToString"),
    ("TryFrom", "::std::convert::TryFrom"),
    ("TryInto", "::std::convert::TryInto"),
    ("Unpin", "::std::marker::Unpin"),
    ("Vec", "::std::vec::Vec"),
];

/// The names that progenitor's code imports from its own client library.
pub(crate) const OF_PROGENITOR: &[&str] = &[
    "ByteStream",
    "ClientHooks",
    "ClientInfo",
    "Error",
    "OperationInfo",
    "RequestBuilderExt",
    "ResponseValue",
    "encode_path",
];

/// Returns the letters and digits of a name in lower case. Two names are different in Rust only if these are.
pub(crate) fn fold(name: &str) -> String {
    letters(name).collect()
}

/// Returns whether two names are the same in Rust.
pub(crate) fn same(one: &str, other: &str) -> bool {
    letters(one).eq(letters(other))
}

fn letters(name: &str) -> impl Iterator<Item = char> {
    // The first character of the lower case is enough, and many times faster to get than all of it.
    name.chars().filter(|letter| letter.is_alphanumeric()).map(|letter| match letter.is_ascii() {
        true => letter.to_ascii_lowercase(),
        false => letter.to_lowercase().next().unwrap_or(letter),
    })
}

/// The kind of thing that a name belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Schema,
    Operation,
    Parameter,
}

impl Kind {
    const ALL: &[Self] = &[Self::Schema, Self::Operation, Self::Parameter];

    /// Returns the suffix of this kind, in lower case.
    fn suffix(self) -> &'static str {
        match self {
            Self::Schema => "mvschema",
            Self::Operation => "mvoperation",
            Self::Parameter => "mvparameter",
        }
    }

    fn is_taken(self, name: &str) -> bool {
        let folded = fold(name);
        let among = |names: &[&str]| names.iter().any(|known| fold(known) == folded);
        let of_rust = || OF_RUST.iter().any(|(known, _)| fold(known) == folded) || among(OF_PROGENITOR);
        match self {
            Self::Schema => of_rust(),
            Self::Operation => of_rust() || among(CLIENT_METHODS) || folded == "all",
            Self::Parameter => among(OF_BUILDERS),
        }
    }
}

/// A method that the generated code makes from a name of the spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    /// The method of the client that starts a request of an operation.
    OfClient,
    /// The method of a request that sets a parameter.
    OfBuilder,
}

impl Method {
    /// Returns the other name that the method gets if its own is taken.
    pub(crate) fn renamed(self, name: &str) -> Option<String> {
        let names = match self {
            Self::OfClient => CLIENT_METHODS,
            Self::OfBuilder => OF_BUILDERS,
        };
        let folded = fold(name);
        names.iter().find(|known| fold(known) == folded).map(|known| format!("{known}_"))
    }
}

/// Gives a suffix to each name that has another meaning in the generated code.
pub(crate) fn keep_apart(root: &mut Node) {
    for schema in root.entries_at(&["components", "schemas"]) {
        rename(&mut schema.key.text, |name| marked(Kind::Schema, name));
    }
    root.entries_at(&["components", "parameters"]).iter_mut().for_each(|entry| mark_parameter(&mut entry.value));
    for item in root.entries_at(&["paths"]) {
        rename(&mut item.key.text, marked_path);
        mark_parameters(&mut item.value);
        for Entry { value: operation, .. } in item.value.entries_at(&[]) {
            mark_parameters(operation);
            mark(operation, "operationId", Kind::Operation);
            if let Some(pagination) = operation.get_mut("x-pagination") {
                mark(pagination, "offset", Kind::Parameter);
                mark(pagination, "limit", Kind::Parameter);
            }
        }
    }
    references(root);
}

fn marked(kind: Kind, name: &str) -> Option<String> {
    kind.is_taken(name).then(|| format!("{name}-{}", kind.suffix()))
}

/// Returns the path with suffixes on the names of parameters in braces, if any needs one.
fn marked_path(path: &str) -> Option<String> {
    let mut marked_path = String::new();
    let mut rest = path;
    while let Some((before, (name, after))) =
        rest.split_once('{').and_then(|(before, behind)| Some((before, behind.split_once('}')?)))
    {
        let name = marked(Kind::Parameter, name).unwrap_or_else(|| name.to_owned());
        marked_path += &format!("{before}{{{name}}}");
        rest = after;
    }
    marked_path += rest;
    (marked_path != path).then_some(marked_path)
}

fn rename(text: &mut String, new: impl Fn(&str) -> Option<String>) {
    if let Some(new) = new(text) {
        *text = new;
    }
}

fn mark(node: &mut Node, key: &str, kind: Kind) {
    if let Some(text) = node.get_mut(key).and_then(Node::text_mut) {
        rename(text, |name| marked(kind, name));
    }
}

fn mark_parameters(holder: &mut Node) {
    holder.items_at("parameters").iter_mut().for_each(mark_parameter);
}

fn mark_parameter(parameter: &mut Node) {
    if parameter.get("in").is_some() {
        mark(parameter, "name", Kind::Parameter);
    }
}

/// Redirects the references to renamed schemas.
fn references(node: &mut Node) {
    node.items_mut().iter_mut().for_each(references);
    for Entry { key, value } in node.entries_at(&[]) {
        match value.text_mut().filter(|_| key.text == "$ref") {
            Some(target) => rename(target, |target| {
                let name = target.strip_prefix("#/components/schemas/")?;
                Some(format!("#/components/schemas/{}", marked(Kind::Schema, name)?))
            }),
            None => references(value),
        }
    }
}

/// Returns the original name of the spec for a name with a suffix, in any form that progenitor and the passes give it,
/// or `None` if there is no suffix. `identifier` says whether `name` is a name in Rust, and not a text that contains
/// one.
pub(crate) fn given(name: &str, identifier: bool) -> Option<String> {
    let mut given = name.to_owned();
    for &kind in Kind::ALL {
        let suffix = kind.suffix();
        let pascal = suffix.replacen('m', "M", 1);
        let upper = suffix.to_uppercase();
        given = given.replace(&format!("-{suffix}"), "").replace(&pascal, "");
        if let Some(base) = given.strip_suffix(&format!("_{upper}")).filter(|_| identifier) {
            given = if base == "ALL" { "ALL_".to_owned() } else { base.to_owned() };
        }
        let snake = format!("_{suffix}");
        given = match given.strip_suffix(&snake).filter(|_| identifier) {
            Some(base) => {
                let taken = match kind {
                    Kind::Schema => false,
                    Kind::Operation => CLIENT_METHODS.contains(&base),
                    Kind::Parameter => true,
                };
                // An operation may be called `Fn`.
                let keyword = syn::parse_str::<syn::Ident>(base).is_err();
                if taken || keyword { format!("{base}_") } else { base.to_owned() }
            }
            None => links(&given, &snake, kind),
        };
    }
    (given != name).then_some(given)
}

/// Removes the suffixes from links to methods and from names of parameters in a text.
fn links(text: &str, snake: &str, kind: Kind) -> String {
    if !text.contains(snake) {
        return text.to_owned();
    }
    let mut given = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(snake) {
        let base = before.rsplit(|character: char| !(character.is_alphanumeric() || character == '_')).next();
        given += before;
        if kind == Kind::Operation && base.is_some_and(|base| CLIENT_METHODS.contains(&base)) {
            given.push('_');
        }
        rest = after;
    }
    given + rest
}

#[cfg(test)]
mod tests {
    use super::{CLIENT_METHODS, given, keep_apart, marked_path};
    use crate::yaml::{sample, value};

    #[test]
    fn a_name_of_rust_gets_a_suffix_wherever_it_stands_and_another_name_is_unchanged() {
        let spec = "
paths:
  /a/{send}/{id}:
    parameters: [{name: send, in: path}]
    get:
      operationId: Train
      parameters: [{name: X-New, in: header}, {name: new, in: query}]
      x-pagination: {offset: new, limit: limit}
      responses: {'200': {content: {a/b: {schema: {$ref: '#/components/schemas/Option'}}}}}
components: {schemas: {Option: {type: object}, Colour: {items: {$ref: '#/components/schemas/Option'}}}}
";
        let expected = "
paths:
  /a/{send-mvparameter}/{id}:
    parameters: [{name: send-mvparameter, in: path}]
    get:
      operationId: Train-mvoperation
      parameters: [{name: X-New, in: header}, {name: new-mvparameter, in: query}]
      x-pagination: {offset: new-mvparameter, limit: limit}
      responses: {'200': {content: {a/b: {schema: {$ref: '#/components/schemas/Option-mvschema'}}}}}
components:
  schemas: {Option-mvschema: {type: object}, Colour: {items: {$ref: '#/components/schemas/Option-mvschema'}}}
";
        let mut spec = sample(spec);
        keep_apart(&mut spec);
        assert_eq!(value(&spec), value(&sample(expected)));
        assert_eq!(marked_path("/a/{id}"), None);
    }

    #[test]
    fn a_suffix_is_removed_in_every_form_and_a_taken_method_name_gets_an_underscore() {
        for (made, back) in [
            ("OptionMvschema", "Option"),
            ("OptionMvschemaProperties_", "OptionProperties_"),
            ("TrainMvoperation", "Train"),
            ("train_mvoperation", "train_"),
            ("option_mvoperation", "option"),
            ("fn_mvoperation", "fn_"),
            ("TRAIN_MVOPERATION", "TRAIN"),
            ("ALL_MVOPERATION", "ALL_"),
            ("send_mvparameter", "send_"),
            ("ShowThingSendMvparameter", "ShowThingSend"),
        ] {
            assert_eq!(given(made, true).as_deref(), Some(back));
        }
        for (text, back) in [
            ("/a/{send-mvparameter}", "/a/{send}"),
            (
                "See [`a`](super::Client::train_mvoperation) or `option_mvoperation`.",
                "See [`a`](super::Client::train_) or `option`.",
            ),
            ("send_mvparameter: {error}", "send: {error}"),
        ] {
            assert_eq!(given(text, false).as_deref(), Some(back));
        }
        assert_eq!(given("train", true), None);
    }

    /// Collects the methods of `Client` in the hand-written sources.
    fn written_by_hand(folder: &std::path::Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).expect("the sources") {
            let path = entry.expect("a file").path();
            if path.is_dir() {
                written_by_hand(&path, found);
            }
            if path.extension().is_none_or(|extension| extension != "rs") {
                continue;
            }
            let file = syn::parse_file(&std::fs::read_to_string(&path).expect("the source")).expect("Rust");
            for item in file.items {
                let syn::Item::Impl(block) = item else { continue };
                if block.trait_.is_none() && crate::passes::self_type(&block).is_some_and(|name| name == "Client") {
                    found.extend(block.items.iter().filter_map(|item| match item {
                        syn::ImplItem::Fn(method) => Some(method.sig.ident.to_string()),
                        _ => None,
                    }));
                }
            }
        }
    }

    #[test]
    fn the_list_of_client_methods_matches_the_sources() {
        let sources = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../src"));
        let mut found = Vec::new();
        written_by_hand(sources, &mut found);
        // The methods that progenitor writes, and methods of traits.
        let others =
            ["api_version", "baseurl", "client", "clone", "inner", "into", "new", "new_with_client", "try_into"];
        found.extend(others.map(String::from));
        found.sort();
        assert_eq!(found, CLIENT_METHODS);
    }
}
