//! Reads and sends lists as the spec says, where serde and progenitor would do otherwise.

use quote::ToTokens;
use syn::visit_mut::VisitMut;
use syn::{Expr, ExprLit, File, Ident, Item, Lit, Pat, Stmt, parse_quote};

use super::tree::Each;
use super::{Count, tree};
use crate::generator::Fault;
use crate::spec::Spec;

/// Reads `null` as an empty list where the spec has an optional list: `default` alone covers only a missing list.
pub(super) fn null_lists(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let properties = spec.properties();
    let expected = properties.filter(|property| property.list && !property.required).count();
    let mut found = 0;
    for item in tree::module(file, &["types"])? {
        let Item::Struct(item) = item else { continue };
        let object = tree::object(spec, &item.ident);
        for field in &mut item.fields {
            let optional_list = field.attrs.iter().any(|attribute| {
                attribute.path().is_ident("serde") && attribute.to_token_stream().to_string().contains("Vec::is_empty")
            });
            if optional_list {
                field.attrs.push(parse_quote!(#[serde(deserialize_with = "crate::http::null_as_default")]));
                let wire = tree::wire_name(field);
                let mut properties = object.into_iter().flat_map(|object| &object.properties);
                found += usize::from(properties.any(|property| Some(&property.name) == wire.as_ref()));
            }
        }
    }
    Ok(Count { expected, found })
}

/// Sends a list in the query in the style of its parameter: progenitor repeats the parameter for each value, even where
/// one parameter should hold all values (`explode: false`, `spaceDelimited`, `pipeDelimited`).
pub(super) fn query_lists(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let parameters = spec.parameters();
    let expected = parameters.filter(|parameter| parameter.separator.is_some()).count();
    let mut found = 0;
    for (owner, method) in tree::methods(tree::module(file, &["builder"])?) {
        let Some(operation) = spec.operation(&owner.to_string()).filter(|_| method.sig.ident == "send") else {
            continue;
        };
        for parameter in &operation.parameters {
            let Some(separator) = parameter.separator else { continue };
            let name = &parameter.name;
            let statements = &mut method.block.stmts;
            let Some(at) = statements.iter().position(|statement| takes(statement, name)) else { continue };
            let mut field = None;
            let mut unwrap = |expr: &mut Expr| field = unwrapped(expr, name).or(field.take());
            statements.iter_mut().for_each(|statement| Each::Expr(&mut unwrap).visit_stmt_mut(statement));
            let Some(field) = field else { continue };
            // A list that is not set has no values.
            let values: Expr = match parameter.required {
                true => parse_quote!(#field.iter()),
                false => parse_quote!(#field.iter().flat_map(|list| list.iter())),
            };
            statements.insert(
                at + 1,
                parse_quote! {
                    let #field = crate::generated::values::joined(#name, #separator, #values)
                        .map_err(Error::InvalidRequest)?;
                },
            );
            found += 1;
        }
    }
    Ok(Count { expected, found })
}

/// `let ids = ids.map_err(…)?;`
fn takes(statement: &Stmt, name: &str) -> bool {
    matches!(statement, Stmt::Local(local) if matches!(&local.pat, Pat::Ident(pattern) if tree::same(name, &pattern.ident)))
}

/// `.query(&QueryParam::new("ids", &ids))` becomes `.query(&ids)`. Returns the `ids`.
fn unwrapped(expr: &mut Expr, parameter: &str) -> Option<Ident> {
    if let Expr::MethodCall(call) = expr
        && call.method == "query"
        && let Some(Expr::Reference(given)) = call.args.first_mut()
        && let Expr::Call(made) = &*given.expr
        && let (Some(Expr::Lit(ExprLit { lit: Lit::Str(name), .. })), Some(Expr::Reference(value))) =
            (made.args.first(), made.args.get(1))
        && name.value() == parameter
        && let Expr::Path(field) = &*value.expr
        && let Some(field) = field.path.get_ident().cloned()
    {
        *given.expr = parse_quote!(#field);
        return Some(field);
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::passes::sample;

    #[test]
    fn null_is_an_empty_list_where_the_list_is_optional() {
        let code = sample::after("null_lists", sample::SPEC);
        assert!(code.contains("#[serde(deserialize_with = \"crate::http::null_as_default\")] pub parts:"), "{code}");
        let required = sample::changed("required: [name, state]", "required: [name, state, parts]");
        assert!(!sample::after("null_lists", &required).contains("null_as_default"));
    }

    #[test]
    fn another_way_to_leave_out_an_empty_list_is_noticed() {
        assert_eq!(sample::counts("null_lists", |file| sample::strip(file, "Vec::is_empty")), (1, 0));
    }

    /// The sample with a list in the query.
    fn with_list(more: &str) -> String {
        let list = format!(
            "- {{name: ids, in: query, description: It., {more}schema: {{type: array, items: {{type: integer}}}}}}"
        );
        sample::changed("- {name: limit,", &format!("{list}\n        - {{name: limit,"))
    }

    #[test]
    fn a_list_that_is_not_exploded_is_joined_before_it_is_sent() {
        let code = sample::after("query_lists", &with_list("x-separator: ',', "));
        assert!(code.contains("crate::generated::values::joined(\"ids\", ',', ids.iter()"), "{code}");
        assert!(code.contains(".query(&ids)"), "{code}");
    }

    #[test]
    fn a_list_that_is_exploded_stays_as_it_is() {
        let code = sample::after("query_lists", &with_list(""));
        assert!(code.contains("QueryParam::new(\"ids\", &ids)") && !code.contains("joined"), "{code}");
    }
}
