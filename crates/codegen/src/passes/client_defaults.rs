//! Lets the client fill in the parameters marked `x-client-default`; the caller may still set them.
//!
//! Instead of an error, the builder starts with the value of the client's method of that name.

use quote::format_ident;
use syn::visit_mut::VisitMut;
use syn::{ExprStruct, File, Member, parse_quote};

use super::{Count, tree};
use crate::spec::same;
use crate::{Fault, Operation, Spec};

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let expected = spec.operations.iter().flat_map(|operation| &operation.parameters);
    let expected = expected.filter(|parameter| parameter.client_default.is_some()).count();
    let mut found = 0;
    for (builder, method) in tree::methods(tree::module(file, &["builder"])?) {
        if method.sig.ident == "new"
            && let Some(operation) = spec.operation(&builder.to_string())
        {
            let mut fill = Fill { operation, found: 0 };
            fill.visit_impl_item_fn_mut(method);
            found += fill.found;
        }
    }
    Ok(Count { expected, found })
}

struct Fill<'a> {
    operation: &'a Operation,
    found: usize,
}

impl VisitMut for Fill<'_> {
    fn visit_expr_struct_mut(&mut self, literal: &mut ExprStruct) {
        for field in &mut literal.fields {
            let Member::Named(name) = &field.member else { continue };
            let name = name.to_string();
            let parameter = self.operation.parameters.iter().find(|parameter| same(&parameter.name, &name));
            if let Some(default) = parameter.and_then(|parameter| parameter.client_default.as_ref()) {
                let default = format_ident!("{default}");
                field.expr = parse_quote!(client.inner.#default());
                self.found += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests;
