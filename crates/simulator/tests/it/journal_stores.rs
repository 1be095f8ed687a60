//! The suite of stores passes a store that is right, and finds each defect of one that is not.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use metastudio_voice::Error;
use metastudio_voice::training::store::{
    Acquired, JournalStore, Lease, Removed, Renewed, StoredJournal, Storing, Swapped,
};
use metastudio_voice::training::{Journal, JournalStatus};
use metastudio_voice_simulator::MemoryStore;
use metastudio_voice_simulator::journal_stores::{Machine, Report, Suite};
use tokio::task::yield_now;
use tokio::time::Instant;

/// What is wrong with a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Defect {
    Nothing,
    LeasesDoNotExpire,
    VersionsAreIgnored,
    VersionsStayTheSame,
    ChangesAreInTwoSteps,
    LeasesAreAcquiredInTwoSteps,
    TwoHoldALease,
    TheSameOwnerHoldsALeaseTwice,
    TokensAreReused,
    TokensBeginAnewAfterRemoval,
    TokensOfChangesAreIgnored,
    TokensOfRemovalsAreIgnored,
    TokensOfReleasesAreIgnored,
    TokensOfRenewalsAreIgnored,
    ChangesAfterTheEnd,
    RemovalsAfterTheEnd,
    RenewalsRevive,
    RenewalsDoNothing,
    RenewalsNeverShorten,
    RenewalsAreAllOrNone,
    RenewalsAreSortedByKey,
    LeasesNeverEnd,
    LeasesEndByTheClockOfTheHolder,
    LeasesEndByTheClockOfTheOther,
    RemovalEndsTheLease,
    RemovalKeepsTheJournal,
    KeysIgnoreCase,
    KeysAreCut,
    TextLosesNul,
    LargeTextIsRefused,
    ListsAreInNoOrder,
    ListsIgnoreStatuses,
    ListsBeginAtTheKey,
    ListsAreLongerThanTheLimit,
    ListsEndAtAThousand,
    LeasesOfOtherKeysWork,
    EachMachineIsAlone,
    ReleasesDoNothing,
    SecondReleaseIsAnError,
    LongDurationsFail,
    TheFirstVersionIsNotZero,
    RequestsDoNothing,
    RequestsEndTheLease,
    RequestsAreToldOnce,
    RequestsEndWithAChange,
    RequestsReachEachKey,
    RequestsOutliveTheirHolder,
    RequestsWaitForAHolder,
    RequestsMakeAJournal,
}

#[derive(Clone, Default)]
struct Entry {
    version: u64,
    journal: Option<Journal>,
    token: u64,
    owner: Option<String>,
    end: i128,
    is_asked: bool,
}

/// A store with a defect. Its times are microseconds since it was made.
#[derive(Clone, Debug)]
struct Flawed {
    defect: Defect,
    machine: i128,
    begin: Instant,
    entries: Arc<Mutex<BTreeMap<String, Entry>>>,
}

impl std::fmt::Debug for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Entry")
    }
}

const DAY: i128 = 24 * 60 * 60 * 1_000_000;

impl Flawed {
    fn new(defect: Defect) -> Self {
        Self { defect, machine: 0, begin: Instant::now(), entries: Arc::default() }
    }

    /// Opens the store on a machine.
    fn on(&self, machine: Machine) -> Self {
        let entries = if self.is(Defect::EachMachineIsAlone) { Arc::default() } else { Arc::clone(&self.entries) };
        Self { machine: i128::from(machine.clock_offset) * 1_000_000, entries, ..self.clone() }
    }

    fn is(&self, defect: Defect) -> bool {
        self.defect == defect
    }

    fn now(&self) -> i128 {
        self.begin.elapsed().as_micros() as i128
    }

    fn end(&self, duration: Duration) -> i128 {
        let skew = if self.is(Defect::LeasesEndByTheClockOfTheHolder) { self.machine } else { 0 };
        self.now() + skew + (duration.as_micros() as i128).min(365_000 * DAY)
    }

    fn has_ended(&self, entry: &Entry) -> bool {
        let skew = if self.is(Defect::LeasesEndByTheClockOfTheOther) { self.machine } else { 0 };
        let ends = !self.is(Defect::LeasesNeverEnd) && !self.is(Defect::LeasesDoNotExpire);
        entry.owner.is_none() || ends && entry.end <= self.now() + skew
    }

    fn key(&self, key: &str) -> String {
        match self.defect {
            Defect::KeysIgnoreCase => key.to_lowercase(),
            Defect::KeysAreCut => key.chars().take(199).collect(),
            _ => key.to_owned(),
        }
    }

    fn step<T>(&self, key: &str, step: impl FnOnce(&mut Entry) -> T) -> T {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        step(entries.entry(self.key(key)).or_default())
    }

    /// Returns whether a lease is held, for a step that ignores its token or its end.
    fn holds(&self, entry: &Entry, lease: &Lease, ignores_token: Defect, ignores_end: Defect) -> bool {
        let has_token = lease.token == entry.token || self.is(ignores_token) && entry.owner.is_some();
        let is_held = !self.has_ended(entry) || self.is(ignores_end) && entry.owner.is_some();
        has_token && is_held || self.is(Defect::LeasesOfOtherKeysWork) && entry.token == 0
    }
}

impl JournalStore for Flawed {
    fn name(&self) -> String {
        "the store with a defect".to_owned()
    }

    fn load<'a>(&'a self, key: &'a str) -> Storing<'a, Option<StoredJournal>> {
        Box::pin(async move {
            let (version, journal) = self.step(key, |entry| (entry.version, entry.journal.clone()));
            Ok(journal.map(|journal| StoredJournal::new(key, version, journal)))
        })
    }

    fn compare_and_swap<'a>(&'a self, lease: &'a Lease, version: u64, journal: &'a Journal) -> Storing<'a, Swapped> {
        Box::pin(async move {
            let mut journal = journal.clone();
            if self.is(Defect::LargeTextIsRefused) && journal.voice_name().len() > 1 << 20 {
                return Err(Error::journal_unavailable("the journal is too large"));
            }
            if self.is(Defect::TextLosesNul) && journal.voice_name().contains('\0') {
                let text = serde_json::to_string(&journal).expect("JSON").replace("\\u0000", "");
                journal = serde_json::from_str(&text).expect("a journal");
            }
            let check = |entry: &mut Entry| {
                let none = if self.is(Defect::TheFirstVersionIsNotZero) { entry.version } else { 0 };
                let stored = if entry.journal.is_some() { entry.version } else { none };
                if !self.holds(entry, lease, Defect::TokensOfChangesAreIgnored, Defect::ChangesAfterTheEnd) {
                    Some(Swapped::LeaseLost)
                } else if stored != version && !self.is(Defect::VersionsAreIgnored) {
                    Some(Swapped::Conflict)
                } else {
                    None
                }
            };
            let store = |entry: &mut Entry| {
                entry.version = match self.defect {
                    Defect::VersionsStayTheSame => 1,
                    _ => entry.version + 1,
                };
                entry.journal = Some(journal.clone());
                entry.is_asked &= !self.is(Defect::RequestsEndWithAChange);
                Swapped::Stored(entry.version)
            };
            if self.is(Defect::ChangesAreInTwoSteps) {
                if let Some(swapped) = self.step(&lease.key, check) {
                    return Ok(swapped);
                }
                yield_now().await;
                return Ok(self.step(&lease.key, store));
            }
            Ok(self.step(&lease.key, |entry| check(entry).unwrap_or_else(|| store(entry))))
        })
    }

    fn remove<'a>(&'a self, lease: &'a Lease) -> Storing<'a, Removed> {
        Box::pin(async move {
            Ok(self.step(&lease.key, |entry| {
                if !self.holds(entry, lease, Defect::TokensOfRemovalsAreIgnored, Defect::RemovalsAfterTheEnd) {
                    return Removed::LeaseLost;
                }
                match self.defect {
                    Defect::RemovalKeepsTheJournal => {}
                    Defect::RemovalEndsTheLease => (entry.journal, entry.owner) = (None, None),
                    Defect::TokensBeginAnewAfterRemoval => (entry.journal, entry.token) = (None, 0),
                    _ => entry.journal = None,
                }
                Removed::Removed
            }))
        })
    }

    fn acquire<'a>(&'a self, key: &'a str, owner: &'a str, duration: Duration) -> Storing<'a, Acquired> {
        Box::pin(async move {
            if self.is(Defect::LongDurationsFail) && duration > Duration::from_secs(1 << 40) {
                return Err(Error::journal_unavailable("the time is out of range"));
            }
            let check = |entry: &mut Entry| {
                let is_same = self.is(Defect::TheSameOwnerHoldsALeaseTwice) && entry.owner.as_deref() == Some(owner);
                let is_free = is_same || self.has_ended(entry) || self.is(Defect::TwoHoldALease);
                if is_free { None } else { Some(Acquired::InUse { owner: entry.owner.clone() }) }
            };
            let acquire = |entry: &mut Entry| {
                entry.token = if self.is(Defect::TokensAreReused) { 1 } else { entry.token + 1 };
                (entry.owner, entry.end) = (Some(owner.to_owned()), self.end(duration));
                entry.is_asked &=
                    self.is(Defect::RequestsOutliveTheirHolder) || self.is(Defect::RequestsWaitForAHolder);
                let mut lease = Lease::new(key, owner, entry.token);
                lease.expires = !self.is(Defect::LeasesDoNotExpire);
                Acquired::Lease(lease)
            };
            if self.is(Defect::LeasesAreAcquiredInTwoSteps) {
                if let Some(in_use) = self.step(key, check) {
                    return Ok(in_use);
                }
                yield_now().await;
                return Ok(self.step(key, acquire));
            }
            Ok(self.step(key, |entry| check(entry).unwrap_or_else(|| acquire(entry))))
        })
    }

    fn renew<'a>(&'a self, leases: &'a [Lease], duration: Duration) -> Storing<'a, Vec<Renewed>> {
        Box::pin(async move {
            let mut leases: Vec<&Lease> = leases.iter().collect();
            if self.is(Defect::RenewalsAreSortedByKey) {
                leases.sort_by_key(|lease| (&lease.key, lease.token));
            }
            let renewed = leases.into_iter().map(|lease| {
                self.step(&lease.key, |entry| {
                    let is_held = self.holds(entry, lease, Defect::TokensOfRenewalsAreIgnored, Defect::RenewalsRevive);
                    match self.defect {
                        Defect::RenewalsDoNothing => {}
                        Defect::RenewalsNeverShorten if is_held => entry.end = entry.end.max(self.end(duration)),
                        _ if is_held => entry.end = self.end(duration),
                        _ => {}
                    }
                    match entry.is_asked {
                        _ if !is_held => Renewed::LeaseLost,
                        true => {
                            entry.is_asked = !self.is(Defect::RequestsAreToldOnce);
                            Renewed::ReleaseRequested
                        }
                        false => Renewed::Held,
                    }
                })
            });
            let mut renewed: Vec<Renewed> = renewed.collect();
            if self.is(Defect::RenewalsAreAllOrNone) && renewed.contains(&Renewed::LeaseLost) {
                renewed.fill(Renewed::LeaseLost);
            }
            Ok(renewed)
        })
    }

    fn request_release<'a>(&'a self, key: &'a str) -> Storing<'a, ()> {
        Box::pin(async move {
            if self.is(Defect::RequestsReachEachKey) {
                let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
                entries.values_mut().for_each(|entry| entry.is_asked = true);
            }
            self.step(key, |entry| match self.defect {
                Defect::RequestsDoNothing => {}
                Defect::RequestsEndTheLease => (entry.owner, entry.is_asked) = (None, true),
                Defect::RequestsMakeAJournal if entry.journal.is_none() => {
                    let journal = r#"{"version": 1, "service": {"host": "h", "project_id": "p"}, "edition": "PREMIUM", "voice_name": "v"}"#;
                    (entry.version, entry.journal) = (1, serde_json::from_str(journal).ok());
                }
                _ => entry.is_asked = !self.has_ended(entry) || self.is(Defect::RequestsWaitForAHolder),
            });
            Ok(())
        })
    }

    fn release<'a>(&'a self, lease: &'a Lease) -> Storing<'a, ()> {
        Box::pin(async move {
            self.step(&lease.key, |entry| {
                let ignores_token = self.is(Defect::TokensOfReleasesAreIgnored);
                if self.is(Defect::SecondReleaseIsAnError) && entry.owner.is_none() {
                    return Err(Error::journal_unavailable("the lease is not held"));
                }
                if !self.is(Defect::ReleasesDoNothing) && (ignores_token || entry.token == lease.token) {
                    entry.owner = None;
                }
                Ok(())
            })
        })
    }

    fn list<'a>(
        &'a self,
        statuses: &'a [JournalStatus],
        after: Option<&'a str>,
        limit: usize,
    ) -> Storing<'a, Vec<StoredJournal>> {
        Box::pin(async move {
            let entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
            let is_after = |key: &str| match after {
                Some(after) if self.is(Defect::ListsBeginAtTheKey) => key >= after,
                Some(after) => key > after,
                None => true,
            };
            let stored = entries.iter().filter(|(key, _)| is_after(key)).filter_map(|(key, entry)| {
                let journal = entry.journal.clone()?;
                let is_listed = statuses.contains(&journal.status()) || self.is(Defect::ListsIgnoreStatuses);
                is_listed.then(|| StoredJournal::new(key, entry.version, journal))
            });
            let limit = match self.defect {
                Defect::ListsAreLongerThanTheLimit => limit.saturating_add(1),
                Defect::ListsEndAtAThousand if entries.len() > 1_000 => 0,
                _ => limit,
            };
            if self.is(Defect::ListsAreInNoOrder) {
                let mut stored: Vec<_> = stored.collect();
                stored.sort_by_key(|stored| stored.key.to_lowercase());
                stored.truncate(limit);
                return Ok(stored);
            }
            Ok(stored.take(limit).collect())
        })
    }
}

async fn report(defect: Defect) -> Report {
    let store = Flawed::new(defect);
    Suite::new(|machine| {
        let store = store.on(machine);
        async { store }
    })
    .journals(1_500)
    .run()
    .await
}

#[tokio::test(start_paused = true)]
async fn the_store_in_memory_passes_the_suite() {
    let store = MemoryStore::new();
    let report = Suite::new(|_| async { store.clone() }).run().await;
    assert!(report.passes() && report.skipped.is_empty(), "{report}");
}

#[tokio::test(start_paused = true)]
async fn a_store_whose_leases_end_with_their_process_passes_without_the_rules_about_their_end() {
    let report = report(Defect::LeasesDoNotExpire).await;
    assert!(report.passes(), "{report}");
    assert!(!report.skipped.is_empty() && report.skipped.len() < report.rules / 2, "{report}");
}

/// The suite finds a defect, and by the rules that it is against.
macro_rules! defects {
    ($($name:ident: $defect:ident, $rule:literal;)*) => {
        $(#[tokio::test(start_paused = true)]
        async fn $name() {
            let report = report(Defect::$defect).await;
            let is_found = report.violations.iter().any(|violation| violation.rule.contains($rule));
            assert!(is_found, "{report}");
        })*
    };
}

#[tokio::test(start_paused = true)]
async fn the_store_that_defects_are_put_into_has_none_itself() {
    let report = report(Defect::Nothing).await;
    assert!(report.passes() && report.skipped.is_empty(), "{report}");
}

defects! {
    the_suite_finds_that_versions_are_ignored: VersionsAreIgnored, "of several changes";
    the_suite_finds_that_versions_stay_the_same: VersionsStayTheSame, "makes it greater";
    the_suite_finds_that_a_new_journal_needs_another_version_than_0: TheFirstVersionIsNotZero, "is 0";
    the_suite_finds_that_a_change_is_checked_and_stored_in_two_steps: ChangesAreInTwoSteps, "of several changes";
    the_suite_finds_that_a_lease_is_acquired_in_two_steps: LeasesAreAcquiredInTwoSteps, "of many that acquire";
    the_suite_finds_that_two_hold_a_lease: TwoHoldALease, "of many that acquire";
    the_suite_finds_that_the_same_owner_holds_a_lease_twice: TheSameOwnerHoldsALeaseTwice, "by its owner neither";
    the_suite_finds_that_tokens_are_reused: TokensAreReused, "greater token";
    the_suite_finds_that_tokens_begin_anew_after_removal: TokensBeginAnewAfterRemoval, "greater token";
    the_suite_finds_that_the_token_of_a_change_is_ignored: TokensOfChangesAreIgnored, "paused beyond its lease";
    the_suite_finds_that_the_token_of_a_removal_is_ignored: TokensOfRemovalsAreIgnored, "paused beyond its lease";
    the_suite_finds_that_the_token_of_a_release_is_ignored: TokensOfReleasesAreIgnored, "paused beyond its lease";
    the_suite_finds_that_the_token_of_a_renewal_is_ignored: TokensOfRenewalsAreIgnored, "paused beyond its lease";
    the_suite_finds_that_a_change_is_stored_after_the_end: ChangesAfterTheEnd, "ends by itself";
    the_suite_finds_that_a_journal_is_removed_after_the_end: RemovalsAfterTheEnd, "ends by itself";
    the_suite_finds_that_a_renewal_revives_a_lease_that_has_ended: RenewalsRevive, "ends by itself";
    the_suite_finds_that_a_renewal_does_nothing: RenewalsDoNothing, "ends after the new duration";
    the_suite_finds_that_a_renewal_never_shortens: RenewalsNeverShorten, "ends after the new duration";
    the_suite_finds_that_a_renewal_tells_only_whether_all_were_held: RenewalsAreAllOrNone, "tells of each lease";
    the_suite_finds_that_a_renewal_tells_in_another_order: RenewalsAreSortedByKey, "tells of each lease";
    the_suite_finds_that_leases_never_end: LeasesNeverEnd, "ends by itself";
    the_suite_finds_that_the_clock_of_the_holder_counts: LeasesEndByTheClockOfTheHolder, "clocks of machines";
    the_suite_finds_that_the_clock_of_another_machine_counts: LeasesEndByTheClockOfTheOther, "clocks of machines";
    the_suite_finds_that_removal_ends_the_lease: RemovalEndsTheLease, "is gone, and its lease is not";
    the_suite_finds_that_removal_keeps_the_journal: RemovalKeepsTheJournal, "is gone";
    the_suite_finds_that_keys_ignore_case: KeysIgnoreCase, "different keys";
    the_suite_finds_that_long_keys_are_cut: KeysAreCut, "different keys";
    the_suite_finds_that_a_text_loses_a_character: TextLosesNul, "come back as they were";
    the_suite_finds_that_a_large_journal_is_refused: LargeTextIsRefused, "come back as they were";
    the_suite_finds_that_a_list_is_in_another_order: ListsAreInNoOrder, "order of the keys";
    the_suite_finds_that_a_list_ignores_the_statuses: ListsIgnoreStatuses, "with the statuses";
    the_suite_finds_that_a_list_begins_at_the_key_and_not_after_it: ListsBeginAtTheKey, "order of the keys";
    the_suite_finds_that_a_list_is_longer_than_its_limit: ListsAreLongerThanTheLimit, "order of the keys";
    the_suite_finds_that_a_store_lists_only_so_many: ListsEndAtAThousand, "many journals";
    the_suite_finds_that_a_lease_works_for_another_key: LeasesOfOtherKeysWork, "never acquired";
    the_suite_finds_that_machines_do_not_share_the_store: EachMachineIsAlone, "every machine loads";
    the_suite_finds_that_a_release_does_nothing: ReleasesDoNothing, "greater token";
    the_suite_finds_that_a_second_release_is_an_error: SecondReleaseIsAnError, "was released";
    the_suite_finds_that_a_long_lease_is_refused: LongDurationsFail, "of all time";
    the_suite_finds_that_a_request_does_nothing: RequestsDoNothing, "asked for its lease";
    the_suite_finds_that_a_request_ends_the_lease: RequestsEndTheLease, "asked for its lease";
    the_suite_finds_that_a_request_is_told_once: RequestsAreToldOnce, "asked for its lease";
    the_suite_finds_that_a_change_ends_a_request: RequestsEndWithAChange, "asked for its lease";
    the_suite_finds_that_a_request_reaches_other_keys: RequestsReachEachKey, "asked for its lease";
    the_suite_finds_that_a_request_outlives_its_holder: RequestsOutliveTheirHolder, "on a later one";
    the_suite_finds_that_a_request_waits_for_a_holder: RequestsWaitForAHolder, "on a later one";
    the_suite_finds_that_a_request_makes_a_journal: RequestsMakeAJournal, "on a later one";
}
