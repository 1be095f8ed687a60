//! Finds the types that show nothing: those that a sensitive property or parameter holds, and those that they hold.

use std::collections::{HashMap, HashSet};

use syn::visit_mut::VisitMut;
use syn::{Field, Ident, Item};

use super::{of_object, of_operation};
use crate::Spec;
use crate::passes::{docs, tree};

/// The types that show nothing, and the types of their fields.
#[derive(Default)]
pub(super) struct Hidden {
    held: HashMap<Ident, Vec<Ident>>,
    names: HashSet<Ident>,
}

impl Hidden {
    /// Reads the types of a type's fields, and whether one of them is sensitive.
    pub(super) fn learn(&mut self, item: &mut Item, spec: &Spec, wholes: &[&str]) {
        let (name, mut fields): (&Ident, Vec<&mut Field>) = match item {
            Item::Struct(item) => (&item.ident, item.fields.iter_mut().collect()),
            Item::Enum(item) if !spec.open_enums.iter().any(|open| docs::same(&open.name, &item.ident)) => {
                (&item.ident, item.variants.iter_mut().flat_map(|variant| &mut variant.fields).collect())
            }
            _ => return,
        };
        if wholes.iter().any(|whole| docs::same(whole, name)) {
            self.names.insert(name.clone());
        }
        for field in &mut fields {
            let wire = tree::wire_name(field).unwrap_or_default();
            let mut inner = Idents(Vec::new());
            inner.visit_type_mut(&mut field.ty);
            if of_object(spec, name, &wire) || of_operation(spec, name, &wire) {
                self.names.extend(inner.0.iter().cloned());
            }
            self.held.entry(name.clone()).or_default().extend(inner.0);
        }
    }

    /// Hides the types that a hidden type holds.
    pub(super) fn spread(&mut self) {
        let mut open: Vec<Ident> = self.names.iter().cloned().collect();
        while let Some(name) = open.pop() {
            for inner in self.held.get(&name).into_iter().flatten() {
                if self.names.insert(inner.clone()) {
                    open.push(inner.clone());
                }
            }
        }
    }

    /// Returns whether a field of a type is hidden.
    pub(super) fn says(&self, spec: &Spec, name: &Ident, wire: &str) -> bool {
        self.names.contains(name) || of_object(spec, name, wire)
    }
}

struct Idents(Vec<Ident>);

impl VisitMut for Idents {
    fn visit_ident_mut(&mut self, ident: &mut Ident) {
        self.0.push(ident.clone());
    }
}
