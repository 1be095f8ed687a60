//! Checks that limits do not contradict each other, and that patterns are regular expressions.

use regress::Regex;

use super::at_value;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::openapi::SCHEMA;
use crate::yaml::Cursor;

const PAIRS: [(&str, &str); 4] =
    [("minLength", "maxLength"), ("minItems", "maxItems"), ("minProperties", "maxProperties"), ("minimum", "maximum")];

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    for schema in document.all(&SCHEMA) {
        for (least, most) in PAIRS {
            pair(schema, least, most, findings);
        }
        if let Some(step) = schema.get("multipleOf")
            && step.number().is_some_and(|step| step <= 0.0)
        {
            findings.push(at_value(&codes::LIMITS, &step, "`multipleOf` must be greater than 0"));
        }
        let Some(pattern) = schema.get("pattern") else { continue };
        let of_unicode = |text: &str| ["\\p{", "\\P{", "\\u{"].into_iter().find(|class| text.contains(class));
        if let Some(class) = pattern.text().and_then(of_unicode) {
            let (escape, letter) = (&class[..2], &class[1..2]);
            let message =
                format!("`{class}…}}` is not a Unicode escape here: `{escape}` matches the letter `{letter}`");
            let finding = at_value(&codes::REGEX, &pattern, message);
            findings.push(finding.with_help("list the characters, such as `[\\u4e00-\\u9fff]` in single quotes"));
        } else if let Some(Err(error)) = pattern.text().map(Regex::new) {
            let message = format!("invalid regular expression: {error}");
            findings
                .push(at_value(&codes::REGEX, &pattern, message).with_help("use ECMAScript syntax, in single quotes"));
        }
    }
}

fn pair(schema: &Cursor<'_>, least: &str, most: &str, findings: &mut Vec<Diagnostic>) {
    let (low, high) = (schema.get(least), schema.get(most));
    let (Some(low), Some(high)) = (low, high) else { return };
    let (Some(smallest), Some(largest)) = (low.number(), high.number()) else { return };
    let open = schema.flag("exclusiveMinimum") || schema.flag("exclusiveMaximum");
    if smallest > largest || (smallest == largest && open && least == "minimum") {
        let message = format!("no value satisfies both `{least}: {smallest}` and `{most}: {largest}`");
        findings.push(at_value(&codes::LIMITS, &low, message).with_related(high.place(), "the other limit"));
    }
}
