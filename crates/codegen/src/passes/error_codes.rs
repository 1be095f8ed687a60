//! Writes the codes of error responses as data: the meaning of each, its class of failure, and what to do next.

use quote::format_ident;
use syn::{Expr, File, parse_quote};

use super::{Count, docs};
use crate::spec::ErrorCode;
use crate::{Fault, Spec};

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let codes: Vec<Expr> = spec.error_codes.iter().map(entry).collect();
    let found = codes.len();
    file.items.push(parse_quote! {
        #[doc = " The codes of error responses as data, read from the spec."]
        pub(crate) mod error_codes {
            #[doc = " Every code that the spec knows, in the order of the codes."]
            pub const ALL: &[crate::error_code::ErrorCode] = &[#(#codes),*];
        }
    });
    Ok(Count { expected: spec.error_codes.len(), found })
}

fn entry(code: &ErrorCode) -> Expr {
    let ErrorCode { code, service, statuses, class, meaning, advice, source } = code;
    let class = format_ident!("{}", variant(class));
    let advice: Expr = match advice {
        Some(advice) => parse_quote!(Some(#advice)),
        None => parse_quote!(None),
    };
    parse_quote! {
        crate::error_code::ErrorCode {
            code: #code,
            service: #service,
            statuses: &[#(#statuses),*],
            class: crate::error_code::ErrorClass::#class,
            meaning: #meaning,
            advice: #advice,
            source: #source,
        }
    }
}

/// `not-found` becomes `NotFound`.
fn variant(class: &str) -> String {
    class.split('-').map(docs::capital).collect()
}

#[cfg(test)]
mod tests;
