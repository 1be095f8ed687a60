//! Keys that OpenAPI 3.1 added, and their equivalents in 3.0.

/// Returns what to write instead of a key of 3.1, or `None` if the key is not one.
pub(crate) fn instead(object: &str, key: &str) -> Option<&'static str> {
    KEYS.iter().find(|(owner, name, _)| *owner == object && *name == key).map(|(_, _, help)| *help)
}

const NOTHING: &str = "OpenAPI 3.0 has no equivalent; state it in the description";

static KEYS: &[(&str, &str, &str)] = &[
    ("OpenAPI", "webhooks", NOTHING),
    ("OpenAPI", "jsonSchemaDialect", "remove it; OpenAPI 3.0 has one dialect"),
    ("Info", "summary", "move it to the `description`"),
    ("License", "identifier", "move the SPDX expression to `name`"),
    ("Components", "pathItems", "write the operations under `paths`"),
    ("Schema", "const", "use an `enum` of one value"),
    ("Schema", "examples", "use `example`; a schema of OpenAPI 3.0 has only one"),
    ("Schema", "$schema", "remove it"),
    ("Schema", "$id", "remove it, and refer to `#/components/schemas/…`"),
    ("Schema", "$anchor", "refer to `#/components/schemas/…` instead"),
    ("Schema", "$comment", "use a YAML comment"),
    ("Schema", "$defs", "move the schemas to `components/schemas`"),
    ("Schema", "definitions", "move the schemas to `components/schemas`"),
    ("Schema", "$dynamicRef", NOTHING),
    ("Schema", "$dynamicAnchor", NOTHING),
    ("Schema", "prefixItems", NOTHING),
    ("Schema", "contains", NOTHING),
    ("Schema", "minContains", NOTHING),
    ("Schema", "maxContains", NOTHING),
    ("Schema", "if", NOTHING),
    ("Schema", "then", NOTHING),
    ("Schema", "else", NOTHING),
    ("Schema", "dependentSchemas", NOTHING),
    ("Schema", "dependentRequired", NOTHING),
    ("Schema", "patternProperties", "use `additionalProperties` with a schema"),
    ("Schema", "propertyNames", NOTHING),
    ("Schema", "unevaluatedItems", NOTHING),
    ("Schema", "unevaluatedProperties", NOTHING),
    ("Schema", "contentEncoding", "use `format: byte` for base64"),
    ("Schema", "contentMediaType", "state it in the description"),
    ("Schema", "contentSchema", NOTHING),
    ("Schema", "types", "use one `type`, and `nullable: true` to allow null"),
];
