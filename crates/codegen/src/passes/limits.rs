//! Checks the limits of numbers, lists and objects and the formats of texts before a request is sent, as typify's types
//! do for the limits of texts: those of parameters and bodies where the request is made, of properties where a builder
//! becomes a type, and of a named number in its type. So a response may hold any text where its format is a date.
//!
//! progenitor makes a `NonZeroU32` of a number from 1 on and knows no other limit.

use quote::format_ident;
use syn::visit_mut::VisitMut;
use syn::{
    Expr, FieldValue, Fields, File, Ident, Item, ItemImpl, ItemStruct, Local, Member, Pat, Type, Visibility,
    parse_quote,
};

use super::tree::Each;
use super::{Count, tree};
use crate::generator::Fault;
use crate::spec::{Limits, Parameter, Property, Spec};

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let parameters = spec.parameters();
    let properties = spec.properties();
    let named = spec.schemas.iter().filter(|schema| schema.range.is_some());
    let bodies = spec.operations.iter().filter(|operation| operation.body_range.is_some());
    let expected = parameters.filter(|parameter| parameter.range.is_some()).count()
        + bodies.count()
        + properties.filter(|property| property.range.is_some()).count()
        + spec.objects.iter().filter(|object| object.extra.is_some()).count()
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
fn properties_keep<'a>(file: &mut File, spec: &'a Spec) -> Result<usize, Fault> {
    let items = tree::module(file, &["types", "builder"])?;
    let builders = structs(items);
    let mut found = 0;
    for item in items {
        let Item::Impl(block) = item else { continue };
        let Some(owner) = tree::self_type(block).filter(|_| is_impl_of(block, "TryFrom")).cloned() else { continue };
        let object = tree::object(spec, &owner);
        let builder = builders.iter().find(|builder| builder.ident == owner);
        let (Some(object), Some(builder)) = (object, builder) else { continue };
        let limited = |property: &'a Property| {
            Some((property.name.as_str(), property.range.as_ref()?, property.omitted_when_empty))
        };
        let extra = object.extra.as_ref().map(|limits| ("extra", limits, false));
        for (name, limits, omitted_when_empty) in object.properties.iter().filter_map(limited).chain(extra) {
            let presence = |name: &Ident| match optional(builder, name) {
                true => Presence::Option,
                false if omitted_when_empty => Presence::NotEmpty,
                false => Presence::Always,
            };
            let mut keep = Keep { name, limits, presence: &presence, found: 0 };
            Each::FieldValue(&mut |field| keep.field(field)).visit_item_impl_mut(block);
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
            && tree::same(self.name, &pattern.ident)
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

    /// `limit: value.limit?`
    fn field(&mut self, field: &mut FieldValue) {
        if let Member::Named(name) = &field.member
            && tree::same(self.name, name)
            && let Expr::Try(tried) = &mut field.expr
        {
            let (set, check) = (&tried.expr, self.check(name));
            *tried.expr = parse_quote!(#set.and_then(#check));
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
        Limits::Text(format) => {
            let function = format_ident!("{}", format.function());
            parse_quote!(crate::generated::limits::#function(value))
        }
        Limits::Nullable(limits) => {
            let check = check(limits);
            parse_quote!(value.as_ref().map_or(Ok(()), |value| #check))
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
            Item::Struct(item) if tree::same(&schema.name, &item.ident) => Some(item),
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
mod tests {
    use crate::passes::sample;

    #[test]
    fn a_parameter_keeps_its_limits_when_the_request_is_made() {
        let code = sample::after("limits", sample::SPEC);
        let check = "crate::generated::limits::whole(value, Some(1i128), Some(9i128), None)";
        assert!(code.contains("crate::generated::limits::kept(\"limit\", value, |value| {"), "{code}");
        assert!(code.contains(check), "{code}");
    }

    #[test]
    fn a_property_keeps_its_limits_when_it_is_built() {
        let spec = sample::changed(
            "        note: {type: string,",
            "        age: {type: number, minimum: 0, exclusiveMinimum: true}\n        note: {type: string,",
        );
        let code = sample::after("limits", &spec);
        assert!(code.contains("crate::generated::limits::real(value, Some((0f64, true)), None, None)"), "{code}");
    }

    #[test]
    fn a_list_that_names_each_entry_once_is_checked_and_an_object_is_counted() {
        let spec = sample::changed(
            "        note: {type: string,",
            "        ids: {type: array, maxItems: 3, uniqueItems: true, items: {type: string}}\n        labels: {type: object, maxProperties: 2, additionalProperties: {type: integer, maximum: 5}}\n        note: {type: string,",
        );
        let spec = spec.replacen("required: [name, state]", "required: [ids, name, state]", 1);
        let code = sample::after("limits", &spec);
        let list = "crate::generated::limits::entries(value.len(), None, Some(3u64)) .and_then(|()| crate::generated::limits::unique(value.iter()))";
        assert!(code.contains(list), "{code}");
        assert!(code.contains("crate::generated::limits::properties(value, None, Some(2u64))"), "{code}");
        assert!(
        code.contains(
            "crate::generated::limits::each(value.values(), |value| crate::generated::limits::whole(value, None, Some(5i128), None))"
        ),
        "{code}"
    );
    }

    #[test]
    fn an_optional_list_that_is_left_out_has_no_entries_to_be_counted() {
        let spec = sample::changed("parts: {type: array, description", "parts: {type: array, minItems: 1, description");
        let code = sample::after("limits", &spec);
        let check = "|value| { if value.is_empty() { Ok(()) } else { crate::generated::limits::entries(value.len(), Some(1u64), None) } }";
        assert!(code.contains(check), "{code}");
    }

    #[test]
    fn a_body_keeps_its_limits_when_the_request_is_made() {
        let spec = sample::changed(
            "    Thing:\n      type: object\n",
            "    Thing:\n      type: object\n      minProperties: 1\n",
        );
        let code = sample::after("limits", &spec);
        assert!(code.contains("crate::generated::limits::kept(\"body\", value, |value| crate::generated::limits::properties(value, Some(1u64), None))"), "{code}");
    }

    #[test]
    fn a_list_that_contains_itself_is_checked_only_to_a_depth() {
        let spec = sample::changed(
            "    Token:",
            "    Tree: {type: array, maxItems: 2, description: It., items: {$ref: '#/components/schemas/Tree'}}\n    Token:",
        );
        let spec = spec.replacen(
            "        note: {type: string,",
            "        tree: {$ref: '#/components/schemas/Tree'}\n        note: {type: string,",
            1,
        );
        let code = sample::after("limits", &spec);
        assert!(code.contains("crate::generated::limits::entries(value.len(), None, Some(2u64))"), "{code}");
    }

    #[test]
    fn a_number_with_a_name_is_made_only_through_the_check() {
        let spec =
            sample::changed("    Token:", "    Age: {type: integer, maximum: 150, description: It.}\n    Token:");
        let code = sample::after(
            "limits",
            &spec.replacen(
                "schema: {type: integer, minimum: 1, maximum: 9}",
                "schema: {$ref: '#/components/schemas/Age'}",
                1,
            ),
        );
        assert!(code.contains("i64); impl ::std::ops::Deref for Age") && !code.contains("pub i64"), "{code}");
        assert!(code.contains("impl ::std::convert::TryFrom<i64> for Age"), "{code}");
        assert!(!code.contains("impl ::std::convert::From<i64> for Age"), "{code}");
    }

    #[test]
    fn the_properties_that_an_object_does_not_name_keep_their_limits() {
        let spec = sample::changed(
            "    Fault:\n      type: object\n",
            "    Fault:\n      type: object\n      additionalProperties: {type: integer, maximum: 5}\n",
        );
        let code = sample::after("limits", &spec);
        assert!(code.contains("crate::generated::limits::kept(\"extra\", value, |value| "), "{code}");
        assert!(code.contains("|value| crate::generated::limits::whole(value, None, Some(5i128), None)"), "{code}");
    }

    #[test]
    fn a_format_is_checked_wherever_a_text_is_sent() {
        let spec = sample::changed(
            "        note: {type: string,",
            "        day: {type: string, x-checked-format: date}\n        days: {type: array, items: {type: string, nullable: true, x-checked-format: date-time}}\n        ids: {type: object, additionalProperties: {$ref: '#/components/schemas/Id'}}\n        note: {type: string,",
        );
        let spec = spec.replacen(
            "    Token:",
            "    Id: {type: string, nullable: true, description: It., x-checked-format: uuid}\n    Token:",
            1,
        );
        let code = sample::after("limits", &spec).replace(" .", ".");
        let nullable =
            |check| format!("value.as_ref().map_or(Ok(()), |value| crate::generated::limits::{check}(value))");
        assert!(code.contains(&format!("limits::kept(\"day\", value, |value| {{ {} }})", nullable("date"))), "{code}");
        for (values, check) in [("iter", "date_time"), ("values", "uuid")] {
            let each = format!("limits::each(value.{values}(), |value| {{ {} }})", nullable(check));
            assert!(code.contains(&each), "{each}\n{code}");
        }
    }

    #[test]
    fn statements_of_another_shape_are_noticed() {
        assert_eq!(sample::counts("limits", |file| sample::rename(file, "map_err", "or_else")), (1, 0));
    }
}
