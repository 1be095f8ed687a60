//! Gives items of the spec with a name of Rust's, or of the client's own, that name back: `OptionMvschema` becomes
//! `Option` again, now that every path to Rust's is absolute (`crate::names`).

use proc_macro2::{Group, Ident, Literal, TokenStream, TokenTree};
use quote::ToTokens;
use syn::File;

use super::Count;
use crate::generator::Fault;
use crate::names::given;
use crate::spec::Spec;

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let schemas = spec.schemas.iter().map(|schema| &schema.name);
    let operations = spec.operations.iter().map(|operation| &operation.id);
    let parameters = spec.parameters();
    let mut names = schemas.chain(operations).chain(parameters.map(|parameter| &parameter.name));
    // Only some specs need this, and parsing the whole code again takes time.
    if names.any(|name| given(name, false).is_some()) {
        let tokens = renamed(file.to_token_stream());
        *file = syn::parse2(tokens).map_err(|error| Fault::pass(format!("a name is none in Rust: {error}")))?;
    }
    Ok(Count { expected: 0, found: 0 })
}

/// Returns the tokens with the names of the spec, inside macros and texts too.
fn renamed(tokens: TokenStream) -> TokenStream {
    let rename = |token: TokenTree| -> TokenTree {
        match token {
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), renamed(group.stream()));
                inner.set_span(group.span());
                inner.into()
            }
            TokenTree::Ident(ident) => match given(&ident.to_string(), true) {
                Some(given) => Ident::new(&given, ident.span()).into(),
                None => ident.into(),
            },
            TokenTree::Literal(literal) => match text(&literal).and_then(|text| given(&text, false)) {
                Some(given) => Literal::string(&given).into(),
                None => literal.into(),
            },
            TokenTree::Punct(punct) => punct.into(),
        }
    };
    tokens.into_iter().map(rename).collect()
}

fn text(literal: &Literal) -> Option<String> {
    syn::parse_str::<syn::LitStr>(&literal.to_string()).ok().map(|text| text.value())
}

#[cfg(test)]
mod tests {
    use crate::passes::sample;
    use crate::{names, passes, yaml};

    /// The code for the sample with these names, after all passes.
    fn code(changes: &[(&str, &str)]) -> String {
        let spec = changes.iter().fold(sample::SPEC.to_owned(), |spec, (from, to)| {
            assert!(spec.contains(from), "{from}");
            spec.replace(from, to)
        });
        let mut root = yaml::sample(&spec);
        names::keep_apart(&mut root);
        let (mut file, spec) = sample::of_tree(&root);
        passes::apply(&mut file, &spec).expect("every count is right");
        sample::text(&file)
    }

    #[test]
    fn a_schema_may_have_a_name_of_rusts() {
        let code = code(&[("schemas/State", "schemas/Option"), ("    State:", "    Option:")]);
        assert!(code.contains("pub enum Option {") && code.contains("pub state: Option,"), "{code}");
        assert!(!code.to_lowercase().contains("mvschema"));
    }

    #[test]
    fn an_operation_that_is_called_as_a_method_of_the_client_gets_an_underscore() {
        let code = code(&[("LendThing", "Clone"), ("ShowThing", "Result")]);
        assert!(code.contains("pub fn clone_(&self) -> builder::Clone<'_>"), "{code}");
        assert!(code.contains("pub fn result(&self) -> builder::Result<'_>"), "{code}");
        assert!(code.contains("pub const CLONE: Operation") && code.contains("id: \"Clone\""));
        assert!(!code.to_lowercase().contains("mvoperation"));
    }

    #[test]
    fn a_parameter_that_is_called_as_a_method_of_the_builder_gets_an_underscore_and_keeps_its_name_on_the_wire() {
        let code = code(&[
            ("name: token", "name: send"),
            ("name: X-Colour", "name: header_map"),
            ("name: limit", "name: url"),
        ]);
        assert!(code.contains("pub fn send_<V>(mut self, value: V) -> Self"), "{code}");
        assert!(code.contains("QueryParam::new(\"send\", &send_)"), "{code}");
        assert!(code.contains(".append(\"header_map\", value"), "{code}");
        assert!(code.contains("let url = client.inner.url("), "{code}");
        assert!(!code.to_lowercase().contains("mvparameter"));
    }
}
