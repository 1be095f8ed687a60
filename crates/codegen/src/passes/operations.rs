//! Writes the operations as data: name, method, path, and what a caller may do if no response comes; and the version of
//! the spec.

use proc_macro2::Span;
use quote::format_ident;
use syn::{File, Ident, Item, parse_quote};

use super::{Count, docs};
use crate::generator::Fault;
use crate::spec::{Operation, Spec};

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let mut constants = Vec::new();
    for operation in &spec.operations {
        constants.push(constant(operation)?);
    }
    let names: Vec<Ident> = spec.operations.iter().map(|operation| constant_name(&operation.id)).collect();
    let version = &spec.about.version;
    file.items.push(parse_quote! {
        #[doc = " The version of the spec that the client was generated from: its `info.version`."]
        pub const SPEC_VERSION: &str = #version;
    });
    file.items.push(parse_quote! {
        #[doc = " The operations of the API as data, read from the spec."]
        pub(crate) mod operations {
            use crate::operation::{Idempotency, Operation};
            #[doc = " Every operation, in the order of the spec."]
            pub const ALL: &[Operation] = &[#(#names),*];
            #(#constants)*
        }
    });
    Ok(Count { expected: spec.operations.len(), found: names.len() })
}

/// Returns the constant's name: `CreateTrainingAdvanceJob` becomes `CREATE_TRAINING_ADVANCE_JOB`.
pub(super) fn constant_name(operation_id: &str) -> Ident {
    let mut name = String::with_capacity(operation_id.len() + 8);
    let mut after_small = false;
    for character in operation_id.chars() {
        if character.is_uppercase() && after_small {
            name.push('_');
        }
        after_small = character.is_lowercase() || character.is_ascii_digit();
        name.extend(if character == '-' { '_' } else { character }.to_uppercase());
    }
    Ident::new(&name, Span::call_site())
}

fn constant(operation: &Operation) -> Result<Item, Fault> {
    let Operation { id, method, path, summary, idempotency, rate_limits, .. } = operation;
    let (name, class) = (constant_name(id), format_ident!("{idempotency:?}"));
    let documentation = docs::plain(&docs::sentence(if summary.is_empty() { id } else { summary }));
    let documentation = documentation.lines().map(|line| format!(" {line}"));
    let limits = rate_limits.iter().map(|(region, limit)| -> syn::Expr {
        let limit = u32::try_from(*limit).unwrap_or(u32::MAX);
        parse_quote!((#region, #limit))
    });
    Ok(parse_quote! {
        #(#[doc = #documentation])*
        pub const #name: Operation = Operation {
            id: #id,
            method: #method,
            path: #path,
            idempotency: Idempotency::#class,
            rate_limits: &[#(#limits),*],
        };
    })
}

#[cfg(test)]
mod tests {
    use crate::passes::{operations, sample};

    #[test]
    fn an_operation_is_a_constant_with_the_facts_of_the_spec() {
        let code = sample::after("operations", sample::SPEC);
        let constant = "/// Show a thing. pub const SHOW_THING: Operation = Operation { id: \"ShowThing\", method: \"GET\", \
                    path: \"/things/{thing_id}\", idempotency: Idempotency::Safe, rate_limits: &[(\"here\", 5u32)], };";
        assert!(code.contains(constant), "{code}");
        assert!(code.contains("pub const ALL: &[Operation] = &[SHOW_THING, LEND_THING];"));
    }

    #[test]
    fn an_operation_of_unknown_idempotency_is_never_repeated() {
        let code = sample::after("operations", &sample::changed("x-idempotency: safe", "x-idempotency: seldom"));
        assert!(code.contains(
            "id: \"ShowThing\", method: \"GET\", path: \"/things/{thing_id}\", idempotency: Idempotency::Never"
        ));
    }

    #[test]
    fn names_of_constants_are_cut_at_capitals() {
        for (id, constant) in [("ShowThing", "SHOW_THING"), ("Show2DThing", "SHOW2_DTHING"), ("show-it", "SHOW_IT")] {
            assert_eq!(operations::constant_name(id).to_string(), constant);
        }
    }
}
