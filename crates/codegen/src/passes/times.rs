//! Gives a time (`x-time-format`) the type that Rust has for it: a property a method of its own name that reads it, and
//! a named text or number a conversion from `SystemTime`.

use quote::format_ident;
use syn::{Expr, File, Ident, Item, parse_quote};

use super::{Count, tree};
use crate::generator::Fault;
use crate::spec::Spec;
use crate::spec::extension::Time;

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let named = || spec.schemas.iter().filter_map(|schema| Some((schema, schema.time?)));
    let properties = spec.objects.iter().flat_map(|object| &object.properties);
    let expected = named().count() + properties.filter(|property| property.time.is_some()).count();
    let items = tree::module(file, &["types"])?;
    let mut added: Vec<Item> = Vec::new();
    let mut found = 0;
    for item in items.iter() {
        let Item::Struct(item) = item else { continue };
        if let Some((_, time)) = named().find(|(schema, _)| tree::same(&schema.name, &item.ident)) {
            added.push(conversion(&item.ident, time));
            found += 1;
        }
        let object = tree::object(spec, &item.ident);
        for property in object.into_iter().flat_map(|object| &object.properties) {
            let field = item.fields.iter().find(|field| tree::wire_name(field).as_ref() == Some(&property.name));
            if let (Some(time), Some(field)) = (property.time, field)
                && let Some(name) = &field.ident
            {
                let optional = tree::argument(&field.ty, "Option").is_some();
                added.push(method(&item.ident, name, &property.name, time, optional));
                found += 1;
            }
        }
    }
    items.extend(added);
    Ok(Count { expected, found })
}

fn conversion(name: &Ident, time: Time) -> Item {
    let written: Expr = match time {
        Time::Seconds => parse_quote!(crate::generated::values::seconds(value)),
        Time::Milliseconds => parse_quote!(crate::generated::values::milliseconds(value)),
        Time::Rfc3339 => parse_quote!(crate::generated::values::rfc3339(value)?),
    };
    parse_quote! {
        impl ::std::convert::TryFrom<::std::time::SystemTime> for #name {
            type Error = self::error::ConversionError;
            fn try_from(
                value: ::std::time::SystemTime,
            ) -> ::std::result::Result<Self, self::error::ConversionError> {
                let text = #written;
                text.parse::<Self>().map_err(|error| error.to_string().into())
            }
        }
    }
}

fn method(object: &Ident, field: &Ident, wire: &str, time: Time, optional: bool) -> Item {
    let read: Expr = match time {
        Time::Seconds => parse_quote!(crate::generated::values::from_seconds(&value.to_string())),
        Time::Milliseconds => parse_quote!(crate::generated::values::from_milliseconds(&value.to_string())),
        Time::Rfc3339 => parse_quote!(crate::generated::values::from_rfc3339(value)),
    };
    let body: syn::Block = match optional {
        true => parse_quote!({ self.#field.as_ref().and_then(|value| #read) }),
        false => parse_quote!({
            let value = &self.#field;
            #read
        }),
    };
    // The type has a function of that name already.
    let name = if field == "builder" { format_ident!("{field}_") } else { field.clone() };
    let form = match time {
        Time::Seconds => "seconds since 1970",
        Time::Milliseconds => "milliseconds since 1970",
        Time::Rfc3339 => "RFC 3339",
    };
    let first = format!(" Returns `{wire}` as a time, or nothing if it is absent or cannot be read as one.");
    let second = format!(" The service writes it as {form}; the field of the same name holds it as it came.");
    parse_quote! {
        impl #object {
            #[doc = #first]
            #[doc = ""]
            #[doc = #second]
            #[must_use]
            pub fn #name(&self) -> Option<::std::time::SystemTime> #body
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::passes::sample;

    /// The sample with another property.
    fn timed(property: &str) -> String {
        sample::changed("        note: {type: string,", &format!("        {property}\n        note: {{type: string,"))
    }

    #[test]
    fn a_property_that_is_a_time_has_a_method_that_reads_it() {
        let code = sample::after("times", &timed("due: {type: string, x-time-format: rfc3339}"));
        let method = "pub fn due(&self) -> Option<::std::time::SystemTime> { \
                  self.due .as_ref() .and_then(|value| crate::generated::values::from_rfc3339(value)) }";
        assert!(code.contains(method), "{code}");
        assert!(
            code.contains("/// Returns `due` as a time, or nothing if it is absent or cannot be read as one. "),
            "{code}"
        );
    }

    #[test]
    fn a_number_is_read_in_its_unit() {
        let code = sample::after("times", &timed("due: {type: integer, x-time-format: milliseconds}"));
        assert!(code.contains("crate::generated::values::from_milliseconds(&value.to_string())"), "{code}");
        let code = sample::after("times", &timed("due: {type: integer, x-time-format: seconds}"));
        assert!(code.contains("crate::generated::values::from_seconds(&value.to_string())"), "{code}");
    }

    #[test]
    fn a_named_time_is_made_of_a_system_time_and_read_where_a_property_refers_to_it() {
        let named = sample::changed(
            "    Token:",
            "    Due: {type: string, description: It., x-time-format: rfc3339}\n    Token:",
        );
        let spec =
            named.replacen("note: {type: string, deprecated: true}", "note: {$ref: '#/components/schemas/Due'}", 1);
        let code = sample::after("times", &spec);
        assert!(code.contains("impl ::std::convert::TryFrom<::std::time::SystemTime> for Due {"), "{code}");
        assert!(code.contains("let text = crate::generated::values::rfc3339(value)?;"), "{code}");
        assert!(code.contains("pub fn note(&self) -> Option<::std::time::SystemTime>"), "{code}");
    }

    #[test]
    fn a_unit_that_does_not_suit_the_type_is_ignored() {
        for property in ["due: {type: string, x-time-format: seconds}", "due: {type: integer, x-time-format: rfc3339}"]
        {
            assert!(!sample::after("times", &timed(property)).contains("SystemTime"), "{property}");
        }
    }

    #[test]
    fn another_name_of_the_field_is_noticed() {
        let (mut file, spec) = sample::before("times", &timed("due: {type: string, x-time-format: rfc3339}"));
        sample::rename(&mut file, "due", "owed");
        let count = super::apply(&mut file, &spec).expect("a count");
        assert_eq!((count.expected, count.found), (1, 0));
    }
}
