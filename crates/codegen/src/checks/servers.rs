//! Checks that the names in a server's URL match its variables, and that no path or operation has servers of its own.

use super::{at_key, at_value, paths};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::openapi::SERVER;
use crate::walk::similar;
use crate::yaml::Cursor;

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    let paths = document.root.get("paths");
    let items = paths.iter().flat_map(Cursor::entries).map(|(_, item)| item);
    for holder in items.chain(document.operations.iter().map(|operation| operation.at.clone())) {
        if let Some(servers) = holder.get("servers") {
            let finding = at_key(&codes::OWN_SERVERS, &servers, "the client ignores these servers");
            findings.push(finding.with_help("remove them; every request goes to the endpoint of the client"));
        }
    }
    for server in document.all(&SERVER) {
        let Some(url) = server.get("url") else { continue };
        let names = match paths::names(url.text().unwrap_or_default()) {
            Ok(names) => names,
            Err(fault) => {
                findings.push(at_value(&codes::SERVER_VARIABLE, &url, fault.replace("path", "URL")));
                continue;
            }
        };
        let variables = server.get("variables");
        let declared: Vec<(&str, Cursor<'_>)> = variables.iter().flat_map(Cursor::entries).collect();
        for name in names.iter().filter(|name| declared.iter().all(|(known, _)| known != *name)) {
            let finding = at_value(
                &codes::SERVER_VARIABLE,
                &url,
                format!("the URL has `{{{name}}}`, but no variable has that name"),
            );
            findings.push(match similar(name, declared.iter().map(|(known, _)| *known)) {
                Some(meant) => finding.with_help(format!("did you mean `{{{meant}}}`?")),
                None => finding.with_help(format!("add `{name}` to `variables`, with a `default`")),
            });
        }
        for (name, at) in declared.iter().filter(|(name, _)| !names.contains(name)) {
            let finding = at_key(&codes::SERVER_VARIABLE, at, format!("the URL has no `{{{name}}}`"));
            findings.push(finding.with_help("remove the variable, or use it in the URL"));
        }
        for (_, variable) in &declared {
            let (values, default) = (variable.get("enum"), variable.get("default"));
            if let (Some(values), Some(default)) = (values, default)
                && values.items().all(|value| value.text() != default.text())
            {
                let finding =
                    at_value(&codes::SERVER_VARIABLE, &default, "the default is not one of the variable's values");
                findings.push(finding.with_help("add it to `enum`"));
            }
        }
    }
}
