//! A few lines of Markdown about a schema, parameter, response or other part of a spec.

use metastudio_voice_codegen::document::Document;
use metastudio_voice_codegen::extension::ENUM_DESCRIPTIONS;
use metastudio_voice_codegen::yaml::Cursor;

use super::texts;

/// The limits that a schema can have.
const LIMITS: [&str; 14] = [
    "format",
    "minLength",
    "maxLength",
    "pattern",
    "minimum",
    "exclusiveMinimum",
    "maximum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
    "nullable",
    "deprecated",
];

/// The greatest number of values or properties that are listed.
const MOST: usize = 24;

/// Returns a summary of a part of a spec: its type, limits, values or properties, and its description.
pub(super) fn summary(document: &Document<'_>, at: &Cursor<'_>) -> String {
    let at = document.resolve(at);
    let mut lines = Vec::new();
    let of = at.get("schema").map(|schema| document.resolve(&schema));
    if let (Some(place), Some(name)) = (at.text_of("in"), at.text_of("name")) {
        let text = if at.flag("required") { texts::REQUIRED_PARAMETER_IN } else { texts::PARAMETER_IN };
        lines.push(text.with(&[("name", &name), ("place", &place)]));
    }
    lines.extend(of.iter().chain([&at]).filter_map(|schema| type_and_limits(document, schema)));
    lines.extend(values(&at));
    lines.extend(properties(document, &at));
    let path = at.text_of("operationId").map(|id| texts::AN_OPERATION.with(&[("id", &id)]));
    lines.extend(path);
    lines
        .extend(["summary", "description"].iter().filter_map(|key| at.text_of(key)).map(|text| text.trim().to_owned()));
    lines.retain(|line| !line.is_empty());
    lines.join("\n\n")
}

fn type_and_limits(document: &Document<'_>, schema: &Cursor<'_>) -> Option<String> {
    let kind = schema.text_of("type")?;
    let items = schema.get("items").and_then(|items| match items.text_of("$ref") {
        Some(target) => Some(texts::OF_ITEMS.with(&[("kind", &kind), ("items", &last_step(target))])),
        None => Some(texts::OF_SCALARS.with(&[("kind", &kind), ("items", &items.text_of("type")?)])),
    });
    let limits = LIMITS.iter().filter_map(|name| {
        let scalar = schema.get(name)?;
        let scalar = scalar.scalar()?;
        Some(format!("`{name}: {}`", scalar.text))
    });
    let used = match (document.is_sent(schema), document.is_read(schema)) {
        (true, true) => Some(texts::IN_BOTH.to_string()),
        (true, false) => Some(texts::IN_REQUESTS.to_string()),
        (false, true) => Some(texts::IN_RESPONSES.to_string()),
        (false, false) => None,
    };
    let parts = std::iter::once(items.unwrap_or_else(|| kind.to_owned())).chain(limits).chain(used);
    Some(parts.collect::<Vec<_>>().join(", "))
}

fn values(schema: &Cursor<'_>) -> Option<String> {
    let values = schema.get("enum")?;
    let descriptions = schema.get(ENUM_DESCRIPTIONS.name);
    let lines = values.items().filter_map(|value| {
        let text = value.scalar()?.text.clone();
        let meaning = descriptions.as_ref().and_then(|all| all.text_of(&text));
        Some(format!("- `{text}`{}", meaning.map(|meaning| format!(": {}", first_line(meaning))).unwrap_or_default()))
    });
    Some(listed(lines))
}

fn properties(document: &Document<'_>, schema: &Cursor<'_>) -> Option<String> {
    let properties = document.properties(schema);
    let required: Vec<&str> =
        document.members(schema, "required").iter().flat_map(Cursor::items).filter_map(|item| item.text()).collect();
    let lines = properties.iter().map(|(name, property)| {
        let kind = property.text_of("$ref").map(last_step).or_else(|| property.text_of("type"));
        let kind = kind.map(|kind| format!(": {kind}")).unwrap_or_default();
        let line = format!("- `{name}`{kind}");
        match required.contains(name) {
            true => texts::REQUIRED_PROPERTY.with(&[("property", &line)]),
            false => line,
        }
    });
    (!properties.is_empty()).then(|| listed(lines))
}

fn listed(lines: impl Iterator<Item = String>) -> String {
    let mut lines: Vec<String> = lines.collect();
    let more = lines.len().saturating_sub(MOST);
    if more > 0 {
        lines.truncate(MOST);
        lines.push(texts::AND_MORE.with(&[("count", &more)]));
    }
    lines.join("\n")
}

fn last_step(pointer: &str) -> &str {
    pointer.rsplit('/').next().unwrap_or(pointer)
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}
