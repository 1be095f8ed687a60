//! `x-sensitive`: the places of the marks, and the schemas that must not be printed because of them.

use serde_yaml::Value;

use super::{Spec, entries, flag, referred};

impl Spec {
    /// Returns whether a node, its items, or the schema that it refers to is marked `x-sensitive`.
    pub(super) fn is_sensitive(&self, node: &Value) -> bool {
        let schema = referred(node).and_then(|name| self.root.get("components")?.get("schemas")?.get(name));
        [Some(node), node.get("items"), schema].into_iter().flatten().any(|node| flag(node, "x-sensitive"))
    }

    /// Returns the named schemas that are marked `x-sensitive` or that a sensitive property or parameter refers to,
    /// without enums, whose values the spec itself shows, and without choices, which print their content.
    pub(crate) fn sensitive_schemas(&self) -> Vec<&str> {
        let properties = self.objects.iter().flat_map(|object| &object.properties);
        let properties =
            properties.filter(|property| property.sensitive).filter_map(|property| property.schema.as_deref());
        let parameters = self.operations.iter().flat_map(|operation| &operation.parameters);
        let parameters =
            parameters.filter(|parameter| parameter.sensitive).filter_map(|parameter| parameter.schema.as_deref());
        let referred: Vec<&str> = properties.chain(parameters).collect();
        let all = entries(self.root.get("components").and_then(|node| node.get("schemas")));
        let plain = all.filter(|(_, schema)| ["enum", "oneOf", "anyOf"].iter().all(|key| schema.get(key).is_none()));
        let sensitive = plain.filter(|(name, schema)| referred.contains(name) || flag(schema, "x-sensitive"));
        sensitive.map(|(name, _)| name).collect()
    }

    /// Returns pointers to the `x-sensitive` marks that no pass finds: in an object without a name.
    pub(crate) fn stray_sensitive(&self) -> Vec<String> {
        let mut stray = Vec::new();
        find_stray(&self.root, &mut Vec::new(), &mut stray);
        stray
    }
}

fn find_stray(node: &Value, path: &mut Vec<String>, stray: &mut Vec<String>) {
    let steps: Vec<&str> = path.iter().map(String::as_str).collect();
    if flag(node, "x-sensitive") {
        let steps = steps.strip_suffix(&["items"]).unwrap_or(&steps);
        let steps = steps.strip_suffix(&["schema"]).unwrap_or(steps);
        let known = match steps {
            ["components", "parameters", _] | ["paths", _, "parameters", _] | ["paths", _, _, "parameters", _] => true,
            ["components", "schemas", _, deeper @ ..] => {
                let inner = deeper.iter().copied().skip_while(|step| *step == "allOf" || step.parse::<usize>().is_ok());
                matches!(inner.collect::<Vec<_>>()[..], [] | ["properties", _])
            }
            // No code is generated for headers, and a mark outside of a schema has a finding of its own.
            _ => steps.contains(&"headers") || !steps.contains(&"schema"),
        };
        if !known {
            let escaped = path.iter().map(|step| step.replace('~', "~0").replace('/', "~1")).collect::<Vec<_>>();
            stray.push(format!("#/{}", escaped.join("/")));
        }
    }
    let in_schema = !matches!(steps.last(), Some(&"properties" | &"schemas" | &"parameters" | &"paths"));
    let children: Vec<(String, &Value)> = match node {
        Value::Mapping(map) => map.iter().filter_map(|(key, child)| Some((key.as_str()?.to_owned(), child))).collect(),
        Value::Sequence(list) => list.iter().enumerate().map(|(index, child)| (index.to_string(), child)).collect(),
        _ => Vec::new(),
    };
    for (key, child) in children {
        if in_schema && (matches!(&*key, "example" | "examples" | "default") || key.starts_with("x-")) {
            continue;
        }
        path.push(key);
        find_stray(child, path, stray);
        path.pop();
    }
}
