//! Locks an access key after wrong signatures.

use std::time::Duration;

/// The number of wrong signatures in a row that lock the key.
const WRONG_IN_A_ROW: u32 = 5;
/// The duration of the lock.
const LOCKED: Duration = Duration::from_secs(5 * 60);

/// The count of wrong signatures made with a key, and its lock.
#[derive(Default)]
pub(crate) struct KeyLock {
    wrong: u32,
    until: Option<Duration>,
}

impl KeyLock {
    /// Returns whether the key is not locked, and counts the signature of the request. `right` is `None` if the
    /// signature was not checked.
    pub(crate) fn admits(&mut self, right: Option<bool>, now: Duration) -> bool {
        if self.until.is_some_and(|until| now < until) {
            return false;
        }
        self.until = None;
        match right {
            Some(true) => self.wrong = 0,
            Some(false) => self.wrong += 1,
            None => {}
        }
        if self.wrong >= WRONG_IN_A_ROW {
            *self = Self { wrong: 0, until: Some(now + LOCKED) };
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRONG: Option<bool> = Some(false);
    const RIGHT: Option<bool> = Some(true);

    fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn locked_at(seconds: u64) -> KeyLock {
        let mut lock = KeyLock::default();
        for _ in 0..5 {
            assert!(lock.admits(WRONG, at(seconds)));
        }
        lock
    }

    #[test]
    fn five_wrong_signatures_lock_the_key_for_five_minutes() {
        let mut lock = locked_at(10);
        assert!(!lock.admits(RIGHT, at(10)));
        assert!(!lock.admits(RIGHT, at(309)));
        assert!(lock.admits(RIGHT, at(310)));
    }

    #[test]
    fn four_wrong_signatures_do_not_lock_the_key_and_a_right_one_resets_the_count() {
        let mut lock = KeyLock::default();
        for right in [WRONG, WRONG, WRONG, WRONG, RIGHT, WRONG, WRONG, WRONG, WRONG] {
            assert!(lock.admits(right, at(0)));
        }
        assert!(lock.admits(RIGHT, at(0)));
    }

    #[test]
    fn a_signature_that_was_not_checked_neither_counts_nor_resets() {
        let mut lock = KeyLock::default();
        for right in [WRONG, None, WRONG, None, WRONG, None, WRONG, None, WRONG] {
            assert!(lock.admits(right, at(0)));
        }
        assert!(!lock.admits(None, at(0)));
    }

    #[test]
    fn requests_with_a_locked_key_do_not_prolong_the_lock_and_the_count_starts_again_after_it() {
        let mut lock = locked_at(0);
        assert!((1..300).all(|second| !lock.admits(WRONG, at(second))));
        for _ in 0..5 {
            assert!(lock.admits(WRONG, at(300)));
        }
        assert!(!lock.admits(RIGHT, at(599)));
    }
}
