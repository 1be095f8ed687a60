//! Makes the setters say what they mean: those of optional properties take the value itself (`.description("text")`),
//! and all of them tell why a value is refused, in one form (`generated::limits::about`).

use syn::visit_mut::VisitMut;
use syn::{Expr, ExprMethodCall, File, GenericArgument, Pat, PathArguments, Type, TypeParamBound};
use syn::{ImplItemFn, WherePredicate, parse_quote};

use super::tree::Each;
use super::{Count, tree};
use crate::generator::Fault;
use crate::names;
use crate::spec::{Operation, Spec};

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let properties = || spec.properties();
    let optional = properties().filter(|property| property.optional).count();
    let parameters = spec.operations.iter().map(|operation| operation.parameters.len()).sum::<usize>();
    let bodies = spec.operations.iter().filter(|operation| has_body(operation)).count();
    let expected = optional + properties().count() + parameters + bodies;

    let mut found = 0;
    for (owner, method) in tree::methods(tree::module(file, &["types", "builder"])?) {
        let object = tree::object(spec, &owner);
        let mut properties = object.into_iter().flat_map(|object| &object.properties);
        let property = properties.find(|property| tree::same(&property.name, &method.sig.ident));
        let name = property.map_or_else(|| method.sig.ident.to_string(), |property| property.name.clone());
        // Of a property that is required, `None` is a value: null.
        let unwrapped = !property.is_some_and(|property| property.required) && take_the_value(method);
        let explained = tell_the_reason(method, &name);
        found += usize::from(unwrapped && property.is_some_and(|property| property.optional));
        found += usize::from(explained && property.is_some());
    }
    for (owner, method) in tree::methods(tree::module(file, &["builder"])?) {
        let Some(operation) = spec.operation(&owner.to_string()) else { continue };
        let name = method.sig.ident.to_string();
        let name = names::given(&name, true).unwrap_or(name);
        let mut parameters = operation.parameters.iter();
        let known = parameters.any(|parameter| tree::same(&parameter.name, &method.sig.ident))
            || (name == "body" && has_body(operation));
        found += usize::from(tell_the_reason(method, &name) && known);
    }
    Ok(Count { expected, found })
}

/// Whether there is a body that progenitor has written the setter of.
fn has_body(operation: &Operation) -> bool {
    operation.body.is_some() && operation.raw_body.is_none()
}

/// `T: TryInto<Option<X>>` becomes `T: TryInto<X>`, and the value is wrapped inside.
fn take_the_value(method: &mut ImplItemFn) -> bool {
    let Some(target) = converted(method) else { return false };
    let Some(inner) = tree::argument(target, "Option").cloned() else { return false };
    *target = inner;
    let mut wrap = |expr: &mut Expr| {
        if let Some(call) = map_err(expr) {
            let converted = &call.receiver;
            *call.receiver = parse_quote!(#converted.map(Some));
        }
    };
    Each::Expr(&mut wrap).visit_block_mut(&mut method.block);
    true
}

/// The error of the conversion becomes part of the message, after the name.
fn tell_the_reason(method: &mut ImplItemFn, name: &str) -> bool {
    let Some(target) = converted(method).cloned() else { return false };
    let (mut found, mut kept_before) = (false, true);
    let mut explain = |expr: &mut Expr| {
        if let Some(call) = map_err(expr)
            && let Some(Expr::Closure(closure)) = call.args.first_mut()
        {
            kept_before = !matches!(closure.inputs.first(), Some(Pat::Wild(_)));
            *closure = parse_quote!(|error| crate::generated::limits::about(#name, error));
            found = true;
        }
    };
    Each::Expr(&mut explain).visit_block_mut(&mut method.block);
    if !kept_before && let Some(bounds) = &mut method.sig.generics.where_clause {
        bounds.predicates.push(parse_quote!(<V as ::std::convert::TryInto<#target>>::Error: ::std::fmt::Display));
    }
    found
}

/// Returns the call, if it is one of `map_err`.
fn map_err(expr: &mut Expr) -> Option<&mut ExprMethodCall> {
    match expr {
        Expr::MethodCall(call) if call.method == "map_err" => Some(call),
        _ => None,
    }
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

#[cfg(test)]
mod tests {
    use crate::passes::sample;

    #[test]
    fn an_optional_property_takes_the_value_itself() {
        let code = sample::after("setters", sample::SPEC);
        let setter =
            "pub fn note<T>(mut self, value: T) -> Self where T: ::std::convert::TryInto<::std::string::String>,";
        assert!(code.contains(setter), "{code}");
        assert!(code.contains("self.note = value .try_into() .map(Some) .map_err("));
    }

    #[test]
    fn a_property_that_is_required_and_may_be_null_takes_null() {
        let code =
            sample::after("setters", &sample::changed("name: {type: string,", "name: {type: string, nullable: true,"));
        let bound = "T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,";
        assert!(code.contains(&format!("pub fn name<T>(mut self, value: T) -> Self where {bound}")), "{code}");
    }

    #[test]
    fn a_parameter_a_property_and_a_body_tell_why_a_value_is_refused() {
        let code = sample::after("setters", sample::SPEC);
        for name in ["token", "note", "body"] {
            let told = format!("map_err(|error| crate::generated::limits::about(\"{name}\", error))");
            assert!(code.contains(&told), "{told}\n{code}");
        }
        assert!(!code.contains("map_err(|_|") && !code.contains("error converting"), "{code}");
    }

    #[test]
    fn setters_of_another_shape_are_noticed() {
        assert_eq!(sample::counts("setters", |file| sample::rename(file, "TryInto", "Into")), (14, 0));
        assert_eq!(sample::counts("setters", |file| sample::rename(file, "Option", "Maybe")), (14, 11));
        assert_eq!(sample::counts("setters", |file| sample::rename(file, "map_err", "or_else")), (14, 3));
    }
}
