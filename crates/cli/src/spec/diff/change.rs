//! A change between two specs: where it is, what it is, and whom it breaks.

use std::collections::{BTreeSet, HashMap};

use super::texts;
use crate::text::{Language, Text};

/// How much a change matters. The greatest of several is the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    /// Only texts for people differ.
    Docs,
    /// More is possible, and programs that work keep working.
    Additive,
    /// A program that works may stop working.
    Breaking,
}

impl Class {
    /// Returns the name in JSON, and before a change in a report.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Docs => "docs",
            Self::Additive => "additive",
            Self::Breaking => "breaking",
        }
    }

    /// Returns the word for it in a sentence.
    pub(super) fn word(self) -> Text {
        match self {
            Self::Docs => texts::CLASS_DOCS,
            Self::Additive => texts::CLASS_ADDITIVE,
            Self::Breaking => texts::CLASS_BREAKING,
        }
    }
}

/// The users to whom a change matters, which is the section of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Part {
    /// Programs that use the generated Rust client.
    Rust,
    /// Everyone who exchanges requests and responses with the service.
    Wire,
    /// Programs that use code which other generators make of the spec.
    Source,
}

impl Part {
    /// All parts, in the order of the report.
    pub(super) const ALL: [Self; 3] = [Self::Rust, Self::Wire, Self::Source];

    /// Returns the name in JSON.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Rust => "rust",
            Self::Wire => "wire",
            Self::Source => "source",
        }
    }

    /// Returns the heading of the section.
    pub(super) fn title(self) -> Text {
        match self {
            Self::Rust => texts::RUST,
            Self::Wire => texts::WIRE,
            Self::Source => texts::SOURCE_CODE,
        }
    }
}

/// Which of the two specs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Side {
    /// The spec as it was.
    Old,
    /// The spec as it is.
    New,
}

/// The way that data takes, which decides whether more or less of it is a break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Flow {
    /// The client sends it.
    Sent,
    /// The client reads it.
    Read,
}

/// How a change alters the set of values that are allowed in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// Some values are no longer allowed.
    Narrower,
    /// More values are allowed.
    Wider,
    /// Some are no longer allowed, others are now; or the two cannot be compared.
    Other,
}

impl Effect {
    /// Returns how much the change matters to a client.
    pub(super) fn class(self, flow: Flow) -> Class {
        match (self, flow) {
            (Self::Wider, Flow::Sent) | (Self::Narrower, Flow::Read) => Class::Additive,
            _ => Class::Breaking,
        }
    }
}

/// A place in the text of one of the specs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Spot {
    pub(super) side: Side,
    /// The byte at which it begins.
    pub(super) byte: usize,
    /// The JSON pointer.
    pub(super) pointer: String,
}

/// What has become of a thing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Action {
    /// It is new; the value as the new spec has it.
    Added(String),
    /// It is gone; the value as the old spec has it.
    Removed(String),
    /// It has another value: the old one and the new one.
    Changed(String, String),
    /// It has another name: the old one and the new one.
    Renamed(String, String),
}

impl Action {
    /// Returns the word for it, the last part of a rule's name.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Added(_) => "added",
            Self::Removed(_) => "removed",
            Self::Changed(..) => "changed",
            Self::Renamed(..) => "renamed",
        }
    }

    /// Returns the value or name in the old spec.
    pub(super) fn before(&self) -> Option<&str> {
        match self {
            Self::Added(_) => None,
            Self::Removed(old) | Self::Changed(old, _) | Self::Renamed(old, _) => Some(old),
        }
    }

    /// Returns the value or name in the new spec.
    pub(super) fn after(&self) -> Option<&str> {
        match self {
            Self::Removed(_) => None,
            Self::Added(new) | Self::Changed(_, new) | Self::Renamed(_, new) => Some(new),
        }
    }
}

/// What has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum What {
    /// The value of a key of the spec, such as `maxLength`.
    Key(&'static str),
    /// The value of a key that is not shown, such as `description`.
    Whole(&'static str),
    /// A thing that has a name, or is the only one of its kind, such as a property.
    Thing(Text),
}

impl What {
    /// Returns the word for it in the name of a rule.
    pub(super) fn rule(self) -> String {
        match self {
            Self::Key(name) | Self::Whole(name) => name.to_owned(),
            Self::Thing(thing) => thing.en.replace(' ', "-"),
        }
    }

    /// Returns the word for it in a sentence.
    fn word(self, language: Language) -> String {
        match (self, language) {
            (Self::Thing(thing), _) => thing.in_language(language).to_owned(),
            (Self::Key(name) | Self::Whole(name), Language::En) => name.to_owned(),
            (Self::Key(name) | Self::Whole(name), Language::Zh) => format!("`{name}`"),
        }
    }
}

/// A change.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub(super) part: Part,
    pub(super) class: Class,
    /// What has changed; with the action it is the name of the rule.
    pub(super) what: What,
    /// Where it has changed, in the words of the spec, such as `CreateTrainingJobReq.tag`, and of the report's language.
    pub(super) subject: String,
    pub(super) action: Action,
    /// Why it is a break or none, where the rest does not tell.
    pub(super) note: Option<Text>,
    /// The place; nothing where the generator makes something that the spec does not name.
    pub(super) spot: Option<Spot>,
    /// The operations that send it, and those that read it.
    pub(super) operations: BTreeSet<(Flow, String)>,
}

impl Change {
    /// Returns the name of the rule, such as `property-removed`.
    pub(super) fn rule(&self) -> String {
        format!("{}-{}", self.what.rule(), self.action.name())
    }

    /// Returns the change as a sentence about its subject.
    pub(super) fn sentence(&self, language: Language) -> String {
        let (word, subject) = (self.what.word(language), &self.subject);
        let name = self.action.after().or(self.action.before()).unwrap_or_default();
        // The subject may be the thing itself, such as "parameter `limit` of ListJobs".
        let is_subject = subject.contains(&format!("{word} `{name}`"));
        match &self.action {
            Action::Added(_) if is_subject => texts::SUBJECT_ADDED.filled(language, &[("subject", subject)]),
            Action::Removed(_) if is_subject => texts::SUBJECT_REMOVED.filled(language, &[("subject", subject)]),
            _ => {
                let message = self.message(language);
                texts::OF_SUBJECT.filled(language, &[("subject", subject), ("message", &message)])
            }
        }
    }

    /// Returns the change as a clause about its subject.
    pub(super) fn message(&self, language: Language) -> String {
        let word = self.what.word(language);
        let is_key = matches!(self.what, What::Key(_));
        let (text, old, new) = match &self.action {
            Action::Added(new) if is_key => (texts::KEY_ADDED, "", new.as_str()),
            Action::Removed(old) if is_key => (texts::KEY_REMOVED, "", old.as_str()),
            Action::Changed(old, new) | Action::Renamed(old, new) if is_key => {
                (texts::KEY_CHANGED, old.as_str(), new.as_str())
            }
            Action::Added(new) if new.is_empty() => (texts::THE_ADDED, "", ""),
            Action::Removed(old) if old.is_empty() => (texts::THE_REMOVED, "", ""),
            Action::Added(new) => (texts::THING_ADDED, "", new.as_str()),
            Action::Removed(old) => (texts::THING_REMOVED, "", old.as_str()),
            Action::Changed(old, new) if old == new && old.is_empty() => (texts::THE_DIFFERENT, "", ""),
            Action::Changed(old, new) if old == new => (texts::THING_DIFFERENT, "", new.as_str()),
            Action::Changed(old, new) => (texts::THING_CHANGED, old.as_str(), new.as_str()),
            Action::Renamed(old, new) => (texts::THING_RENAMED, old.as_str(), new.as_str()),
        };
        let key = self.what.rule();
        let values: [(&str, &dyn std::fmt::Display); 6] =
            [("key", &key), ("thing", &word), ("old", &old), ("new", &new), ("value", &new), ("name", &new)];
        text.filled(language, &values)
    }

    /// Returns the operations that send it or read it, in this order.
    pub(super) fn operations(&self, flow: Flow) -> Vec<&str> {
        self.operations.iter().filter(|(its, _)| *its == flow).map(|(_, name)| name.as_str()).collect()
    }
}

/// The changes so far.
#[derive(Default)]
pub(super) struct Changes {
    all: Vec<Change>,
    /// The position of each change, so that one in a shared schema is told once.
    known: HashMap<(Part, What, String, Action, Option<Spot>), usize>,
}

impl Changes {
    /// Adds a change, or its operations to the same one. The worse class stays.
    pub(super) fn add(&mut self, change: Change) {
        let key = (change.part, change.what, change.subject.clone(), change.action.clone(), change.spot.clone());
        match self.known.get(&key).and_then(|at| self.all.get_mut(*at)) {
            Some(known) => {
                known.operations.extend(change.operations);
                if change.class > known.class {
                    (known.class, known.note) = (change.class, change.note);
                }
            }
            None => {
                self.known.insert(key, self.all.len());
                self.all.push(change);
            }
        }
    }

    /// Returns all changes: by section, the worst first, in the order of the file.
    pub(super) fn sorted(mut self) -> Vec<Change> {
        let place = |change: &Change| change.spot.as_ref().map_or((Side::Old, 0), |spot| (spot.side, spot.byte));
        self.all.sort_by(|a, b| {
            let key = |it: &Change| (it.part, std::cmp::Reverse(it.class), place(it));
            key(a)
                .cmp(&key(b))
                .then_with(|| a.subject.cmp(&b.subject))
                .then_with(|| a.message(Language::En).cmp(&b.message(Language::En)))
        });
        self.all
    }
}
