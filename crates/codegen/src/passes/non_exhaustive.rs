//! Lets the service's objects grow: callers cannot write the structs as literals, only use their builders, so a new
//! field breaks nobody.

use syn::{Fields, File, Item, parse_quote};

use super::{Count, docs, tree};
use crate::{Fault, Spec};

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let mut found = 0;
    for item in tree::module(file, &["types"])? {
        if let Item::Struct(item) = item
            && matches!(item.fields, Fields::Named(_))
        {
            item.attrs.push(parse_quote!(#[non_exhaustive]));
            found += usize::from(spec.objects.iter().any(|object| docs::same(&object.name, &item.ident)));
        }
    }
    Ok(Count { expected: spec.objects.len(), found })
}

#[cfg(test)]
mod tests {
    use crate::passes::sample;

    #[test]
    fn objects_may_grow() {
        let code = sample::after("non_exhaustive", sample::SPEC);
        for object in ["Thing", "Fault"] {
            assert!(code.contains(&format!("#[non_exhaustive] pub struct {object} {{")), "{code}");
        }
    }

    #[test]
    fn another_name_of_an_object_is_noticed() {
        assert_eq!(sample::counts("non_exhaustive", |file| sample::rename(file, "Thing", "Item")), (2, 1));
    }
}
