//! A small spec for the tests of the passes, and the code that progenitor generates from it.

use quote::ToTokens;
use syn::File;
use syn::visit_mut::VisitMut;

use super::{Count, PASSES, Pass};
use crate::document::Document;
use crate::generator::{self, Fault};
use crate::spec::Spec;
use crate::yaml::{self, Node};

pub(super) const SPEC: &str = include_str!("sample.yaml");

/// Returns progenitor's code for a spec.
pub(super) fn generated(spec: &str) -> (File, Spec) {
    of_tree(&yaml::sample(spec))
}

/// Returns progenitor's code for the tree of a spec.
pub(super) fn of_tree(root: &Node) -> (File, Spec) {
    let file = generator::run(root).expect("progenitor's code");
    (file, Spec::read(&Document::read(root, &mut Vec::new())))
}

/// Returns the code as a pass gets it: after the passes before it.
pub(super) fn before(name: &str, spec: &str) -> (File, Spec) {
    let (mut file, spec) = generated(spec);
    for (_, pass) in PASSES.iter().take_while(|(other, _)| *other != name) {
        counted(pass(&mut file, &spec));
    }
    (file, spec)
}

/// Returns the code for a spec after a pass, whose count must be right.
pub(super) fn after(name: &str, spec: &str) -> String {
    let (mut file, spec) = before(name, spec);
    counted(pass(name)(&mut file, &spec));
    text(&file)
}

/// Returns the counts of a pass on code with a change that a new progenitor might make.
pub(super) fn counts(name: &str, change: impl FnOnce(&mut File)) -> (usize, usize) {
    let (mut file, spec) = before(name, SPEC);
    change(&mut file);
    let Count { expected, found } = pass(name)(&mut file, &spec).expect("a count");
    (expected, found)
}

/// Returns the reason why a pass refuses a spec.
pub(super) fn refused(name: &str, spec: &str) -> Fault {
    let (mut file, spec) = before(name, spec);
    pass(name)(&mut file, &spec).map(drop).expect_err("a finding")
}

/// Returns the sample with one change.
pub(super) fn changed(from: &str, to: &str) -> String {
    assert!(SPEC.contains(from), "{from}");
    SPEC.replacen(from, to, 1)
}

/// Returns the code as text, without the formatter's line breaks and commas.
pub(super) fn text(file: &File) -> String {
    let text = prettyplease::unparse(file);
    let text = text.lines().map(str::trim).collect::<Vec<_>>().join(" ");
    text.replace("( ", "(").replace(", )", ")").replace(" )", ")").replace("> ::", ">::")
}

/// Renames an identifier of progenitor's everywhere.
pub(super) fn rename(file: &mut File, from: &str, to: &str) {
    struct Rename<'a>(&'a str, &'a str);
    impl VisitMut for Rename<'_> {
        fn visit_ident_mut(&mut self, ident: &mut syn::Ident) {
            if ident == self.0 {
                *ident = syn::Ident::new(self.1, ident.span());
            }
        }
        fn visit_lit_str_mut(&mut self, text: &mut syn::LitStr) {
            if text.value() == self.0 {
                *text = syn::LitStr::new(self.1, text.span());
            }
        }
    }
    Rename(from, to).visit_file_mut(file);
}

/// Removes the attributes that contain a text.
pub(super) fn strip(file: &mut File, text: &str) {
    struct Strip<'a>(&'a str);
    impl VisitMut for Strip<'_> {
        fn visit_attributes_mut(&mut self, attributes: &mut Vec<syn::Attribute>) {
            attributes.retain(|attribute| !attribute.to_token_stream().to_string().contains(self.0));
        }
    }
    Strip(text).visit_file_mut(file);
}

fn pass(name: &str) -> Pass {
    PASSES.iter().find(|(other, _)| *other == name).map(|(_, pass)| *pass).expect("a pass of that name")
}

fn counted(count: Result<Count, Fault>) {
    let Count { expected, found } = count.expect("a count");
    assert_eq!(expected, found);
}
