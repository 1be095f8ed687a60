//! Checks that security schemes exist and are complete.

use super::{at_key, at_value};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::openapi::SECURITY_SCHEME;
use crate::walk::similar;
use crate::yaml::Cursor;

/// The URLs that each flow of OAuth 2 needs.
const FLOWS: [(&str, &[&str]); 4] = [
    ("implicit", &["authorizationUrl"]),
    ("password", &["tokenUrl"]),
    ("clientCredentials", &["tokenUrl"]),
    ("authorizationCode", &["authorizationUrl", "tokenUrl"]),
];

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    let lists = document.operations.iter().filter_map(|operation| operation.at.get("security"));
    let schemes = document.root.get("components").and_then(|components| components.get("securitySchemes"));
    let known: Vec<&str> = schemes.iter().flat_map(Cursor::entries).map(|(name, _)| name).collect();
    for list in document.root.get("security").into_iter().chain(lists) {
        for (name, at) in list.items().flat_map(|alternative| alternative.entries()) {
            if known.contains(&name) {
                continue;
            }
            let finding = at_key(&codes::SECURITY_UNDECLARED, &at, format!("there is no security scheme `{name}`"));
            findings.push(match similar(name, known.iter().copied()) {
                Some(meant) => finding.with_help(format!("did you mean `{meant}`?")),
                None => finding.with_help("add it to `components/securitySchemes`"),
            });
        }
    }
    for scheme in document.all(&SECURITY_SCHEME) {
        let needed: &[&str] = match scheme.text_of("type") {
            Some("apiKey") => &["name", "in"],
            Some("http") => &["scheme"],
            Some("oauth2") => &["flows"],
            Some("openIdConnect") => &["openIdConnectUrl"],
            _ => &[],
        };
        for key in needed.iter().filter(|key| scheme.get(key).is_none()) {
            let kind = scheme.text_of("type").unwrap_or_default();
            let message = format!("a security scheme of type {kind} needs `{key}`");
            findings
                .push(at_value(&codes::SECURITY_SCHEME_INCOMPLETE, scheme, message).with_help(format!("add `{key}`")));
        }
        for (name, flow) in scheme.get("flows").iter().flat_map(Cursor::entries) {
            let needed = FLOWS.iter().find(|(known, _)| *known == name).map_or(&[][..], |(_, keys)| keys);
            for key in needed.iter().filter(|key| flow.get(key).is_none()) {
                let message = format!("the flow `{name}` needs `{key}`");
                findings
                    .push(at_key(&codes::SECURITY_SCHEME_INCOMPLETE, &flow, message).with_help(format!("add `{key}`")));
            }
        }
    }
}
