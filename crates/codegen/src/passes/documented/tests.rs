use syn::{Item, parse_quote};

use crate::passes::{documented, sample, tree};

#[test]
fn after_all_passes_every_item_is_documented() {
    let (mut file, spec) = sample::before("documented", sample::SPEC);
    let count = documented::apply(&mut file, &spec).expect("everything is documented");
    assert!(count.found > 50 && count.found == count.expected, "{}", count.found);
}

#[test]
fn each_kind_of_item_is_found_when_it_is_not_documented() {
    let items: [(Item, &str); 8] = [
        (
            parse_quote!(
                pub struct Bare;
            ),
            "`types::Bare`",
        ),
        (
            parse_quote!(
                #[doc = "A"]
                pub struct A {
                    pub bare: u8,
                }
            ),
            "`types::A::bare`",
        ),
        (
            parse_quote!(
                #[doc = "A"]
                pub enum A {
                    Bare,
                }
            ),
            "`types::A::Bare`",
        ),
        (parse_quote!(impl A { pub fn bare() {} }), "`types::A::bare`"),
        (
            parse_quote!(
                pub const BARE: u8 = 1;
            ),
            "`types::BARE`",
        ),
        (
            parse_quote!(
                pub fn bare() {}
            ),
            "`types::bare`",
        ),
        (
            parse_quote!(
                pub mod bare {}
            ),
            "`types::bare`",
        ),
        (
            parse_quote!(
                pub type Bare = u8;
            ),
            "`types::Bare`",
        ),
    ];
    for (item, name) in items {
        let (mut file, spec) = sample::before("documented", sample::SPEC);
        tree::module(&mut file, &["types"]).expect("types").push(item);
        let finding = documented::apply(&mut file, &spec).map(drop).expect_err(name);
        assert!(finding.reason.ends_with(&format!("without documentation: {name}")), "{finding:?}");
    }
}
