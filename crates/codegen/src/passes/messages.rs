//! Words the messages that typify and progenitor write about a value: what is wrong with it, or that it is missing. A
//! message of a type begins with "the value", and a setter puts its name there (`generated::limits::about`).

use syn::visit_mut::VisitMut;
use syn::{Expr, ExprLit, File, Item, ItemImpl, Lit, LitStr};

use super::tree::Each;
use super::{Count, tree};
use crate::generator::Fault;
use crate::names;
use crate::spec::Spec;

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let properties = spec.properties();
    let parameters = spec.parameters();
    let expected = spec.schemas.iter().map(|schema| schema.checks).sum::<usize>()
        + properties.filter(|property| property.required).count()
        + parameters.filter(|parameter| parameter.required && parameter.client_default.is_none()).count();
    let found = of_types(file, spec)? + of_setters(file, spec)?;
    Ok(Count { expected, found })
}

/// The limits that a type checks.
fn of_types(file: &mut File, spec: &Spec) -> Result<usize, Fault> {
    let mut found = 0;
    for item in tree::module(file, &["types"])? {
        let Item::Impl(block) = item else { continue };
        let messages = reworded(block, limit);
        let is_known = |name| spec.schemas.iter().any(|schema| schema.checks > 0 && tree::same(&schema.name, name));
        if tree::self_type(block).is_some_and(is_known) {
            found += messages.len();
        }
    }
    Ok(found)
}

/// What a builder says of a property or parameter that nobody has set.
fn of_setters(file: &mut File, spec: &Spec) -> Result<usize, Fault> {
    let mut found = 0;
    for item in tree::module(file, &["types", "builder"])? {
        let Item::Impl(block) = item else { continue };
        let messages = reworded(block, missing);
        let Some(owner) = tree::self_type(block) else { continue };
        let Some(object) = tree::object(spec, owner) else { continue };
        // A name in `required` without a property has a message, too, and the spec says nothing else of it.
        let is_property = |message: &&String| {
            let name = message.strip_suffix(" is missing").unwrap_or(message);
            let same = |known: &str| {
                known == name || syn::parse_str::<syn::Ident>(name).is_ok_and(|name| tree::same(known, &name))
            };
            object.properties.iter().any(|property| property.required && same(&property.name))
        };
        found += messages.iter().filter(is_property).count();
    }
    for item in tree::module(file, &["builder"])? {
        let Item::Impl(block) = item else { continue };
        let messages = reworded(block, missing);
        // A body is no parameter, and one that is built is never missing.
        found += messages.iter().filter(|message| *message != "body is missing").count();
    }
    Ok(found)
}

/// Words the errors of an impl anew, and returns them.
fn reworded(block: &mut ItemImpl, with: fn(&str) -> Option<String>) -> Vec<String> {
    let mut messages = Vec::new();
    let mut reword = |expr: &mut Expr| {
        // `Err("…".into())`: only there, because any other text may be a value of the spec's own.
        if let Expr::Call(call) = expr
            && matches!(&*call.func, Expr::Path(path) if path.path.segments.last().is_some_and(|s| s.ident == "Err"))
            && let Some(Expr::MethodCall(converted)) = call.args.first_mut()
            && let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = &mut *converted.receiver
            && let Some(message) = with(&text.value())
        {
            *text = LitStr::new(&message, text.span());
            messages.push(message);
        }
    };
    Each::Expr(&mut reword).visit_item_impl_mut(block);
    messages
}

fn limit(message: &str) -> Option<String> {
    let characters = |rest: &str| {
        let count = rest.strip_suffix(" characters")?;
        Some(if count == "1" { "1 character".to_owned() } else { rest.to_owned() })
    };
    if let Some(rest) = message.strip_prefix("longer than ") {
        Some(format!("the value is longer than {}", characters(rest)?))
    } else if let Some(rest) = message.strip_prefix("shorter than ") {
        Some(format!("the value is shorter than {}", characters(rest)?))
    } else if let Some(pattern) = message.strip_prefix("doesn't match pattern \"").and_then(|p| p.strip_suffix('"')) {
        Some(format!("the value does not match the pattern `{pattern}`"))
    } else {
        (message == "invalid value").then(|| "the value is none of those that the spec lists".to_owned())
    }
}

fn missing(message: &str) -> Option<String> {
    let name =
        message.strip_prefix("no value supplied for ").or_else(|| message.strip_suffix(" was not initialized"))?;
    Some(format!("{} is missing", names::given(name, true).unwrap_or_else(|| name.to_owned())))
}

#[cfg(test)]
mod tests {
    use crate::passes::sample;

    #[test]
    fn a_required_name_without_a_property_has_a_message_and_is_not_counted() {
        let spec = sample::changed("required: [name, state]", "required: [name, state, colours]");
        let code = sample::after("messages", &spec);
        assert!(code.contains("\"colours is missing\""), "{code}");
    }

    #[test]
    fn a_message_about_a_limit_begins_with_the_value_and_is_grammatical() {
        let spec = sample::changed("    ThingId: {type: string,", "    ThingId: {type: string, pattern: '^[a-z]+$',");
        let code = sample::after("messages", &spec);
        for message in [
            "the value is longer than 8 characters",
            "the value is shorter than 1 character",
            "the value does not match the pattern `^[a-z]+$`",
            "the value is shorter than 4 characters",
        ] {
            assert!(code.contains(&format!("Err(\"{message}\".into())")), "{message}\n{code}");
        }
    }

    #[test]
    fn a_property_or_parameter_that_is_not_set_is_missing() {
        let code = sample::after("messages", sample::SPEC);
        assert!(code.contains("name: Err(\"name is missing\".to_string()),"), "{code}");
        assert!(code.contains("token: Err(\"token is missing\".to_string()),"), "{code}");
        assert!(!code.contains("no value supplied") && !code.contains("was not initialized"), "{code}");
    }

    #[test]
    fn a_value_of_an_enum_keeps_its_text_whatever_it_is() {
        let spec = sample::changed("enum: [IN, OUT]", "enum: [IN, OUT, invalid value]");
        let code =
            sample::after("messages", &spec.replacen("OUT: succeeded}", "OUT: succeeded, invalid value: failed}", 1));
        assert!(code.contains("\"invalid value\" => Some(Self::InvalidValue)"), "{code}");
    }

    #[test]
    fn messages_of_another_wording_are_noticed() {
        assert_eq!(sample::counts("messages", |file| sample::rename(file, "Err", "Failed")), (7, 0));
    }
}
