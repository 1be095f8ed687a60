//! The generated client as text: whole, and in one file for each type, builder and operation.
//!
//! rustc looks at a file again from the first line that has moved. With the client in one file, a description that
//! gains a line would make it check and compile nearly everything anew; with many, only what the line belongs to.

use std::collections::HashSet;

use proc_macro2::Ident;
use syn::{File, Item, ItemMod, parse_quote};

use crate::passes::self_type;

/// The file that includes the others.
const ROOT: &str = "client.rs";
/// The folder of the others. Nothing else may be in it.
const FOLDER: &str = "client";
/// The most characters of a file's name, well under what file systems take.
const LONGEST: usize = 100;

/// The client's code.
#[derive(Clone, Debug)]
pub(crate) struct Files {
    /// All of it as one text.
    pub(crate) whole: String,
    /// The same in files, each with its path and its text; the first includes the others.
    pub(crate) parts: Vec<(String, String)>,
}

impl Files {
    /// Formats the code.
    pub(crate) fn of(mut file: File) -> Self {
        let items = std::mem::take(&mut file.items);
        let head = prettyplease::unparse(&file);
        let mut writer = Writer { whole: head.clone(), root: head, parts: Vec::new(), taken: HashSet::new() };
        writer.items(items, &mut Vec::new());
        let mut parts = writer.parts;
        parts.insert(0, (ROOT.to_owned(), writer.root));
        Self { whole: writer.whole, parts }
    }
}

struct Writer {
    whole: String,
    root: String,
    parts: Vec<(String, String)>,
    /// The names of files so far, in lower case: some file systems take names that differ only in case for the same.
    taken: HashSet<String>,
}

impl Writer {
    /// Writes the items of the module at this path.
    fn items(&mut self, items: Vec<Item>, path: &mut Vec<Ident>) {
        let mut items = items.into_iter().peekable();
        while let Some(item) = items.next() {
            match (name(&item), item) {
                (_, Item::Mod(module)) => self.module(module, path),
                (None, item) => {
                    let text = text(vec![item], path.len());
                    self.whole += &text;
                    self.root += &text;
                }
                (Some(name), item) => {
                    let mut group = vec![item];
                    while let Some(next) = items.next_if(|next| self::name(next).as_ref() == Some(&name)) {
                        group.push(next);
                    }
                    self.part(&name, text(group, path.len()), path);
                }
            }
        }
    }

    /// Modules stay in the root file: what they hold is included there.
    fn module(&mut self, mut module: ItemMod, path: &mut Vec<Ident>) {
        let content = module.content.as_mut().map(|(_, items)| std::mem::take(items)).unwrap_or_default();
        let name = module.ident.clone();
        let empty = text(vec![Item::Mod(module)], path.len());
        let Some(head) = empty.strip_suffix("}\n").filter(|_| !content.is_empty()) else {
            self.whole += &empty;
            self.root += &empty;
            return;
        };
        let tail = format!("{}}}\n", "    ".repeat(path.len()));
        for text in [&mut self.whole, &mut self.root] {
            *text += head;
            *text += "\n";
        }
        path.push(name);
        self.items(content, path);
        path.pop();
        self.whole += &tail;
        self.root += &tail;
    }

    fn part(&mut self, name: &Ident, text: String, path: &[Ident]) {
        let wanted: Vec<String> = path.iter().chain([name]).map(ToString::to_string).collect();
        let wanted: String = wanted.join(".").chars().take(LONGEST).collect();
        let numbered = (2..).map(|number| format!("{wanted}.{number}"));
        let name = std::iter::once(wanted.clone()).chain(numbered).find(|name| self.taken.insert(name.to_lowercase()));
        let file = format!("{FOLDER}/{}.rs", name.unwrap_or_else(|| unreachable!("there are enough numbers")));
        self.root += &format!("include!(concat!(env!(\"OUT_DIR\"), \"/{file}\"));\n");
        self.whole += &text;
        self.parts.push((file, text));
    }
}

/// What an item belongs to: itself, or the type that it implements something for.
fn name(item: &Item) -> Option<Ident> {
    match item {
        Item::Struct(item) => Some(item.ident.clone()),
        Item::Enum(item) => Some(item.ident.clone()),
        Item::Type(item) => Some(item.ident.clone()),
        Item::Const(item) => Some(item.ident.clone()),
        Item::Impl(block) => self_type(block).cloned(),
        _ => None,
    }
}

/// The items as they are formatted inside so many modules.
fn text(mut items: Vec<Item>, depth: usize) -> String {
    for _ in 0..depth {
        let mut around: ItemMod = parse_quote!(
            mod around {}
        );
        if let Some((_, content)) = &mut around.content {
            *content = items;
        }
        items = vec![Item::Mod(around)];
    }
    let text = prettyplease::unparse(&File { shebang: None, frontmatter: None, attrs: Vec::new(), items });
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    lines[depth..lines.len() - depth].concat()
}

#[cfg(test)]
mod tests;
