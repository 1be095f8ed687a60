//! Lets a text that holds values of an enum (`x-values-of`), such as a filter, be made of the enum itself: of one value
//! and, where the text may hold several, of an array, a slice or a `Vec` of them.

use syn::{File, Ident, Item, Type, parse_quote};

use super::{Count, tree};
use crate::generator::Fault;
use crate::spec::{Spec, Values};

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let holding = || spec.schemas.iter().filter_map(|schema| Some((schema, schema.holds.as_ref()?)));
    let items = tree::module(file, &["types"])?;
    let mut found = 0;
    for (schema, holds) in holding() {
        let text = items.iter().find_map(|item| match item {
            Item::Struct(item) if tree::same(&schema.name, &item.ident) => Some(item.ident.clone()),
            _ => None,
        });
        let of = items.iter().find_map(|item| match item {
            Item::Enum(item) if tree::same(&holds.schema, &item.ident) => Some(item.ident.clone()),
            _ => None,
        });
        if let (Some(text), Some(of)) = (text, of) {
            items.extend(conversions(&text, &of, holds));
            found += 1;
        }
    }
    Ok(Count { expected: holding().count(), found })
}

fn conversions(text: &Ident, of: &Ident, holds: &Values) -> Vec<Item> {
    let separator: syn::Expr = match holds.separator {
        Some(separator) => parse_quote!(Some(#separator)),
        None => parse_quote!(None),
    };
    // Each of the others is a slice by reference.
    let by_reference: Item = parse_quote! {
        impl ::std::convert::TryFrom<&[#of]> for #text {
            type Error = self::error::ConversionError;
            fn try_from(values: &[#of]) -> ::std::result::Result<Self, self::error::ConversionError> {
                let text = crate::generated::values::held(#separator, values)?;
                let text = text.ok_or(crate::generated::values::EMPTY)?;
                text.parse::<Self>().map_err(|error| error.to_string().into())
            }
        }
    };
    let through = |from: Type, slice: syn::Expr| -> Item {
        parse_quote! {
            impl ::std::convert::TryFrom<#from> for #text {
                type Error = self::error::ConversionError;
                fn try_from(value: #from) -> ::std::result::Result<Self, self::error::ConversionError> {
                    <Self as ::std::convert::TryFrom<&[#of]>>::try_from(#slice)
                }
            }
        }
    };
    let mut items = vec![
        by_reference,
        through(parse_quote!(#of), parse_quote!(::std::slice::from_ref(&value))),
        through(parse_quote!(&#of), parse_quote!(::std::slice::from_ref(value))),
    ];
    if holds.separator.is_some() {
        for from in [parse_quote!([#of; N]), parse_quote!(&[#of; N])] {
            let mut item = through(from, parse_quote!(value.as_slice()));
            if let Item::Impl(block) = &mut item {
                block.generics = parse_quote!(<const N: usize>);
            }
            items.push(item);
        }
        for from in [parse_quote!(::std::vec::Vec<#of>), parse_quote!(&::std::vec::Vec<#of>)] {
            items.push(through(from, parse_quote!(value.as_slice())));
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use crate::passes::sample;

    /// The sample with a filter.
    fn filtered(extension: &str) -> String {
        let filter = format!(
            "    Filter: {{type: string, maxLength: 9, description: It., x-values-of: {extension}}}\n    Token:"
        );
        sample::changed("    Token:", &filter)
    }

    #[test]
    fn a_filter_is_made_of_one_value_or_of_several() {
        let code = sample::after("values", &filtered("{schema: State, separator: ','}"));
        for from in ["State", "&State", "[State; N]", "&[State; N]", "&[State]", "::std::vec::Vec<State>"] {
            assert!(code.contains(&format!("::std::convert::TryFrom<{from}> for Filter {{")), "{from}\n{code}");
        }
        assert!(code.contains("crate::generated::values::held(Some(','), values)?"), "{code}");
    }

    #[test]
    fn a_filter_of_one_value_takes_no_list() {
        let code = sample::after("values", &filtered("{schema: State}"));
        assert!(code.contains("::std::convert::TryFrom<State> for Filter {"), "{code}");
        assert!(code.contains("crate::generated::values::held(None, values)?"), "{code}");
        assert!(!code.contains("Vec<State>> for Filter"), "{code}");
    }

    #[test]
    fn a_filter_of_something_that_is_no_enum_stays_a_text() {
        for schema in ["Thing", "Token", "Nothing"] {
            let code = sample::after("values", &filtered(&format!("{{schema: {schema}}}")));
            assert!(!code.contains("values::held"), "{schema}\n{code}");
        }
    }

    #[test]
    fn another_name_of_the_filter_is_noticed() {
        let (mut file, spec) = sample::before("values", &filtered("{schema: State}"));
        sample::rename(&mut file, "Filter", "Sieve");
        let count = super::apply(&mut file, &spec).expect("a count");
        assert_eq!((count.expected, count.found), (1, 0));
    }
}
