//! Finds the part of a spec for which the generator fails: tries each part alone, and returns the smallest that fails.

use serde_yaml::{Mapping, Value};

use crate::Fault;

/// Returns the JSON pointer to the smallest part that fails when tried alone, and the reason.
///
/// `attempt` generates code from a spec, or returns why it cannot. Schemas are tried first, since operations use them.
pub(crate) fn find_cause(root: &Value, attempt: impl Fn(Value) -> Result<(), Fault>) -> Option<(String, Fault)> {
    let schemas = root.get("components").and_then(|node| node.get("schemas")).and_then(Value::as_mapping);
    let mut found: Option<(usize, String, Fault)> = None;
    for name in schemas.into_iter().flat_map(Mapping::keys).filter_map(Value::as_str) {
        let needed = closure(root, name);
        let smaller = found.as_ref().is_none_or(|(size, _, _)| needed.len() < *size);
        if smaller && let Err(reason) = attempt(with_schemas(root, &needed)) {
            found = Some((needed.len(), format!("#/components/schemas/{name}"), reason));
        }
    }
    if let Some((_, pointer, reason)) = found {
        return Some((pointer, reason));
    }
    let paths = root.get("paths").and_then(Value::as_mapping)?;
    for (path, item) in paths {
        for (method, operation) in item.as_mapping()?.iter().filter(|(_, node)| node.get("responses").is_some()) {
            if let Err(reason) = attempt(with_operation(root, path, item, method, operation)) {
                let path = path.as_str().unwrap_or_default().replace('~', "~0").replace('/', "~1");
                return Some((format!("#/paths/{path}/{}", method.as_str().unwrap_or_default()), reason));
            }
        }
    }
    None
}

/// Returns the names of a schema and of all schemas that it refers to, directly or through others.
fn closure(root: &Value, name: &str) -> Vec<String> {
    let mut needed = vec![name.to_owned()];
    let mut next = 0;
    while let Some(name) = needed.get(next) {
        let schema = root.get("components").and_then(|node| node.get("schemas")?.get(name.as_str()));
        let mut referred = Vec::new();
        schema.into_iter().for_each(|schema| references(schema, &mut referred));
        for name in referred {
            if !needed.contains(&name) {
                needed.push(name);
            }
        }
        next += 1;
    }
    needed
}

fn references(node: &Value, found: &mut Vec<String>) {
    match node {
        Value::Mapping(map) => {
            let target = map.get("$ref").and_then(Value::as_str);
            found.extend(target.and_then(|target| target.strip_prefix("#/components/schemas/")).map(ToOwned::to_owned));
            map.values().for_each(|child| references(child, found));
        }
        Value::Sequence(list) => list.iter().for_each(|child| references(child, found)),
        _ => {}
    }
}

/// Returns the spec without operations and with these schemas only.
fn with_schemas(root: &Value, names: &[String]) -> Value {
    let schemas = root.get("components").and_then(|node| node.get("schemas"));
    let kept: Mapping =
        names.iter().filter_map(|name| Some((name.as_str().into(), schemas?.get(name.as_str())?.clone()))).collect();
    let components = Mapping::from_iter([("schemas".into(), kept.into())]);
    replaced(root, Mapping::new(), Some(components))
}

/// Returns the spec with this operation only.
fn with_operation(root: &Value, path: &Value, item: &Value, method: &Value, operation: &Value) -> Value {
    let mut kept = Mapping::from_iter([(method.clone(), operation.clone())]);
    if let Some(parameters) = item.get("parameters") {
        kept.insert("parameters".into(), parameters.clone());
    }
    replaced(root, Mapping::from_iter([(path.clone(), kept.into())]), None)
}

fn replaced(root: &Value, paths: Mapping, components: Option<Mapping>) -> Value {
    let mut spec = root.as_mapping().cloned().unwrap_or_default();
    spec.insert("paths".into(), paths.into());
    if let Some(components) = components {
        spec.insert("components".into(), components.into());
    }
    spec.into()
}
