//! Keys that came with OpenAPI 3.1, and what 3.0 has instead.

/// What to write instead of a key of 3.1; `None` when the key is not one of those.
pub(crate) fn instead(object: &str, key: &str) -> Option<&'static str> {
    KEYS.iter().find(|(owner, name, _)| *owner == object && *name == key).map(|(_, _, help)| *help)
}

const NOTHING: &str = "OpenAPI 3.0 has nothing like it; say it in the description";

static KEYS: &[(&str, &str, &str)] = &[
    ("OpenAPI", "webhooks", NOTHING),
    ("OpenAPI", "jsonSchemaDialect", "remove it; OpenAPI 3.0 has one dialect"),
    ("Info", "summary", "put it into the `description`"),
    ("License", "identifier", "put the SPDX expression into `name`"),
    ("Components", "pathItems", "write the operations under `paths`"),
    ("Schema", "const", "an `enum` of one value says the same"),
    ("Schema", "examples", "a schema of 3.0 has one `example`"),
    ("Schema", "$schema", "remove it"),
    ("Schema", "$id", "remove it; references are `#/components/schemas/…`"),
    ("Schema", "$anchor", "refer to `#/components/schemas/…` instead"),
    ("Schema", "$comment", "use a YAML comment"),
    ("Schema", "$defs", "put the schemas under `components/schemas`"),
    ("Schema", "definitions", "put the schemas under `components/schemas`"),
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
    ("Schema", "contentMediaType", "say it in the description"),
    ("Schema", "contentSchema", NOTHING),
    ("Schema", "types", "a schema of 3.0 has one `type`; add `nullable: true` for null"),
];
