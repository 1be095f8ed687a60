//! Lets the client fill in the parameters marked `x-client-default`; the caller may still set them.
//!
//! Instead of an error, the builder starts with the value of the client's method of that name.

use quote::format_ident;
use syn::visit_mut::VisitMut;
use syn::{FieldValue, File, Member, parse_quote};

use super::tree::Each;
use super::{Count, tree};
use crate::generator::Fault;
use crate::names::same;
use crate::spec::{Operation, Spec};

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let expected = spec.parameters();
    let expected = expected.filter(|parameter| parameter.client_default.is_some()).count();
    let mut found = 0;
    for (builder, method) in tree::methods(tree::module(file, &["builder"])?) {
        if method.sig.ident == "new"
            && let Some(operation) = spec.operation(&builder.to_string())
        {
            Each::FieldValue(&mut |field| found += usize::from(fill(field, operation))).visit_impl_item_fn_mut(method);
        }
    }
    Ok(Count { expected, found })
}

/// `project_id: Err("…")` becomes `project_id: client.inner.project_id()`.
fn fill(field: &mut FieldValue, operation: &Operation) -> bool {
    let Member::Named(name) = &field.member else { return false };
    let name = name.to_string();
    let parameter = operation.parameters.iter().find(|parameter| same(&parameter.name, &name));
    let Some(default) = parameter.and_then(|parameter| parameter.client_default.as_ref()) else { return false };
    let default = format_ident!("{default}");
    field.expr = parse_quote!(client.inner.#default());
    true
}

#[cfg(test)]
mod tests {
    use crate::passes::sample;

    #[test]
    fn the_builder_starts_with_what_the_client_knows() {
        let code = sample::after("client_defaults", sample::SPEC);
        assert_eq!(code.matches("thing_id: client.inner.project_id(),").count(), 1);
        assert!(code.contains("token: Err(\"token was not initialized\".to_string()),"));
    }

    #[test]
    fn another_name_of_the_field_is_noticed() {
        assert_eq!(sample::counts("client_defaults", |file| sample::rename(file, "thing_id", "id")), (1, 0));
    }
}
