//! What to do about a finding, and the place that it is about.

use crate::fix::Plan;
use crate::yaml::{Cursor, escape};

/// What to do about a finding.
pub(crate) struct Advice {
    pub(crate) help: String,
    pub(crate) plan: Option<Plan>,
}

impl Advice {
    pub(crate) fn of(help: impl Into<String>) -> Self {
        Self { help: help.into(), plan: None }
    }

    pub(crate) fn with(help: impl Into<String>, plan: Plan) -> Self {
        Self { help: help.into(), plan: Some(plan) }
    }
}

/// A value, and the file in which it stands.
pub(crate) struct Place<'c, 'a> {
    pub(crate) root: &'c Cursor<'a>,
    pub(crate) at: &'c Cursor<'a>,
}

impl<'a> Place<'_, 'a> {
    /// Returns the object or list around the value.
    pub(crate) fn parent(&self) -> Option<Cursor<'a>> {
        self.above(1)
    }

    /// Returns the node this many steps above the value.
    pub(crate) fn above(&self, steps: usize) -> Option<Cursor<'a>> {
        let mut pointer = self.at.pointer.as_str();
        for _ in 0..steps {
            pointer = &pointer[..pointer.rfind('/')?];
        }
        self.root.follow(pointer)
    }

    /// Returns the key; for an item of a list, the key of the list.
    pub(crate) fn key(&self) -> &'a str {
        self.at.key().map_or("", |key| key.text.as_str())
    }

    /// Returns the reference to the component of this kind that a text names or refers to.
    pub(crate) fn reference(&self, kind: &str, text: &str) -> Option<String> {
        if text.starts_with("#/") {
            return Some(text.to_owned());
        }
        let target = format!("#/components/{kind}/{}", escape(text));
        self.root.follow(&target).map(|_| target)
    }
}
