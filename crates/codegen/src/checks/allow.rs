//! Marks the findings that an object allows with `x-allow`, and checks that each entry names a check that can be
//! allowed, gives a reason, and allows something.
//!
//! An entry holds for the object that has it and for the keys of this object, but not for the objects within it: a
//! finding belongs to the innermost object around it. Otherwise an entry near the root would silently hold for
//! everything that is added later, and nobody could tell from the entry which place it was written for.

use std::collections::HashMap;

use super::{at_key, at_value};
use crate::codes::{self, Class, Code};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::fix::Plan;
use crate::spec::extension::ALLOW;
use crate::yaml::Cursor;

/// An entry of `x-allow`.
struct Entry<'a> {
    code: &'static Code,
    reason: &'a str,
    at: Cursor<'a>,
    used: bool,
}

/// Marks the allowed ones of these findings, which have their pointers, and reports entries that are at fault.
pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let mut entries = entries(document, &mut faults);
    if entries.is_empty() && faults.is_empty() {
        return;
    }
    for finding in findings.iter_mut().filter(|finding| can_be_allowed(finding.code)) {
        let Some(owner) = owner(document, &finding.pointer) else { continue };
        let of_owner = entries.get_mut(owner).into_iter().flatten();
        for entry in of_owner.filter(|entry| entry.code == finding.code) {
            entry.used = true;
            finding.allowed = Some(entry.reason.to_owned());
        }
    }
    // With a broken finding, some checks have not run, and an entry may be for one of those.
    if findings.iter().all(|finding| finding.code.class != Class::Broken) {
        let mut unused: Vec<(&str, Entry<'_>)> = entries
            .into_iter()
            .flat_map(|(owner, entries)| entries.into_iter().map(move |entry| (owner, entry)))
            .filter(|(_, entry)| !entry.used)
            .collect();
        unused.sort_by_key(|(_, entry)| entry.at.key_place().start);
        faults.extend(unused.iter().map(|(owner, entry)| unused_entry(document, owner, entry, findings)));
    }
    findings.append(&mut faults);
}

/// Returns the entries that are valid, by the pointers of their objects.
fn entries<'d, 'a>(document: &'d Document<'a>, faults: &mut Vec<Diagnostic>) -> HashMap<&'d str, Vec<Entry<'a>>> {
    let visited = document.visits.iter().map(|visit| &visit.at);
    let referring = document.references.iter().map(|reference| &reference.at);
    let mut found: HashMap<&str, Vec<Entry<'a>>> = HashMap::new();
    for object in visited.chain(referring) {
        for (id, at) in object.entries_of(ALLOW.name) {
            // The check of an extension's shape reports a reason that is not a string.
            let Some(reason) = at.text() else { continue };
            let code = Code::find(id).filter(|code| can_be_allowed(code));
            match code {
                None => faults.push(wrong_code(id, &at)),
                Some(_) if reason.trim().is_empty() => {
                    let finding = at_value(&codes::ALLOW_REASON, &at, format!("`{id}` is allowed without a reason"));
                    faults.push(finding.with_help(format!("write why it is right here: `{id}: The service ….`")));
                }
                Some(code) => {
                    let entry = Entry { code, reason: reason.trim(), at, used: false };
                    found.entry(&object.pointer).or_default().push(entry);
                }
            }
        }
    }
    found
}

/// Returns whether a finding of this check can be right: it is not broken, and not about `x-allow` itself.
fn can_be_allowed(code: &Code) -> bool {
    let own = [&codes::ALLOW_UNUSED, &codes::ALLOW_CODE, &codes::ALLOW_REASON];
    code.class != Class::Broken && own.iter().all(|own| own.id != code.id)
}

fn wrong_code(id: &str, at: &Cursor<'_>) -> Diagnostic {
    match Code::find(id) {
        None => {
            let finding = at_key(&codes::ALLOW_CODE, at, format!("there is no check `{id}`"));
            finding.with_help("name a check by its code; the command `explain` lists them")
        }
        Some(code) if code.class == Class::Broken => {
            let message = format!("`{id}` ({}) cannot be allowed", code.title);
            let finding = at_key(&codes::ALLOW_CODE, at, message);
            finding.with_help("remove the entry and mend the fault; without that, there is no client")
        }
        Some(_) => {
            let finding = at_key(&codes::ALLOW_CODE, at, format!("`{id}` cannot be allowed"));
            finding.with_help("remove the entry, and mend the `x-allow` that the finding is about")
        }
    }
}

fn unused_entry(document: &Document<'_>, owner: &str, entry: &Entry<'_>, findings: &[Diagnostic]) -> Diagnostic {
    let id = entry.code.id;
    let finding = at_key(&codes::ALLOW_UNUSED, &entry.at, format!("nothing here has the finding `{id}`"));
    let within = findings.iter().find(|finding| {
        let below = finding.pointer.strip_prefix(owner).is_some_and(|rest| rest.starts_with('/'));
        finding.code == entry.code && finding.allowed.is_none() && below
    });
    if let Some(place) = within.and_then(|finding| self::owner(document, &finding.pointer)) {
        return finding.with_help(format!("move it to {place}, which has the finding"));
    }
    let object = document.root.follow(owner);
    let allow = object.as_ref().and_then(|object| object.get(ALLOW.name));
    let plan = match (object, allow) {
        (Some(object), Some(allow)) => {
            let title = format!("remove `{id}` from `x-allow`");
            let (parent, child) = if allow.entries().count() > 1 { (&allow, &entry.at) } else { (&object, &allow) };
            Plan::new(title).without(parent, child)
        }
        _ => None,
    };
    finding.with_help("remove it").with_plan(plan)
}

/// Returns the pointer of the innermost object around a place, or of the object itself.
fn owner<'p>(document: &Document<'_>, pointer: &'p str) -> Option<&'p str> {
    let mut owner = pointer;
    while document.kind(owner).is_none() {
        owner = &owner[..owner.rfind('/')?];
    }
    Some(owner)
}
