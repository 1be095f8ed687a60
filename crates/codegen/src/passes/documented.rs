//! Checks that every public item is documented, so that the library can deny `missing_docs`.
//!
//! Runs last and changes nothing. It finds items that no other pass knows, such as one that a new progenitor adds.

use syn::{Attribute, Fields, File, ImplItem, Item, Visibility};

use super::{Count, docs, tree};
use crate::generator::Fault;
use crate::spec::Spec;

pub(super) fn apply(file: &mut File, _: &Spec) -> Result<Count, Fault> {
    let mut seen = Seen { items: 0, bare: Vec::new() };
    seen.walk(&file.items, "");
    if seen.bare.is_empty() {
        return Ok(Count { expected: seen.items, found: seen.items });
    }
    let message = format!("the generated code has public items without documentation: {}", seen.bare.join(", "));
    Err(Fault::pass(message))
}

struct Seen {
    items: usize,
    bare: Vec<String>,
}

impl Seen {
    fn one(&mut self, visibility: &Visibility, attributes: &[Attribute], path: &str) {
        if matches!(visibility, Visibility::Public(_)) {
            self.items += 1;
            if !docs::documented(attributes) {
                self.bare.push(format!("`{path}`"));
            }
        }
    }

    fn walk(&mut self, items: &[Item], module: &str) {
        for item in items {
            match item {
                Item::Mod(item) => {
                    let path = format!("{module}{}", item.ident);
                    self.one(&item.vis, &item.attrs, &path);
                    if let Some((_, items)) = &item.content {
                        self.walk(items, &format!("{path}::"));
                    }
                }
                Item::Struct(item) => {
                    let path = format!("{module}{}", item.ident);
                    self.one(&item.vis, &item.attrs, &path);
                    if let Fields::Named(fields) = &item.fields {
                        for field in &fields.named {
                            let name = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
                            self.one(&field.vis, &field.attrs, &format!("{path}::{name}"));
                        }
                    }
                }
                Item::Enum(item) => {
                    let path = format!("{module}{}", item.ident);
                    self.one(&item.vis, &item.attrs, &path);
                    for variant in &item.variants {
                        self.one(&item.vis, &variant.attrs, &format!("{path}::{}", variant.ident));
                    }
                }
                Item::Const(item) => self.one(&item.vis, &item.attrs, &format!("{module}{}", item.ident)),
                Item::Fn(item) => self.one(&item.vis, &item.attrs, &format!("{module}{}", item.sig.ident)),
                Item::Static(item) => self.one(&item.vis, &item.attrs, &format!("{module}{}", item.ident)),
                Item::Trait(item) => self.one(&item.vis, &item.attrs, &format!("{module}{}", item.ident)),
                Item::Type(item) => self.one(&item.vis, &item.attrs, &format!("{module}{}", item.ident)),
                Item::Impl(block) if block.trait_.is_none() => {
                    let owner = tree::self_type(block).map(ToString::to_string).unwrap_or_default();
                    for item in &block.items {
                        let (visibility, attributes, name) = match item {
                            ImplItem::Fn(item) => (&item.vis, &item.attrs, &item.sig.ident),
                            ImplItem::Const(item) => (&item.vis, &item.attrs, &item.ident),
                            _ => continue,
                        };
                        self.one(visibility, attributes, &format!("{module}{owner}::{name}"));
                    }
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::passes::{documented, sample, tree};

    #[test]
    fn after_all_passes_every_item_is_documented() {
        let (mut file, spec) = sample::before("documented", sample::SPEC);
        let count = documented::apply(&mut file, &spec).expect("everything is documented");
        assert!(count.found > 50 && count.found == count.expected, "{}", count.found);
    }

    #[test]
    fn each_kind_of_item_is_found_when_it_is_not_documented() {
        let items = [
            ("pub struct Bare;", "`types::Bare`"),
            ("#[doc = \"A\"] pub struct A { pub bare: u8 }", "`types::A::bare`"),
            ("#[doc = \"A\"] pub enum A { Bare }", "`types::A::Bare`"),
            ("impl A { pub fn bare() {} }", "`types::A::bare`"),
            ("pub const BARE: u8 = 1;", "`types::BARE`"),
            ("pub fn bare() {}", "`types::bare`"),
            ("pub mod bare {}", "`types::bare`"),
            ("pub type Bare = u8;", "`types::Bare`"),
        ];
        for (item, name) in items {
            let (mut file, spec) = sample::before("documented", sample::SPEC);
            tree::module(&mut file, &["types"]).expect("types").push(syn::parse_str(item).expect("an item"));
            let finding = documented::apply(&mut file, &spec).map(drop).expect_err(name);
            assert!(finding.reason.ends_with(&format!("without documentation: {name}")), "{finding:?}");
        }
    }
}
