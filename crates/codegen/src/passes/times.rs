//! Gives a time (`x-time-format`, `format: date-time`) or a date (`format: date`) the type that Rust has for it: a
//! property a method of its own name that reads it, and a named text or number a conversion from that type.

use quote::format_ident;
use syn::{Expr, File, Ident, Item, Type, parse_quote};

use super::{Count, tree};
use crate::generator::Fault;
use crate::spec::extension::Time;
use crate::spec::{Moment, Spec};

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let named = || spec.schemas.iter().filter_map(|schema| Some((schema, schema.time?)));
    let properties = spec.properties();
    let expected = named().count() + properties.filter(|property| property.time.is_some()).count();
    let items = tree::module(file, &["types"])?;
    let mut added: Vec<Item> = Vec::new();
    let mut found = 0;
    for item in items.iter() {
        let Item::Struct(item) = item else { continue };
        if let Some((_, moment)) = named().find(|(schema, _)| tree::same(&schema.name, &item.ident)) {
            added.push(conversion(&item.ident, moment));
            found += 1;
        }
        let object = tree::object(spec, &item.ident);
        for property in object.into_iter().flat_map(|object| &object.properties) {
            let field = item.fields.iter().find(|field| tree::wire_name(field).as_ref() == Some(&property.name));
            if let (Some((moment, options)), Some(field)) = (property.time, field)
                && let Some(name) = &field.ident
            {
                let options = options + usize::from(tree::argument(&field.ty, "Option").is_some());
                added.push(method(&item.ident, name, &property.name, moment, options));
                found += 1;
            }
        }
    }
    items.extend(added);
    Ok(Count { expected, found })
}

/// Returns the type that Rust has for a time or date.
fn type_of(moment: Moment) -> Type {
    match moment {
        Moment::Time(_) => parse_quote!(::std::time::SystemTime),
        Moment::Date => parse_quote!(::time::Date),
    }
}

fn conversion(name: &Ident, moment: Moment) -> Item {
    let of = type_of(moment);
    let written: Expr = match moment {
        Moment::Time(Time::Seconds) => parse_quote!(crate::generated::values::seconds(value)),
        Moment::Time(Time::Milliseconds) => parse_quote!(crate::generated::values::milliseconds(value)),
        Moment::Time(Time::Rfc3339) => parse_quote!(crate::generated::values::rfc3339(value)?),
        Moment::Date => parse_quote!(crate::generated::values::date(value)?),
    };
    parse_quote! {
        impl ::std::convert::TryFrom<#of> for #name {
            type Error = self::error::ConversionError;
            fn try_from(
                value: #of,
            ) -> ::std::result::Result<Self, self::error::ConversionError> {
                let text = #written;
                text.parse::<Self>().map_err(|error| error.to_string().into())
            }
        }
    }
}

/// Writes the method that reads a field, whose value has so many `Option`s around it.
fn method(object: &Ident, field: &Ident, wire: &str, moment: Moment, options: usize) -> Item {
    let mut read: Expr = match moment {
        Moment::Time(Time::Seconds) => parse_quote!(crate::generated::values::from_seconds(&value.to_string())),
        Moment::Time(Time::Milliseconds) => {
            parse_quote!(crate::generated::values::from_milliseconds(&value.to_string()))
        }
        Moment::Time(Time::Rfc3339) => parse_quote!(crate::generated::values::from_rfc3339(value)),
        Moment::Date => parse_quote!(crate::generated::values::from_date(value)),
    };
    for _ in 1..options {
        read = parse_quote!(value.as_ref().and_then(|value| #read));
    }
    let body: syn::Block = match options {
        0 => parse_quote!({
            let value = &self.#field;
            #read
        }),
        _ => parse_quote!({ self.#field.as_ref().and_then(|value| #read) }),
    };
    // The type has a function of that name already.
    let name = if field == "builder" { format_ident!("{field}_") } else { field.clone() };
    let (what, form) = match moment {
        Moment::Time(Time::Seconds) => ("time", "seconds since 1970"),
        Moment::Time(Time::Milliseconds) => ("time", "milliseconds since 1970"),
        Moment::Time(Time::Rfc3339) => ("time", "RFC 3339"),
        Moment::Date => ("date", "year, month and day, such as `2021-01-10`"),
    };
    let first = format!(" Returns `{wire}` as a {what}, or nothing if it is absent or cannot be read as one.");
    let of = type_of(moment);
    let second = format!(" The service writes it as {form}; the field of the same name holds it as it came.");
    parse_quote! {
        impl #object {
            #[doc = #first]
            #[doc = ""]
            #[doc = #second]
            #[must_use]
            pub fn #name(&self) -> Option<#of> #body
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
    fn a_format_of_a_time_or_date_is_read_too() {
        let code = sample::after("times", &timed("due: {type: string, x-checked-format: date-time}"));
        assert!(code.contains("pub fn due(&self) -> Option<::std::time::SystemTime>"), "{code}");
        let code = sample::after("times", &timed("due: {type: string, x-checked-format: date}"));
        let method = "pub fn due(&self) -> Option<::time::Date> { \
                      self.due.as_ref().and_then(|value| crate::generated::values::from_date(value)) }";
        assert!(code.replace(" .", ".").contains(method), "{code}");
        for other in ["uuid", "ipv4"] {
            let code = sample::after("times", &timed(&format!("due: {{type: string, x-checked-format: {other}}}")));
            assert!(!code.contains("pub fn due(&self)"), "{other}: {code}");
        }
    }

    #[test]
    fn a_named_date_is_made_of_a_date_and_one_that_may_be_null_is_only_read() {
        let named = |more: &str| {
            let due = format!("    Due: {{type: string, {more}description: It., x-checked-format: date}}\n    Token:");
            let spec = sample::changed("    Token:", &due);
            let note = "note: {$ref: '#/components/schemas/Due'}";
            sample::after("times", &spec.replacen("note: {type: string, deprecated: true}", note, 1))
        };
        let code = named("");
        assert!(code.contains("impl ::std::convert::TryFrom<::time::Date> for Due {"), "{code}");
        assert!(code.contains("let text = crate::generated::values::date(value)?;"), "{code}");
        let code = named("nullable: true, ");
        assert!(!code.contains("TryFrom<::time::Date>"), "{code}");
        let read = "self.note.as_ref().and_then(|value| { \
                    value.as_ref().and_then(|value| crate::generated::values::from_date(value)) })";
        assert!(code.replace(" .", ".").contains(read), "{code}");
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
