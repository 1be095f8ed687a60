//! Takes every 2XX for the success that the spec describes: a service that begins to answer 201 where 200 is documented
//! has still done what it was asked.

use syn::visit_mut::{self, VisitMut};
use syn::{Arm, ExprMatch, File, Lit, Pat, parse_quote};

use super::{Count, tree};
use crate::{Fault, Spec};

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let mut found = 0;
    for (builder, method) in tree::methods(tree::module(file, &["builder"])?) {
        if method.sig.ident == "send" && spec.operation(&builder.to_string()).is_some() {
            let mut widen = Widen { found: false };
            widen.visit_impl_item_fn_mut(method);
            found += usize::from(widen.found);
        }
    }
    Ok(Count { expected: spec.operations.len(), found })
}

struct Widen {
    found: bool,
}

impl VisitMut for Widen {
    fn visit_expr_match_mut(&mut self, expression: &mut ExprMatch) {
        // The last arm of a success takes the statuses that no arm names; those before it keep their own.
        if let Some(arm) = expression.arms.iter_mut().rev().find(|arm| first_status(arm).is_some_and(is_success)) {
            arm.pat = parse_quote!(200u16..=299u16);
            self.found = true;
        }
        visit_mut::visit_expr_match_mut(self, expression);
    }
}

/// The status of an arm, or the first of its range.
fn first_status(arm: &Arm) -> Option<u16> {
    let literal = match &arm.pat {
        Pat::Lit(literal) => &literal.lit,
        Pat::Range(range) => match range.start.as_deref()? {
            syn::Expr::Lit(literal) => &literal.lit,
            _ => return None,
        },
        _ => return None,
    };
    match literal {
        Lit::Int(status) => status.base10_parse().ok(),
        _ => None,
    }
}

fn is_success(status: u16) -> bool {
    (200..300).contains(&status)
}

#[cfg(test)]
mod tests;
