//! Documents the client, its methods and the operations' builders: what each does, which parameters it has, how often
//! it may be called, when it may be repeated, and where the vendor describes it.

use syn::{File, Item};

use super::docs::{self, IN_BUILDER, IN_ROOT, Names, paragraphs, sentence};
use super::{Count, tree, type_docs};
use crate::generator::Fault;
use crate::spec::extension::Idempotency;
use crate::spec::{Operation, Parameter, Spec};

/// The part of the client's documentation that does not depend on the spec.
const OF_CLIENT: &str = "Make one with [`Client::builder`](Self::builder). Clones share connections, credentials and \
                         limits, and can be moved to other tasks, so one client is enough for a program. \
                         [`train`](Self::train) makes a voice from a recording, and each operation of the API has a method.";

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let of_operation = |operation: &Operation| 3 + operation.parameters.len() + usize::from(operation.body.is_some());
    let expected = 1 + spec.operations.iter().map(of_operation).sum::<usize>();
    let names = Names::read(file, spec)?;
    let mut found = 0;
    for item in &mut file.items {
        if let Item::Struct(item) = item
            && item.ident == "Client"
        {
            let about = &spec.about;
            let title = names.clean(&format!("A client for {}.", about.title), IN_ROOT);
            let description = names.clean(&sentence(&about.description), IN_ROOT);
            let version = format!("Generated from version {} of the spec.", about.version);
            docs::set(&mut item.attrs, &paragraphs(&[&title, OF_CLIENT, &description, &version]));
            found += 1;
        }
    }
    for (owner, method) in tree::methods(&mut file.items) {
        if owner == "Client"
            && let Some(operation) = spec.operation(&method.sig.ident.to_string())
        {
            docs::set(&mut method.attrs, &names.clean(&of_method(operation), IN_ROOT));
            found += 1;
        }
    }
    let items = tree::module(file, &["builder"])?;
    for item in items.iter_mut() {
        if let Item::Struct(item) = item
            && let Some(operation) = spec.operation(&item.ident.to_string())
        {
            let summary = sentence(&operation.summary);
            let link = format!("A request of `{}`: set its parameters, then `send()`.", operation.id);
            docs::set(&mut item.attrs, &names.clean(&paragraphs(&[&link, &summary]), IN_BUILDER));
            found += 1;
        }
    }
    for (owner, method) in tree::methods(items) {
        let Some(operation) = spec.operation(&owner.to_string()) else { continue };
        let name = method.sig.ident.to_string();
        let mut parameters = operation.parameters.iter();
        let parameter = parameters.find(|parameter| tree::same(&parameter.name, &method.sig.ident));
        let text = match (parameter, name.as_str()) {
            (Some(parameter), _) => of_parameter(parameter, spec),
            (_, "body") => {
                paragraphs(&["Sets the whole body.", &sentence(operation.body.as_deref().unwrap_or_default())])
            }
            (_, "body_map") => "Sets properties of the body with its builder, and keeps those that are set.".to_owned(),
            (_, "send") => of_send(operation),
            _ => continue,
        };
        docs::set(&mut method.attrs, &names.clean(&text, IN_BUILDER));
        found += usize::from(name != "body_map");
    }
    Ok(Count { expected, found })
}

fn of_method(operation: &Operation) -> String {
    let Operation { id, method, path, summary, description, idempotency, rate_limits, .. } = operation;
    // A summary is a title, and the description a whole sentence that says the same.
    let title = match (description.is_empty(), summary.is_empty()) {
        (false, _) => String::new(),
        (true, false) => sentence(summary),
        (true, true) => sentence(id),
    };
    let repeating = match idempotency {
        Idempotency::Safe => "The operation changes nothing, so it can be repeated.",
        Idempotency::Idempotent => "A second request has no further effect, so the operation can be repeated.",
        Idempotency::Reconcile => {
            "If no response comes, find out whether the request took effect before you repeat it."
        }
        Idempotency::Never => "If no response comes, do not repeat the request blindly.",
    };
    let limits =
        rate_limits.iter().map(|(region, limit)| format!("{limit} in {region}")).collect::<Vec<_>>().join(", ");
    let limits = if limits.is_empty() { limits } else { format!(" Requests per second: {limits}.") };
    let call = format!("`{method} {path}`. {repeating}{limits}");
    let page = operation.page.as_ref().map(|page| format!("Documented at {page}")).unwrap_or_default();
    let parameters = paragraphs(&[&setters(operation, true), &setters(operation, false)]);
    paragraphs(&[&title, &sentence(description), &call, &parameters, &page, &type_docs::of_source(&operation.source)])
}

/// Returns the names of the setters: of those that must be called, or of the others.
fn setters(operation: &Operation, required: bool) -> String {
    let needed = |parameter: &&Parameter| (parameter.required && parameter.client_default.is_none()) == required;
    let names = operation.parameters.iter().filter(needed).map(|parameter| format!("`{}`", parameter.name));
    let body = operation.body.iter().filter(|_| required).map(|_| "`body`".to_owned());
    let names = names.chain(body).collect::<Vec<_>>().join(", ");
    let title = if required { "Required" } else { "Optional" };
    if names.is_empty() { names } else { format!("{title}: {names}.") }
}

fn of_parameter(parameter: &Parameter, spec: &Spec) -> String {
    let filled = match (&parameter.client_default, parameter.required) {
        (Some(_), _) => "If it is not set, the client uses its own.",
        (None, true) => "Required.",
        (None, false) => "",
    };
    let schema = spec.schemas.iter().find(|schema| Some(&schema.name) == parameter.schema.as_ref());
    let limits = schema.map_or(&parameter.limits, |schema| &schema.limits);
    type_docs::of_setter(&parameter.name, &parameter.description, filled, limits, schema)
}

fn of_send(operation: &Operation) -> String {
    let sends = format!("Sends the request, `{} {}`.", operation.method, operation.path);
    let success =
        if operation.success.is_empty() { String::new() } else { format!("On success: {}", operation.success) };
    let errors = "# Errors\nFails if a parameter is missing or not allowed (nothing is sent then), if the service or the \
                  gateway refuses the request, or if no response comes or the response cannot be read.";
    paragraphs(&[&sends, &sentence(&success), errors])
}

#[cfg(test)]
mod tests {
    use crate::passes::sample;

    #[test]
    fn the_clients_methods_tell_everything_about_the_operation() {
        let code = sample::after("operation_docs", sample::SPEC);
        let text = "/// Shows it. See [`LendThing`](self::Client::lend_thing) and \\[note\\]. /// \
                /// `GET /things/{thing_id}`. The operation changes nothing, so it can be repeated. Requests per second: 5 in here. \
                /// /// Required: `token`. /// /// Optional: `thing_id`, `X-Colour`, `limit`. /// \
                /// Documented at <https://example.com/show> /// /// Source: A list, 2026-01-02. By hand. \
                pub fn show_thing(";
        assert!(code.contains(text), "{code}");
        assert!(code.contains("/// Required: `body`. pub fn lend_thing("));
    }

    #[test]
    fn the_client_the_builders_their_setters_and_send_are_documented() {
        let code = sample::after("operation_docs", sample::SPEC);
        for text in [
            "/// A client for Sample. /// /// Make one with [`Client::builder`](Self::builder). ",
            "has a method. /// /// Lends things. /// /// Generated from version 1 of the spec. #[derive",
            "/// A request of [`ShowThing`](self::super::Client::show_thing): set its parameters, then `send()`. /// /// Show a thing. ",
            "/// Sets `thing_id`. /// /// The thing's id. /// /// If it is not set, the client uses its own. 1 to 8 characters. pub fn thing_id<V>(",
            "/// Sets `X-Colour`. /// /// Its colour. pub fn x_colour<V>(",
            "/// Sets `limit`. /// /// How many. /// /// 1 to 9. pub fn limit<V>(",
            "/// Sets `token`. /// /// Required. Exactly 4 characters. pub fn token<V>(",
            "/// Sets the whole body. /// /// What to lend. pub fn body<V>(",
            "/// Sends the request, `POST /things`. /// /// On success: Lent. /// /// # Errors /// Fails if ",
        ] {
            assert!(code.contains(text), "{text}\n{code}");
        }
    }

    #[test]
    fn another_name_of_a_method_is_noticed() {
        assert_eq!(sample::counts("operation_docs", |file| sample::rename(file, "send", "call")), (12, 10));
        assert_eq!(sample::counts("operation_docs", |file| sample::rename(file, "limit", "most")), (12, 11));
        assert_eq!(sample::counts("operation_docs", |file| sample::rename(file, "lend_thing", "lend")), (12, 11));
    }
}
