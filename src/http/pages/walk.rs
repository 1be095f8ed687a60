//! Decides which page comes next, and which of its entries are new.
//!
//! A page counts only if it begins with a known entry, or at the start of the list: then everything before it has been
//! read. Otherwise entries before it were deleted, and the walk goes back, page by page, to one that counts.

use std::collections::HashSet;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;

use super::Start;

/// How many times the same page may come in a row, while the list does not grow, before the server counts as one that
/// ignores the offset.
const SAME: u32 = 5;

/// How many pages without a new entry may come in a row before the list counts as one without an end.
const BARREN: u32 = 100;

/// A walk through a list.
pub(super) struct Walk {
    /// The offset at which the walk began.
    first: u64,
    limit: u64,
    /// The offset of the next page.
    at: u64,
    /// Whether the entries have ids.
    keyed: bool,
    /// Whether the next page should begin with the last entry of the one before.
    overlaps: bool,
    /// How far to go back if it does not.
    step: u64,
    /// The hashes of the ids that were seen: 16 bytes each, where ids have 36 and more.
    seen: HashSet<u128>,
    hashers: [RandomState; 2],
    last: Vec<u128>,
    total: Option<u64>,
    same: u32,
    barren: u32,
    ended: bool,
}

impl Walk {
    pub(super) fn new(start: Start, keyed: bool) -> Self {
        Self {
            first: start.offset,
            // A page of one entry has no room for the entry that overlaps.
            limit: if keyed { start.limit.max(2) } else { start.limit },
            at: start.offset,
            keyed,
            overlaps: false,
            step: 0,
            seen: HashSet::new(),
            hashers: [RandomState::new(), RandomState::new()],
            last: Vec::new(),
            total: None,
            same: 0,
            barren: 0,
            ended: false,
        }
    }

    /// Returns the offset and the limit of the next page, or nothing at the end.
    pub(super) fn wanted(&self) -> Option<(u64, u64)> {
        (!self.ended).then_some((self.at, self.limit))
    }

    /// Takes the page that was wanted: the ids of its entries, and how many entries the list has. Returns for each
    /// entry whether it is new, or nothing if the page does not count.
    pub(super) fn take(&mut self, names: &[String], total: Option<u64>) -> Vec<bool> {
        let prints: Vec<u128> = names.iter().map(|name| self.print(name)).collect();
        let known = prints.first().is_some_and(|first| self.seen.contains(first));
        if self.overlaps && self.at > self.first && !known {
            self.at = self.at.saturating_sub(self.step.max(1)).max(self.first);
            return Vec::new();
        }
        let fresh: Vec<bool> = prints.iter().map(|print| !self.keyed || self.seen.insert(*print)).collect();
        let again = prints == self.last;
        // Entries that are added at the top can move the same entries to the next page.
        self.same = if again && total <= self.total { self.same.saturating_add(1) } else { 0 };
        self.total = total;
        let brought = if self.keyed { fresh.contains(&true) } else { !again };
        self.barren = if brought { 0 } else { self.barren.saturating_add(1) };
        let length = prints.len() as u64;
        let end = self.at.saturating_add(length);
        self.ended = prints.is_empty()
            || match total {
                Some(total) => end >= total || (length > 1 && self.same >= SAME) || self.barren >= BARREN,
                // One known entry is the one that overlaps; others were moved here by entries added at the top.
                None => !brought && (length <= 1 || self.same >= 2 || self.barren >= BARREN),
            };
        self.overlaps = self.keyed && length > 1;
        self.at = if self.overlaps { end.saturating_sub(1) } else { end };
        self.step = length.saturating_sub(1);
        self.last = prints;
        // The last page came once more: the server ignores the offset.
        if brought || total.is_some() { fresh } else { vec![false; fresh.len()] }
    }

    /// Returns two keyed hashes of an id as one number: no two ids have the same, and nobody can construct two that do.
    fn print(&self, name: &str) -> u128 {
        let [high, low] = self.hashers.each_ref().map(|hasher| u128::from(hasher.hash_one(name)));
        high << 64 | low
    }
}
