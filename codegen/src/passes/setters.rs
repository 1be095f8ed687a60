//! Makes the setters say what they mean: those of optional properties take the value itself (`.description("text")`),
//! and those of parameters keep the reason why a value is refused.

use syn::visit_mut::{self, VisitMut};
use syn::{Expr, ExprClosure, ExprMethodCall, File, GenericArgument, Pat, PathArguments, Type, TypeParamBound};
use syn::{ImplItemFn, WherePredicate, parse_quote};

use super::{Count, docs, tree};
use crate::{Fault, Spec};

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let properties = spec.objects.iter().flat_map(|object| &object.properties);
    let optional = properties.filter(|property| property.optional).count();
    let parameters = spec.operations.iter().map(|operation| operation.parameters.len()).sum::<usize>();

    let of_types = tree::methods(tree::module(file, &["types", "builder"])?);
    let unwrapped = of_types.map(|(owner, method)| {
        let object = spec.objects.iter().find(|object| docs::same(&object.name, &owner));
        let mut properties = object.into_iter().flat_map(|object| &object.properties);
        let optional = properties.any(|property| property.optional && docs::same(&property.name, &method.sig.ident));
        usize::from(take_the_value(method) && optional)
    });
    let unwrapped = unwrapped.sum::<usize>();
    let of_operations = tree::methods(tree::module(file, &["builder"])?);
    let explained = of_operations.map(|(owner, method)| {
        let operation = spec.operation(&owner.to_string());
        let mut parameters = operation.into_iter().flat_map(|operation| &operation.parameters);
        // So is the body, where it has no builder.
        let parameter = parameters.any(|parameter| docs::same(&parameter.name, &method.sig.ident));
        usize::from(keep_the_reason(method) && parameter)
    });
    let explained = explained.sum::<usize>();
    Ok(Count { expected: optional + parameters, found: unwrapped + explained })
}

/// `T: TryInto<Option<X>>` becomes `T: TryInto<X>`, and the value is wrapped inside.
fn take_the_value(method: &mut ImplItemFn) -> bool {
    let Some(target) = converted(method) else { return false };
    let Some(inner) = tree::argument(target, "Option").cloned() else { return false };
    *target = inner;
    WrapInSome.visit_block_mut(&mut method.block);
    true
}

/// The error of the conversion becomes part of the message.
fn keep_the_reason(method: &mut ImplItemFn) -> bool {
    let name = method.sig.ident.to_string();
    let Some(target) = converted(method).cloned() else { return false };
    let mut explain = Explain { name, found: false };
    explain.visit_block_mut(&mut method.block);
    if explain.found
        && let Some(bounds) = &mut method.sig.generics.where_clause
    {
        bounds.predicates.push(parse_quote!(<V as ::std::convert::TryInto<#target>>::Error: ::std::fmt::Display));
    }
    explain.found
}

/// The `X` of the method's first bound, `TryInto<X>`.
fn converted(method: &mut ImplItemFn) -> Option<&mut Type> {
    let predicates = &mut method.sig.generics.where_clause.as_mut()?.predicates;
    let WherePredicate::Type(predicate) = predicates.first_mut()? else { return None };
    let TypeParamBound::Trait(bound) = predicate.bounds.first_mut()? else { return None };
    let segment = bound.path.segments.last_mut().filter(|segment| segment.ident == "TryInto")?;
    let PathArguments::AngleBracketed(arguments) = &mut segment.arguments else { return None };
    match arguments.args.first_mut()? {
        GenericArgument::Type(target) => Some(target),
        _ => None,
    }
}

struct WrapInSome;

impl VisitMut for WrapInSome {
    fn visit_expr_method_call_mut(&mut self, call: &mut ExprMethodCall) {
        visit_mut::visit_expr_method_call_mut(self, call);
        if call.method == "map_err" {
            let converted = &call.receiver;
            *call.receiver = parse_quote!(#converted.map(Some));
        }
    }
}

struct Explain {
    name: String,
    found: bool,
}

impl VisitMut for Explain {
    fn visit_expr_closure_mut(&mut self, closure: &mut ExprClosure) {
        if matches!(closure.inputs.first(), Some(Pat::Wild(_))) {
            let message = format!("{}: {{error}}", self.name);
            let explained: Expr = parse_quote!(|error| format!(#message));
            if let Expr::Closure(explained) = explained {
                *closure = explained;
                self.found = true;
            }
        }
    }
}

#[cfg(test)]
mod tests;
