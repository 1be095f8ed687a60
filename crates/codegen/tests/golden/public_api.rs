//! The public API as a list. It is read from the source, `src` and the generated client, along `pub mod` and `pub use`
//! from `lib.rs`. An item stands under the path from which programs import it; of two paths, under the first.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use quote::ToTokens;
use syn::{Attribute, ImplItem, Item, ItemImpl, Meta, TraitItem, Type, UseTree, Visibility};

/// Traits that nearly every type has, or that no program calls.
const COMMON: [&str; 9] = ["Debug", "Deserialize", "Drop", "Eq", "Hash", "Ord", "PartialEq", "PartialOrd", "Serialize"];

/// Returns the list. The generated client takes the place of `include!`.
pub(super) fn list(src: &Path, generated: &str) -> String {
    let mut api = Api { generated, modules: BTreeMap::new(), impls: BTreeMap::new(), listed: BTreeMap::new() };
    api.read("crate", parsed(&src.join("lib.rs")), src);
    api.read_impls();
    let mut text = "The public API: `UPDATE_GOLDEN=1 cargo test --workspace --test golden` writes it.\n".to_owned();
    api.list("metastudio_voice", "crate", &mut text);
    text
}

fn parsed(path: &Path) -> Vec<Item> {
    syn::parse_file(&std::fs::read_to_string(path).expect("a file of the source")).expect("Rust").items
}

/// The module and the name of an item where it is defined.
type Id = (String, String);

/// The methods of a type, the setters of a generated builder, and the traits.
type Impls = [BTreeSet<String>; 3];

struct Api<'a> {
    generated: &'a str,
    modules: BTreeMap<String, Vec<Item>>,
    impls: BTreeMap<Id, Impls>,
    /// The paths under which items stand in the list.
    listed: BTreeMap<Id, String>,
}

impl Api<'_> {
    fn read(&mut self, module: &str, mut items: Vec<Item>, folder: &Path) {
        if items.iter().any(|item| matches!(item, Item::Macro(call) if call.mac.path.is_ident("include"))) {
            items.extend(syn::parse_file(self.generated).expect("Rust").items);
        }
        items.retain(|item| !matches!(item, Item::Mod(inner) if has(&inner.attrs, "cfg", "test")));
        for item in &items {
            let Item::Mod(inner) = item else { continue };
            let name = inner.ident.to_string();
            let files = [folder.join(format!("{name}.rs")), folder.join(&name).join("mod.rs")];
            let items = inner.content.as_ref().map(|(_, items)| items.clone());
            let items = items.unwrap_or_else(|| parsed(files.iter().find(|file| file.exists()).expect("a file")));
            self.read(&format!("{module}::{name}"), items, &folder.join(&name));
        }
        self.modules.insert(module.to_owned(), items);
    }

    /// Finds the item of a path that stands in a module; `None` if it is not of this crate.
    fn find(&self, module: &str, path: &[String]) -> Option<Id> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => self.find("crate", rest),
            "self" => self.find(module, rest),
            "super" => self.find(module.rsplit_once("::")?.0, rest),
            name if rest.is_empty() => self.find_name(module, name),
            name => {
                let (outer, name) = self.find_name(module, name)?;
                self.find(&format!("{outer}::{name}"), rest)
            }
        }
    }

    fn find_name(&self, module: &str, name: &str) -> Option<Id> {
        let items = self.modules.get(module)?;
        if items.iter().filter_map(definition).any(|(known, _)| known == name) {
            return Some((module.to_owned(), name.to_owned()));
        }
        let uses = items.iter().filter_map(|item| if let Item::Use(item) = item { Some(&item.tree) } else { None });
        uses.flat_map(imports).find_map(|(known, path)| match known.as_str() {
            "*" if path != ["super"] => self.find(module, &[path, vec![name.to_owned()]].concat()),
            known if known == name && path[0] != name => self.find(module, &path),
            _ => None,
        })
    }

    /// Returns the definition of an item.
    fn item(&self, (module, name): &Id) -> &Item {
        let is_it = |item: &&Item| definition(item).is_some_and(|(known, _)| known == *name);
        self.modules[module].iter().find(is_it).expect("an item")
    }

    fn read_impls(&mut self) {
        let mut impls: BTreeMap<Id, Impls> = BTreeMap::new();
        for (module, item) in self.modules.iter().flat_map(|(module, items)| items.iter().map(move |it| (module, it))) {
            let Item::Impl(item) = item else { continue };
            let Type::Path(of) = &*item.self_ty else { continue };
            let names: Vec<String> = of.path.segments.iter().map(|it| it.ident.to_string()).collect();
            let Some(id) = self.find(module, &names) else { continue };
            let is_private = |name: &str| {
                let id = self.find(module, &[name.to_owned()]);
                id.is_some_and(|id| matches!(definition(self.item(&id)), Some((_, false))))
            };
            let is_builder = id.0.starts_with("crate::generated") && id.0.ends_with("builder");
            add_impl(impls.entry(id).or_default(), item, is_builder, is_private);
        }
        self.impls = impls;
    }

    /// Lists a module under the path that programs use.
    fn list(&mut self, path: &str, module: &str, text: &mut String) {
        let (mut entries, mut inner) = (BTreeMap::new(), BTreeMap::new());
        for (name, found) in self.public(module) {
            match found {
                Ok((outer, known)) if self.modules.contains_key(&format!("{outer}::{known}")) => {
                    inner.insert(name, format!("{outer}::{known}"));
                }
                Ok(id) => drop(entries.insert(name.clone(), self.entry(format!("{path}::{name}"), id))),
                Err(path) => drop(entries.insert(name, format!("use {path}\n"))),
            }
        }
        if !entries.is_empty() {
            *text += &format!("\nmod {path}\n\n{}", entries.into_values().collect::<String>());
        }
        for (name, module) in inner {
            self.list(&format!("{path}::{name}"), &module, text);
        }
    }

    /// Returns the public names of a module, each with its item, or with its path if that is of another crate.
    fn public(&self, module: &str) -> Vec<(String, Result<Id, String>)> {
        let mut names = Vec::new();
        for item in &self.modules[module] {
            if let Some((name, true)) = definition(item) {
                names.push((name.clone(), Ok((module.to_owned(), name))));
            }
            let Item::Use(item) = item else { continue };
            let uses = if is_public(&item.vis, &item.attrs) { imports(&item.tree) } else { Vec::new() };
            for (name, path) in uses {
                match self.find(module, &path) {
                    Some((outer, inner)) if name == "*" => names.extend(self.public(&format!("{outer}::{inner}"))),
                    found => names.push((name, found.ok_or_else(|| path.join("::")))),
                }
            }
        }
        names
    }

    fn entry(&mut self, path: String, id: Id) -> String {
        if let Some(path) = self.listed.get(&id) {
            return format!("use {path}\n");
        }
        let [methods, setters, mut traits] = self.impls.remove(&id).unwrap_or_default();
        let mut lines = lines(self.item(&id), &mut traits);
        lines.extend(methods);
        for (label, names) in [("setters", setters), ("impl", traits)] {
            if !names.is_empty() {
                lines.push(format!("{label} {}", Vec::from_iter(names).join(", ")));
            }
        }
        self.listed.insert(id, path);
        lines.join("\n    ") + "\n"
    }
}

fn add_impl(
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
                    true => setters.insert(it.sig.ident.to_string()),
                    false => methods.insert(line.replace("(mut self", "(self")),
                };
            }
            _ => {}
        }
    }
}

/// Returns the name of an item that has one, and whether it is public.
fn definition(item: &Item) -> Option<(String, bool)> {
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

fn is_public(visibility: &Visibility, attributes: &[Attribute]) -> bool {
    matches!(visibility, Visibility::Public(_)) && !has(attributes, "doc", "hidden")
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|it: char| !it.is_alphanumeric() && it != '_')
}

/// Returns whether there is an attribute of this name with this word in its list; the text of a comment is none.
fn has(attributes: &[Attribute], name: &str, word: &str) -> bool {
    let mut of_name = attributes.iter().filter(|it| it.path().is_ident(name) && !matches!(it.meta, Meta::NameValue(_)));
    of_name.any(|it| words(&it.to_token_stream().to_string()).any(|it| it == word))
}

/// Returns the names that an import brings, each with the path to its item; `*` with the path to the module.
fn imports(tree: &UseTree) -> Vec<(String, Vec<String>)> {
    match tree {
        UseTree::Path(it) => {
            let before = |(name, path)| (name, [vec![it.ident.to_string()], path].concat());
            imports(&it.tree).into_iter().map(before).collect()
        }
        UseTree::Name(it) => vec![(it.ident.to_string(), vec![it.ident.to_string()])],
        UseTree::Rename(it) => vec![(it.rename.to_string(), vec![it.ident.to_string()])],
        UseTree::Glob(_) => vec![("*".to_owned(), Vec::new())],
        UseTree::Group(it) => it.items.iter().flat_map(imports).collect(),
    }
}

/// Returns the lines of an item without its impls: its head, and its public fields, its variants or its methods.
fn lines(item: &Item, traits: &mut BTreeSet<String>) -> Vec<String> {
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
        _ => unreachable!("an item without a name"),
    };
    [vec![head], members].concat()
}

/// Returns Rust as one line, without the modules of `std` and of this crate.
fn shown(tokens: &impl ToTokens) -> String {
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
