//! Compares the texts for people, and the keys that every object may have.

use super::{Class, Cursor, Effective, Part, Text, Walker, What, both, canonical, paired, texts, with_value};

/// The keys whose values are only read by people.
const TEXTS: &[&str] = &["summary", "description", "externalDocs", "example", "title"];

/// Returns whether people alone read the value of a key.
pub(super) fn is_text(key: &str) -> bool {
    TEXTS.contains(&key) || key == "examples"
}

impl<'a> Walker<'_, 'a> {
    /// Compares the texts, extensions, examples and links of an object that is no schema.
    pub(super) fn texts(&mut self, old: &Cursor<'a>, new: &Cursor<'a>) {
        let key = (format!("texts {}", old.pointer), new.pointer.clone());
        if !self.told.insert(key) {
            return;
        }
        for key in TEXTS {
            self.text(key, old.get(key), new.get(key));
        }
        self.deprecated(old.get("deprecated"), new.get("deprecated"));
        let extensions = |at: &Cursor<'a>| -> Vec<(&'a str, Cursor<'a>)> {
            at.entries().filter(|(key, _)| key.starts_with("x-")).collect()
        };
        for (key, old, new) in paired(extensions(old), extensions(new)) {
            self.extension(key, old, new, None);
        }
        self.named_texts("examples", texts::EXAMPLE, old, new);
        self.named_texts("links", texts::LINK, old, new);
    }

    /// Compares the texts and extensions of a schema.
    pub(super) fn keys_of_schema(&mut self, old: &Effective<'a>, new: &Effective<'a>) {
        let mut keys = old.keys();
        keys.extend(new.keys().into_iter().filter(|key| old.first(key).is_none()));
        for key in keys {
            let (was, is) = (old.first(key), new.first(key));
            if let Some(text) = TEXTS.iter().find(|text| **text == key) {
                self.text(text, was, is);
            } else if key == "deprecated" {
                self.deprecated(was, is);
            } else if key.starts_with("x-") {
                self.extension(key, was, is, Some((old, new)));
            }
        }
    }

    /// Compares a text.
    pub(super) fn text(&mut self, key: &'static str, old: Option<Cursor<'a>>, new: Option<Cursor<'a>>) {
        let value = |at: &Option<Cursor<'a>>| at.as_ref().map(|at| words(&canonical(at.node)));
        if value(&old) != value(&new) {
            let things = both(&old, &new, "");
            self.report(Part::Source, Class::Docs, What::Whole(key), things, None, None);
        }
    }

    fn deprecated(&mut self, old: Option<Cursor<'a>>, new: Option<Cursor<'a>>) {
        let is = |at: &Option<Cursor<'a>>| at.as_ref().is_some_and(|at| at.node.boolean() == Some(true));
        if is(&old) != is(&new) {
            let things = (with_value(old.as_ref()), with_value(new.as_ref()));
            let note = Some(texts::STILL_WORKS);
            self.report(Part::Source, Class::Additive, What::Key("deprecated"), things, None, note);
        }
    }

    /// Compares examples or links, which have names and may be components.
    fn named_texts(&mut self, key: &str, what: Text, old: &Cursor<'a>, new: &Cursor<'a>) {
        let all = |at: &Cursor<'a>| at.get(key).iter().flat_map(Cursor::entries).collect::<Vec<_>>();
        for (name, old, new) in paired(all(old), all(new)) {
            let target = |at: &Option<Cursor<'a>>, document: &super::Document<'a>| {
                at.as_ref().map(|at| canonical(document.resolve(at).node))
            };
            let (was, is) = (target(&old, self.old), target(&new, self.new));
            if was != is {
                let (old, new) = match (old, new) {
                    (Some(old), Some(new)) => (Some(self.old.resolve(&old)), Some(self.new.resolve(&new))),
                    one => one,
                };
                let things = both(&old, &new, name);
                self.report(Part::Source, Class::Docs, What::Thing(what), things, None, None);
            }
        }
    }
}

/// Returns a text without the difference that wrapping makes.
fn words(text: &str) -> String {
    text.replace("\\n", " ").split_whitespace().collect::<Vec<_>>().join(" ")
}
