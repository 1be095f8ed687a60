//! Checks the limits of numbers, lists and objects before a request is sent, as typify's types do for texts: the limits
//! of parameters and bodies where the request is made, of properties where a builder becomes a type, and of a named
//! number in its type.
//!
//! progenitor makes a `NonZeroU32` of a number from 1 on and knows no other limit.

use syn::visit_mut::VisitMut;
use syn::{
    Expr, FieldValue, Fields, File, Ident, Item, ItemImpl, ItemStruct, Local, Member, Pat, Type, Visibility,
    parse_quote,
};

use super::{Count, docs, tree};
use crate::spec::{Limits, Parameter};
use crate::{Fault, Spec};

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let parameters = spec.operations.iter().flat_map(|operation| &operation.parameters);
    let properties = spec.objects.iter().flat_map(|object| &object.properties);
    let named = spec.schemas.iter().filter(|schema| schema.range.is_some());
    let bodies = spec.operations.iter().filter(|operation| operation.body_range.is_some());
    let expected = parameters.filter(|parameter| parameter.range.is_some()).count()
        + bodies.count()
        + properties.filter(|property| property.range.is_some()).count()
        + named.count();
    let found = requests_keep(file, spec)? + properties_keep(file, spec)? + types_keep(file, spec)?;
    Ok(Count { expected, found })
}

/// Checks the parameters and the body where the request is made.
fn requests_keep<'a>(file: &mut File, spec: &'a Spec) -> Result<usize, Fault> {
    let items = tree::module(file, &["builder"])?;
    let builders = structs(items);
    let mut found = 0;
    for (owner, method) in tree::methods(items) {
        let Some(operation) = spec.operation(&owner.to_string()).filter(|_| method.sig.ident == "send") else {
            continue;
        };
        let Some(builder) = builders.iter().find(|builder| builder.ident == owner) else { continue };
        let limited = |parameter: &'a Parameter| Some((parameter.name.as_str(), parameter.range.as_ref()?));
        let body = operation.body_range.as_ref().map(|limits| ("body", limits));
        for (name, limits) in operation.parameters.iter().filter_map(limited).chain(body) {
            // A body is a builder or a value, and is never left out here.
            let presence = |field: &Ident| match name != "body" && optional(builder, field) {
                true => Presence::Option,
                false => Presence::Always,
            };
            let mut keep = Keep { name, limits, presence: &presence, found: 0 };
            for statement in &mut method.block.stmts {
                if let syn::Stmt::Local(local) = statement {
                    keep.local(local);
                }
            }
            found += keep.found;
        }
    }
    Ok(found)
}

/// Checks the properties where a builder becomes a type.
fn properties_keep(file: &mut File, spec: &Spec) -> Result<usize, Fault> {
    let items = tree::module(file, &["types", "builder"])?;
    let builders = structs(items);
    let mut found = 0;
    for item in items {
        let Item::Impl(block) = item else { continue };
        let Some(owner) = tree::self_type(block).filter(|_| is_impl_of(block, "TryFrom")).cloned() else { continue };
        let object = spec.objects.iter().find(|object| docs::same(&object.name, &owner));
        let builder = builders.iter().find(|builder| builder.ident == owner);
        let (Some(object), Some(builder)) = (object, builder) else { continue };
        for property in &object.properties {
            let Some(limits) = &property.range else { continue };
            let presence = |name: &Ident| match optional(builder, name) {
                true => Presence::Option,
                false if property.omitted_when_empty => Presence::NotEmpty,
                false => Presence::Always,
            };
            let mut keep = Keep { name: &property.name, limits, presence: &presence, found: 0 };
            keep.visit_item_impl_mut(block);
            found += keep.found;
        }
    }
    Ok(found)
}

/// When there is a value to check.
enum Presence {
    Always,
    /// When it is `Some`.
    Option,
    /// When it is not empty: an empty one is not sent.
    NotEmpty,
}

/// Puts the check between the value that was set and its use.
struct Keep<'a> {
    name: &'a str,
    limits: &'a Limits,
    presence: &'a dyn Fn(&Ident) -> Presence,
    found: usize,
}

impl Keep<'_> {
    /// `let limit = limit.map_err(…)?;`
    fn local(&mut self, local: &mut Local) {
        if let Pat::Ident(pattern) = &local.pat
            && docs::same(self.name, &pattern.ident)
            && let Some(init) = &mut local.init
            && let Expr::Try(tried) = &mut *init.expr
            && let Expr::MethodCall(call) = &mut *tried.expr
            && call.method == "map_err"
        {
            let (set, check) = (&call.receiver, self.check(&pattern.ident));
            *call.receiver = parse_quote!(#set.and_then(#check));
            self.found += 1;
        }
    }

    fn check(&self, field: &Ident) -> Expr {
        let (name, check) = (self.name, check(self.limits));
        let check: Expr = match (self.presence)(field) {
            Presence::Option => parse_quote!(|value| value.as_ref().map_or(Ok(()), |value| #check)),
            Presence::NotEmpty => parse_quote!(|value| if value.is_empty() { Ok(()) } else { #check }),
            Presence::Always => parse_quote!(|value| #check),
        };
        parse_quote!(|value| crate::generated::limits::kept(#name, value, #check))
    }
}

impl VisitMut for Keep<'_> {
    /// `limit: value.limit?`
    fn visit_field_value_mut(&mut self, field: &mut FieldValue) {
        if let Member::Named(name) = &field.member
            && docs::same(self.name, name)
            && let Expr::Try(tried) = &mut field.expr
        {
            let (set, check) = (&tried.expr, self.check(name));
            *tried.expr = parse_quote!(#set.and_then(#check));
            self.found += 1;
        }
    }
}

/// Returns the expression that checks a `value`.
fn check(limits: &Limits) -> Expr {
    match limits {
        Limits::Whole { least, most, step } => {
            let (least, most, step) = (given(least), given(most), given(step));
            parse_quote!(crate::generated::limits::whole(value, #least, #most, #step))
        }
        Limits::Real { least, most, step } => {
            let limit = |limit: &Option<(f64, bool)>| -> Expr {
                match limit {
                    Some((limit, excluded)) => parse_quote!(Some((#limit, #excluded))),
                    None => parse_quote!(None),
                }
            };
            let (least, most, step) = (limit(least), limit(most), given(step));
            parse_quote!(crate::generated::limits::real(value, #least, #most, #step))
        }
        Limits::List { least, most, unique, entries } => {
            let (least, most) = (given(least), given(most));
            let mut checks: Expr = parse_quote!(crate::generated::limits::entries(value.len(), #least, #most));
            if *unique {
                checks = parse_quote!(#checks.and_then(|()| crate::generated::limits::unique(value.iter())));
            }
            if let Some(entries) = entries {
                let entries = check(entries);
                checks =
                    parse_quote!(#checks.and_then(|()| crate::generated::limits::each(value.iter(), |value| #entries)));
            }
            checks
        }
        Limits::Object { least, most, values } => {
            let (least, most) = (given(least), given(most));
            let count: Expr = parse_quote!(crate::generated::limits::properties(value, #least, #most));
            match values {
                Some(values) => {
                    let values = check(values);
                    parse_quote!(#count.and_then(|()| crate::generated::limits::each(value.values(), |value| #values)))
                }
                None => count,
            }
        }
    }
}

fn given<T: quote::ToTokens>(limit: &Option<T>) -> Expr {
    match limit {
        Some(limit) => parse_quote!(Some(#limit)),
        None => parse_quote!(None),
    }
}

/// Checks the named numbers: a value is made only through the check.
fn types_keep(file: &mut File, spec: &Spec) -> Result<usize, Fault> {
    let items = tree::module(file, &["types"])?;
    let mut found = 0;
    for schema in &spec.schemas {
        let Some(limits) = &schema.range else { continue };
        let newtype = items.iter_mut().find_map(|item| match item {
            Item::Struct(item) if docs::same(&schema.name, &item.ident) => Some(item),
            _ => None,
        });
        let Some((name, inner)) = newtype.and_then(closed) else { continue };
        items.retain(|item| {
            let made = |block: &ItemImpl| ["From", "TryFrom", "FromStr"].iter().any(|name| is_impl_of(block, name));
            !matches!(item, Item::Impl(block) if tree::self_type(block) == Some(&name) && made(block))
        });
        items.extend(conversions(&name, &inner, limits));
        found += 1;
    }
    Ok(found)
}

/// Makes the field private and removes the derived `Deserialize`.
fn closed(item: &mut ItemStruct) -> Option<(Ident, Type)> {
    let Fields::Unnamed(fields) = &mut item.fields else { return None };
    let field = fields.unnamed.first_mut()?;
    field.vis = Visibility::Inherited;
    let inner = field.ty.clone();
    tree::remove_derive(&mut item.attrs, "Deserialize").then(|| (item.ident.clone(), inner))
}

fn conversions(name: &Ident, inner: &Type, limits: &Limits) -> Vec<Item> {
    let check = check(limits);
    let file: File = parse_quote! {
        impl ::std::convert::TryFrom<#inner> for #name {
            type Error = self::error::ConversionError;
            fn try_from(value: #inner) -> ::std::result::Result<Self, self::error::ConversionError> {
                let value = &value;
                #check?;
                Ok(Self(*value))
            }
        }
        impl ::std::str::FromStr for #name {
            type Err = self::error::ConversionError;
            fn from_str(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
                value.parse::<#inner>().map_err(|error| error.to_string())?.try_into()
            }
        }
        impl ::std::convert::TryFrom<&str> for #name {
            type Error = self::error::ConversionError;
            fn try_from(value: &str) -> ::std::result::Result<Self, self::error::ConversionError> {
                value.parse()
            }
        }
        impl ::std::convert::TryFrom<::std::string::String> for #name {
            type Error = self::error::ConversionError;
            fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, self::error::ConversionError> {
                value.parse()
            }
        }
        impl<'de> ::serde::Deserialize<'de> for #name {
            fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
            where
                D: ::serde::Deserializer<'de>,
            {
                let value = <#inner as ::serde::Deserialize>::deserialize(deserializer)?;
                Self::try_from(value)
                    .map_err(|error| <D::Error as ::serde::de::Error>::custom(error.to_string()))
            }
        }
    };
    file.items
}

fn structs(items: &[Item]) -> Vec<ItemStruct> {
    let structs = items.iter().filter_map(|item| match item {
        Item::Struct(item) => Some(item.clone()),
        _ => None,
    });
    structs.collect()
}

fn is_impl_of(block: &ItemImpl, name: &str) -> bool {
    let last = block.trait_.as_ref().and_then(|(path, _)| path.segments.last());
    last.is_some_and(|segment| segment.ident == name)
}

/// Returns whether a builder's field may hold nothing: a `Result<Option<T>, String>`.
fn optional(builder: &ItemStruct, name: &Ident) -> bool {
    let field = builder.fields.iter().find(|field| field.ident.as_ref() == Some(name));
    let inner = field.and_then(|field| tree::argument(&field.ty, "Result"));
    inner.is_some_and(|inner| tree::argument(inner, "Option").is_some())
}

#[cfg(test)]
mod tests;
