//! Writes the codes of error responses as data: the meaning of each, its class of failure, and what to do next.

use quote::format_ident;
use syn::{Expr, File, parse_quote};

use super::Count;
use crate::generator::Fault;
use crate::spec::{ErrorCode, Spec};

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
    let class = format_ident!("{class:?}");
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

#[cfg(test)]
mod tests {
    use crate::passes::sample;

    const CODES: &str = "
x-error-codes:
  - service: Two
    x-source: {artefact: A list, date: '2026-01-02', note: By hand.}
    codes:
      T.2: {status: [400, 401], class: not-found, meaning: It is gone., advice: look elsewhere}
      T.3: {status: [400], class: strange, meaning: It is strange.}
      T.4: {status: [many], class: server, meaning: It is many.}
      T.5: {class: server, meaning: It has no status.}
  - service: One
    codes:
      T.1: {status: [503], class: presigned-url, meaning: It is late.}
      T.2: {status: [404], class: server, meaning: It comes again.}
components:
";

    #[test]
    fn codes_are_data_in_their_order() {
        let code = sample::after("error_codes", &sample::changed("\ncomponents:\n", CODES));
        let one = "crate::error_code::ErrorCode { code: \"T.1\", service: \"One\", statuses: &[503u16], class: \
               crate::error_code::ErrorClass::PresignedUrl, meaning: \"It is late.\", advice: None, source: \"\", }";
        let two = "crate::error_code::ErrorCode { code: \"T.2\", service: \"Two\", statuses: &[400u16, 401u16], class: \
               crate::error_code::ErrorClass::NotFound, meaning: \"It is gone.\", advice: Some(\"look elsewhere\"), \
               source: \"A list, 2026-01-02. By hand.\", }";
        let all = format!("pub const ALL: &[crate::error_code::ErrorCode] = &[{one}, {two}];");
        let squeeze = |text: &str| text.replace([' ', ','], "");
        assert!(squeeze(&code).contains(&squeeze(&all)), "{code}");
    }

    #[test]
    fn a_spec_without_codes_has_an_empty_table() {
        let code = sample::after("error_codes", sample::SPEC);
        assert!(code.contains("pub const ALL: &[crate::error_code::ErrorCode] = &[];"), "{code}");
    }
}
