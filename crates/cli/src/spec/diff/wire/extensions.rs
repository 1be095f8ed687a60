//! Compares the extensions: what a change of each means to clients.

use std::collections::BTreeSet;

use metastudio_voice_codegen::extension::{
    CLIENT_DEFAULT, ENUM_DESCRIPTIONS, ENUM_VARNAMES, ERROR_CODES, EXTENSIBLE_ENUM, IDEMPOTENCY, Idempotency,
    LIFECYCLE, PAGINATION, RATE_LIMIT, SENSITIVE, SIGNATURE, TIME_FORMAT, UPLOAD, VALUES_OF,
};

use super::{Class, Cursor, Effective, Part, Text, Walker, What, both, canonical, paired, shown, texts, with_value};

/// The judgement of an extension: what adding, removing and changing it means.
struct Rule {
    part: Part,
    added: Class,
    removed: Class,
    changed: Class,
    note: Option<Text>,
}

impl Rule {
    const fn of(part: Part, [added, removed, changed]: [Class; 3], note: Option<Text>) -> Self {
        Self { part, added, removed, changed, note }
    }

    fn class(&self, was: bool, is: bool) -> Class {
        match (was, is) {
            (false, _) => self.added,
            (_, false) => self.removed,
            _ => self.changed,
        }
    }
}

use Class::{Additive, Breaking, Docs};

/// The extensions that are compared as a whole. Every other one is for people.
#[rustfmt::skip] // A line for each extension.
fn rule(name: &str) -> Option<(&'static str, Rule)> {
    let rules = [
        (CLIENT_DEFAULT.name, Rule::of(Part::Source, [Additive, Breaking, Breaking], Some(texts::CLIENT_FILLS_IN))),
        (PAGINATION.name, Rule::of(Part::Wire, [Additive, Breaking, Breaking], Some(texts::OTHER_PAGES))),
        (SENSITIVE.name, Rule::of(Part::Source, [Additive, Additive, Additive], Some(texts::IS_PRINTED))),
        (SIGNATURE.name, Rule::of(Part::Wire, [Additive, Breaking, Breaking], Some(texts::OTHER_SIGNATURE))),
        (TIME_FORMAT.name, Rule::of(Part::Wire, [Additive, Breaking, Breaking], Some(texts::OTHER_TIME))),
        (VALUES_OF.name, Rule::of(Part::Wire, [Additive, Additive, Breaking], Some(texts::OTHER_VALUES))),
    ];
    rules.into_iter().find(|(known, _)| *known == name)
}

impl<'a> Walker<'_, 'a> {
    /// Compares an extension of an object; the schemas are given where the object is one.
    pub(super) fn extension(
        &mut self,
        key: &str,
        old: Option<Cursor<'a>>,
        new: Option<Cursor<'a>>,
        schemas: Option<(&Effective<'a>, &Effective<'a>)>,
    ) {
        let value = |at: &Option<Cursor<'a>>| at.as_ref().map(|at| canonical(at.node));
        if value(&old) == value(&new) && key != ENUM_VARNAMES.name {
            return;
        }
        let is = |extension: &metastudio_voice_codegen::extension::Extension| extension.name == key;
        if is(&EXTENSIBLE_ENUM) || is(&ERROR_CODES) {
            // They are compared with the values of the enum, and with the whole file.
        } else if is(&IDEMPOTENCY) {
            self.idempotency(old, new);
        } else if is(&RATE_LIMIT) {
            self.rate_limit(old, new);
        } else if is(&LIFECYCLE) {
            let rule = Rule::of(Part::Wire, [Additive, Breaking, Breaking], Some(texts::WATCHERS));
            self.by_key(What::Thing(texts::STATE), &rule, old, new);
        } else if is(&UPLOAD) {
            let rule = Rule::of(Part::Wire, [Additive, Breaking, Breaking], Some(texts::OTHER_UPLOAD));
            self.by_key(What::Thing(texts::UPLOAD), &rule, old, new);
        } else if is(&ENUM_DESCRIPTIONS) {
            let rule = Rule::of(Part::Source, [Docs, Docs, Docs], None);
            self.by_key(What::Thing(texts::ENUM_DESCRIPTION), &rule, old, new);
        } else if is(&ENUM_VARNAMES) {
            if let Some((old, new)) = schemas {
                self.enum_names(old, new);
            }
        } else if let Some((name, rule)) = rule(key) {
            let class = rule.class(old.is_some(), new.is_some());
            let things = (with_value(old.as_ref()), with_value(new.as_ref()));
            self.report(rule.part, class, What::Key(name), things, None, rule.note);
        } else {
            // Its name is not one of ours, so it can only be shown as text.
            let name = key.to_owned();
            let things = both(&old, &new, &name);
            self.report(Part::Source, Docs, What::Thing(texts::EXTENSION), things, None, None);
        }
    }

    /// Compares the entries of a map.
    fn by_key(&mut self, what: What, rule: &Rule, old: Option<Cursor<'a>>, new: Option<Cursor<'a>>) {
        let entries = |at: &Option<Cursor<'a>>| at.iter().flat_map(Cursor::entries).collect::<Vec<_>>();
        for (key, old, new) in paired(entries(&old), entries(&new)) {
            let text = |at: &Cursor<'a>| match rule.changed {
                Docs => key.to_owned(),
                _ => format!("{key}: {}", shown(at.node)),
            };
            let value = |at: &Option<Cursor<'a>>| at.as_ref().map(|at| canonical(at.node));
            if value(&old) != value(&new) {
                let class = rule.class(old.is_some(), new.is_some());
                let things = (old.as_ref().map(|at| (at, text(at))), new.as_ref().map(|at| (at, text(at))));
                self.report(rule.part, class, what, things, None, rule.note);
            }
        }
    }

    /// Compares whether an operation may be sent again. Without a rule nothing is known, so a client has to be careful.
    fn idempotency(&mut self, old: Option<Cursor<'a>>, new: Option<Cursor<'a>>) {
        let care = |at: &Option<Cursor<'a>>| {
            let value = at.as_ref().and_then(Cursor::text).and_then(Idempotency::read);
            match value {
                Some(Idempotency::Safe) => 0,
                Some(Idempotency::Idempotent) => 1,
                Some(Idempotency::Reconcile) => 2,
                Some(Idempotency::Never) | None => 3,
            }
        };
        let (class, note) = match care(&new) > care(&old) {
            true => (Breaking, Some(texts::MAY_HARM)),
            false => (Additive, None),
        };
        let things = (with_value(old.as_ref()), with_value(new.as_ref()));
        self.report(Part::Wire, class, What::Key(IDEMPOTENCY.name), things, None, note);
    }

    fn rate_limit(&mut self, old: Option<Cursor<'a>>, new: Option<Cursor<'a>>) {
        let entries = |at: &Option<Cursor<'a>>| at.iter().flat_map(Cursor::entries).collect::<Vec<_>>();
        for (region, old, new) in paired(entries(&old), entries(&new)) {
            let number = |at: &Option<Cursor<'a>>| at.as_ref().and_then(|at| at.node.integer());
            let (was, is) = (number(&old), number(&new));
            if was != is {
                let lower = was.zip(is).is_some_and(|(was, is)| is < was);
                let class = if lower { Breaking } else { Additive };
                let text = |at: &Cursor<'a>| format!("{region}: {}", shown(at.node));
                let things = (old.as_ref().map(|at| (at, text(at))), new.as_ref().map(|at| (at, text(at))));
                let note = Some(texts::BEYOND_REFUSED).filter(|_| lower);
                self.report(Part::Wire, class, What::Thing(texts::RATE_LIMIT), things, None, note);
            }
        }
    }

    /// Compares the names that values have in code: each with that of the same value, so that a new value moves none.
    fn enum_names(&mut self, old: &Effective<'a>, new: &Effective<'a>) {
        let names = |schema: &Effective<'a>| -> Vec<(String, Cursor<'a>)> {
            let (values, names) = (schema.first("enum"), schema.first(ENUM_VARNAMES.name));
            let values = values.iter().flat_map(Cursor::items).map(|it| canonical(it.node)).collect::<Vec<_>>();
            values.into_iter().zip(names.iter().flat_map(Cursor::items)).collect()
        };
        let note = Some(texts::VALUE_NAMES);
        for (_, old, new) in paired(names(old), names(new)) {
            if let (Some(old), Some(new)) = (old, new)
                && canonical(old.node) != canonical(new.node)
            {
                let things = (with_value(Some(&old)), with_value(Some(&new)));
                self.report(Part::Source, Breaking, What::Thing(texts::ENUM_NAME), things, None, note);
            }
        }
        // Without names, generators make their own of the values.
        let (was, is) = (old.first(ENUM_VARNAMES.name), new.first(ENUM_VARNAMES.name));
        let are_values = old.first("enum").is_some() && new.first("enum").is_some();
        if are_values && was.is_some() != is.is_some() {
            let things = (with_value(was.as_ref()), with_value(is.as_ref()));
            self.report(Part::Source, Breaking, What::Key(ENUM_VARNAMES.name), things, None, note);
        }
    }

    /// Compares the codes of failed responses. Clients decide by their class.
    pub(super) fn error_codes(&mut self, old: Option<Cursor<'a>>, new: Option<Cursor<'a>>) {
        let codes = |groups: &Option<Cursor<'a>>| -> Vec<(&'a str, Cursor<'a>)> {
            let groups = groups.iter().flat_map(Cursor::items);
            groups
                .filter_map(|group| group.get("codes"))
                .flat_map(|codes| codes.entries().collect::<Vec<_>>())
                .collect()
        };
        for (code, old, new) in paired(codes(&old), codes(&new)) {
            match (old, new) {
                (Some(old), Some(new)) => self.error_code(&old, &new),
                (old, new) => {
                    let class = if new.is_some() { Additive } else { Breaking };
                    let note = Some(texts::UNKNOWN_CODE).filter(|_| new.is_none());
                    let things = both(&old, &new, code);
                    self.report(Part::Wire, class, What::Thing(texts::ERROR_CODE), things, None, note);
                }
            }
        }
        let sources = |groups: &Option<Cursor<'a>>| -> BTreeSet<String> {
            let groups = groups.iter().flat_map(Cursor::items);
            groups
                .map(|it| ["service", "x-source"].map(|key| it.get(key).map(|it| canonical(it.node))))
                .map(|it| format!("{it:?}"))
                .collect()
        };
        if let (Some(was), Some(is)) = (&old, &new)
            && sources(&old) != sources(&new)
        {
            let things = (Some((was, String::new())), Some((is, String::new())));
            self.report(Part::Source, Docs, What::Thing(texts::SOURCE), things, None, None);
        }
    }

    fn error_code(&mut self, old: &Cursor<'a>, new: &Cursor<'a>) {
        let (was, is) = (old.get("class"), new.get("class"));
        if was.as_ref().map(|at| canonical(at.node)) != is.as_ref().map(|at| canonical(at.node)) {
            let things = (with_value(was.as_ref()), with_value(is.as_ref()));
            self.report(Part::Wire, Breaking, What::Key("class"), things, None, Some(texts::DECIDES_BY_CLASS));
        }
        let statuses = |at: &Cursor<'a>| at.get("status").map(|it| canonical(it.node));
        if statuses(old) != statuses(new) {
            let (was, is) = (old.get("status"), new.get("status"));
            let things = (with_value(was.as_ref()), with_value(is.as_ref()));
            self.report(Part::Wire, Additive, What::Key("status"), things, None, None);
        }
        for key in ["meaning", "advice"] {
            self.text(key, old.get(key), new.get(key));
        }
    }
}
