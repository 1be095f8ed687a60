//! Compares how callers authenticate.

use std::collections::{BTreeMap, BTreeSet};

use super::{Class, Cursor, Document, Flow, Part, Walker, What, both, canonical, paired, texts};

/// The schemes that a caller has to satisfy together: each as it is seen on the wire, with the scopes that it needs.
type Alternative = BTreeMap<String, BTreeSet<String>>;

impl<'a> Walker<'_, 'a> {
    /// Compares the definitions of the schemes that both specs have by name, and their names.
    pub(super) fn security_schemes(&mut self) {
        let all = |document: &Document<'a>| document.components("securitySchemes").collect::<Vec<_>>();
        for (name, old, new) in paired(all(self.old), all(self.new)) {
            match (old, new) {
                (Some(old), Some(new)) => {
                    let (old, new) = (self.old.resolve(&old), self.new.resolve(&new));
                    self.texts(&old, &new);
                }
                (old, new) => {
                    let class = if new.is_some() { Class::Additive } else { Class::Breaking };
                    let note = Some(texts::NAMES_SCHEME).filter(|_| new.is_none());
                    let things = both(&old, &new, name);
                    self.report(Part::Source, class, What::Thing(texts::SECURITY_SCHEME), things, None, note);
                }
            }
        }
    }

    /// Compares the ways to authenticate for an operation. A caller that satisfied one before has to satisfy one now.
    pub(super) fn security(&mut self, old: &Cursor<'a>, new: &Cursor<'a>) {
        let holder = |document: &Document<'a>, at: &Cursor<'a>| at.get("security").or(document.root.get("security"));
        let (old, new) = (holder(self.old, old), holder(self.new, new));
        let (before, after) = (alternatives(self.old, old.as_ref()), alternatives(self.new, new.as_ref()));
        let accepted = |caller: &Alternative, by: &[(Alternative, Cursor<'a>)]| {
            by.is_empty() || by.iter().any(|(needed, _)| satisfies(caller, needed))
        };
        // Without any alternative nobody has to authenticate.
        let nobody = Alternative::new();
        if before.is_empty() && !accepted(&nobody, &after) {
            let at = new.as_ref().unwrap_or(&self.new.root).clone();
            let things = (None, Some((&at, String::new())));
            let note = Some(texts::REFUSED_WITHOUT);
            self.report(
                Part::Wire,
                Class::Breaking,
                What::Thing(texts::AUTHENTICATION),
                things,
                Some(Flow::Sent),
                note,
            );
            return;
        }
        if after.is_empty() && !before.is_empty() {
            let things = (old.as_ref().map(|at| (at, String::new())), None);
            self.report(
                Part::Wire,
                Class::Additive,
                What::Thing(texts::AUTHENTICATION),
                things,
                Some(Flow::Sent),
                None,
            );
            return;
        }
        for (alternative, at) in &before {
            if !accepted(alternative, &after) {
                let note = Some(texts::CALLERS_REFUSED);
                let things = (Some((at, text(alternative))), None);
                self.report(
                    Part::Wire,
                    Class::Breaking,
                    What::Thing(texts::AUTHENTICATION),
                    things,
                    Some(Flow::Sent),
                    note,
                );
            }
        }
        for (alternative, at) in &after {
            if !accepted(alternative, &before) {
                let things = (None, Some((at, text(alternative))));
                self.report(
                    Part::Wire,
                    Class::Additive,
                    What::Thing(texts::AUTHENTICATION),
                    things,
                    Some(Flow::Sent),
                    None,
                );
            }
        }
    }
}

/// Returns whether a caller that satisfies some schemes satisfies those that are needed.
fn satisfies(caller: &Alternative, needed: &Alternative) -> bool {
    needed.iter().all(|(scheme, scopes)| caller.get(scheme).is_some_and(|has| has.is_superset(scopes)))
}

fn alternatives<'a>(document: &Document<'a>, list: Option<&Cursor<'a>>) -> Vec<(Alternative, Cursor<'a>)> {
    let items = list.into_iter().flat_map(|list| list.items().collect::<Vec<_>>());
    let read = |item: Cursor<'a>| {
        let schemes = item.entries().map(|(name, scopes)| {
            let scopes = scopes.items().filter_map(|scope| scope.text().map(str::to_owned)).collect();
            (scheme(document, name), scopes)
        });
        (schemes.collect(), item.clone())
    };
    items.map(read).collect()
}

/// Returns a scheme as it is seen on the wire, where its name does not occur.
fn scheme(document: &Document<'_>, name: &str) -> String {
    let Some(scheme) = document.component("securitySchemes", name) else { return name.to_owned() };
    let scheme = document.resolve(&scheme);
    let text = |key: &str| scheme.text_of(key).unwrap_or_default().to_lowercase();
    match text("type").as_str() {
        "apiKey" | "apikey" => {
            let name = scheme.text_of("name").unwrap_or_default();
            match text("in").as_str() {
                "header" => format!("header {}", name.to_lowercase()),
                other => format!("{other} {name}"),
            }
        }
        "http" => format!("http {} {}", text("scheme"), text("bearerformat")).trim_end().to_owned(),
        "openidconnect" => format!("openIdConnect {}", scheme.text_of("openIdConnectUrl").unwrap_or_default()),
        kind => {
            let urls = ["authorizationUrl", "tokenUrl", "refreshUrl"];
            let flows = scheme.get("flows").iter().flat_map(Cursor::entries).collect::<Vec<_>>();
            let flows = flows.iter().map(|(flow, at)| {
                let urls = urls.map(|url| at.get(url).map(|url| canonical(url.node)).unwrap_or_default());
                format!("{flow} {}", urls.join(" ").trim())
            });
            format!("{kind} {}", flows.collect::<Vec<_>>().join(", "))
        }
    }
}

fn text(alternative: &Alternative) -> String {
    let schemes = alternative.iter().map(|(scheme, scopes)| match scopes.is_empty() {
        true => scheme.clone(),
        false => format!("{scheme} ({})", scopes.iter().cloned().collect::<Vec<_>>().join(", ")),
    });
    let text = schemes.collect::<Vec<_>>().join(" + ");
    if text.is_empty() { "none".to_owned() } else { text }
}
