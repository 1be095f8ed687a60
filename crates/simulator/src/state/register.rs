//! A map with one permanent entry and the latest of the issued entries.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

/// The number of issued entries kept, so that a long run does not fill the memory.
const KEPT: usize = 10_000;

pub(super) struct Register<K, T> {
    known: HashMap<K, T>,
    /// The names of the issued entries, the oldest first.
    issued: VecDeque<K>,
}

impl<K: Clone + Eq + Hash, T> Register<K, T> {
    /// Creates a register with one permanent entry.
    pub(super) fn with(name: K, thing: T) -> Self {
        Self { known: HashMap::from([(name, thing)]), issued: VecDeque::new() }
    }

    /// Creates an empty register.
    pub(super) fn empty() -> Self {
        Self { known: HashMap::new(), issued: VecDeque::new() }
    }

    pub(super) fn issue(&mut self, name: K, thing: T) {
        self.known.insert(name.clone(), thing);
        self.issued.push_back(name);
        if self.issued.len() > KEPT
            && let Some(oldest) = self.issued.pop_front()
        {
            self.known.remove(&oldest);
        }
    }

    pub(super) fn get(&self, name: &K) -> Option<&T> {
        self.known.get(name)
    }

    pub(super) fn all_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.known.values_mut()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_register_forgets_the_oldest_issued_entry_and_keeps_the_permanent_one() {
        let mut register = Register::with(0, ());
        (1..=KEPT).for_each(|name| register.issue(name, ()));
        assert!(register.get(&1).is_some());
        register.issue(KEPT + 1, ());
        assert!(register.get(&1).is_none());
        assert!([0, 2, KEPT + 1].iter().all(|name| register.get(name).is_some()));
    }
}
