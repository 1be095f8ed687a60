//! Formats the generated client, as one text and as one file for each type, builder and operation.
//!
//! rustc processes a file again from the first line that has moved. With the client in one file, one more line in a
//! description would make rustc check and compile nearly everything again; with many files, only the affected one.

use std::collections::HashSet;

use proc_macro2::Ident;
use syn::{File, Item, ItemMod, parse_quote};

use crate::passes::self_type;

/// The file that includes the others.
const ROOT: &str = "client.rs";
/// The folder of the other files. It must contain nothing else.
const FOLDER: &str = "client";
/// The greatest length of a file's name in characters, well below the limits of file systems.
const LONGEST: usize = 100;

/// The client's code.
#[derive(Clone, Debug)]
pub(crate) struct Files {
    /// The client as one text.
    pub(crate) whole: String,
    /// The client in files, each with its path and its text; the first one includes the others.
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
    /// The names of the files so far, in lower case, because some file systems ignore case.
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

    /// Writes a module. It stays in the root file, which includes the module's content.
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

/// Returns the name that an item belongs to: its own, or that of the type that it is an `impl` for.
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

/// Formats the items as they stand inside `depth` modules.
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
mod tests {
    use super::Files;

    fn files(code: &str) -> Files {
        Files::of(syn::parse_str(code).expect("Rust"))
    }

    /// Returns the paths of the parts, without the root.
    fn names(files: &Files) -> Vec<&str> {
        files.parts[1..].iter().map(|(path, _)| &**path).collect()
    }

    #[test]
    fn a_type_and_its_impls_are_one_part_and_items_without_a_name_stay_in_the_root() {
        let files = files(
            "use a::B; pub mod types { use super::B; struct One; impl One {} impl From<u8> for self::One {} struct Two; }",
        );
        assert_eq!(names(&files), ["client/types.One.rs", "client/types.Two.rs"]);
        assert_eq!(files.parts[1].1, "    struct One;\n    impl One {}\n    impl From<u8> for self::One {}\n");
        assert_eq!(
            files.parts[0],
            (
                "client.rs".to_owned(),
                "use a::B;
pub mod types {
    use super::B;
include!(concat!(env!(\"OUT_DIR\"), \"/client/types.One.rs\"));
include!(concat!(env!(\"OUT_DIR\"), \"/client/types.Two.rs\"));
}
"
                .to_owned()
            )
        );
    }

    #[test]
    fn items_whose_names_differ_only_in_case_or_repeat_are_separate_files() {
        let files = files("struct Ab; struct AB; mod m { struct Ab; } impl Ab {}");
        assert_eq!(names(&files), ["client/Ab.rs", "client/AB.2.rs", "client/m.Ab.rs", "client/Ab.3.rs"]);
    }

    #[test]
    fn a_name_that_is_too_long_for_a_file_is_cut() {
        let long = "L".repeat(300);
        let files = files(&format!("struct {long}; struct {long}r;"));
        assert!(names(&files).iter().all(|name| name.len() < 120), "{:?}", names(&files));
        assert_ne!(names(&files)[0], names(&files)[1]);
    }

    #[test]
    fn the_parts_put_together_are_the_whole_client_as_prettyplease_formats_it() {
        let code = "
        //! Inner.
        use a::B;
        /// A module.
        pub mod outer {
            /// Nothing.
            pub mod empty {}
            /// In it.
            pub(crate) mod inner {
                /// Text of several lines.
                ///
                /// And a raw one.
                pub const TEXT: &str = r#\"}
    }
\"#;
                pub struct S { field: u8 }
                impl S { pub fn with_a_long_name(argument: SomeQuiteLongType, other: SomeQuiteLongType) -> Option<Self> { None } }
                fn f() {}
            }
        }
        pub struct Last;
    ";
        let files = files(code);
        assert_eq!(files.whole, prettyplease::unparse(&syn::parse_str(code).expect("Rust")));
        assert_eq!(together(&files), files.whole);
    }

    /// Returns the root with each part in the place where it is included.
    fn together(files: &Files) -> String {
        files.parts[1..].iter().fold(files.parts[0].1.clone(), |root, (path, code)| {
            let include = format!("include!(concat!(env!(\"OUT_DIR\"), \"/{path}\"));\n");
            assert_eq!(root.matches(&include).count(), 1, "{path}");
            root.replacen(&include, code, 1)
        })
    }
}
