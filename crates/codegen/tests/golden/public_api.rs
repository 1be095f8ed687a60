//! The public API as a list. It is read from the source, `src` and the generated client, along `pub mod` and `pub use`
//! from `lib.rs`. An item stands under the path from which programs import it; of two paths, under the first.

use std::collections::BTreeMap;
use std::path::Path;

use syn::{Item, Type, UseTree};

#[path = "../../../cli/src/spec/diff/signature.rs"]
mod signature;

use signature::{Impls, add_impl, definition, has, is_public, lines};

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
        let setters = setters.iter().filter_map(|it| Some(it.split_once('(')?.0.to_owned())).collect();
        for (label, names) in [("setters", setters), ("impl", traits)] {
            if !names.is_empty() {
                lines.push(format!("{label} {}", Vec::from_iter(names).join(", ")));
            }
        }
        self.listed.insert(id, path);
        lines.join("\n    ") + "\n"
    }
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
