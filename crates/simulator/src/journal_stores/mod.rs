//! The suite that every [`JournalStore`] must pass: the stores of the library pass it, and so must one of your own.
//!
//! ```
//! use metastudio_voice_simulator::MemoryStore;
//! use metastudio_voice_simulator::journal_stores::Suite;
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() {
//! let store = MemoryStore::new();
//! // As a test: `#[tokio::test]`.
//! let report = Suite::new(|_machine| async { store.clone() }).journals(1_000).run().await;
//! assert!(report.passes(), "{report}");
//! # }
//! ```
//!
//! The suite opens the store several times, as several machines would, and needs a store that nobody else uses
//! meanwhile. It leaves its journals behind. Their keys begin with `suite-`.
//!
//! A store whose leases end with their process, and not by time ([`expires`](metastudio_voice::training::store::Lease::expires) is `false`), passes without the
//! rules about the end of leases: the [`Report`] lists them as skipped.
//!
//! The suite waits for real time where a lease has to end: some seconds in all, and nothing in tokio's paused time.

mod context;
mod journals;
mod leases;
mod many;
mod requests;
mod sample;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use metastudio_voice::training::store::JournalStore;

use self::context::{Checked, Context, Verdict};

/// The number of machines that open the store.
const MACHINES: usize = 4;
/// The clocks of the machines: two are right, one is a day ahead, one a day behind.
const CLOCKS: [i64; MACHINES] = [0, 0, 24 * 60 * 60, -24 * 60 * 60];
/// The number of journals in the rule about many.
const JOURNALS: usize = 10_000;

/// A machine that the suite opens the store on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Machine {
    /// The number of the machine, from 0.
    pub number: usize,
    /// The error of the machine's clock, in seconds: above 0 if it is ahead.
    ///
    /// A store that asks the machine for the time, in a way that can be replaced, must be opened with a clock that has
    /// this error. One that does not ask ignores it.
    pub clock_offset: i64,
}

/// Tests a store: each rule with keys of its own, one rule after the other.
#[must_use = "nothing is tested until it runs"]
pub struct Suite<F> {
    open: F,
    journals: usize,
    only: Option<String>,
}

impl<F> Suite<F> {
    /// Creates the suite for a store, which the function opens on a machine. Each machine has its own handle of the
    /// same store, with a connection, files and locks of its own.
    pub fn new<S, Opening>(open: F) -> Self
    where
        F: Fn(Machine) -> Opening,
        Opening: Future<Output = S>,
        S: JournalStore,
    {
        Self { open, journals: JOURNALS, only: None }
    }

    /// Sets the number of journals in the rule about many journals, 10,000 by default.
    pub fn journals(mut self, count: usize) -> Self {
        self.journals = count;
        self
    }

    /// Tests only the rules whose text contains this text.
    pub fn only(mut self, text: impl Into<String>) -> Self {
        self.only = Some(text.into());
        self
    }

    /// Runs the rules. A violation does not end the suite.
    pub async fn run<S, Opening>(self) -> Report
    where
        F: Fn(Machine) -> Opening,
        Opening: Future<Output = S>,
        S: JournalStore,
    {
        let mut stores = Vec::new();
        for (number, clock_offset) in CLOCKS.into_iter().enumerate() {
            stores.push(Arc::new((self.open)(Machine { number, clock_offset }).await));
        }
        let mut report = Report::default();
        for (number, (rule, test)) in rules::<S>(self.journals).into_iter().enumerate() {
            if self.only.as_ref().is_some_and(|text| !rule.contains(text.as_str())) {
                continue;
            }
            let context =
                Context { stores: stores.clone(), prefix: format!("suite-{:08x}-{number}", fastrand::u32(..)) };
            report.rules += 1;
            match test(context).await {
                Ok(Verdict::Holds) => {}
                Ok(Verdict::DoesNotApply) => report.skipped.push(rule),
                Err(what) => report.violations.push(Violation { rule, what }),
            }
        }
        report
    }
}

impl<F> fmt::Debug for Suite<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { journals, only, .. } = self;
        f.debug_struct("Suite").field("journals", journals).field("only", only).finish_non_exhaustive()
    }
}

/// The result of a [`Suite`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// The number of rules that were tested, with those that were skipped.
    pub rules: usize,
    /// The rules that do not apply to the store, because its leases end with their process and not by time.
    pub skipped: Vec<&'static str>,
    /// The rules that the store breaks.
    pub violations: Vec<Violation>,
}

impl Report {
    /// Returns whether there is no violation.
    pub fn passes(&self) -> bool {
        self.violations.is_empty()
    }
}

/// Shows a line for each violation and each rule that was skipped, then the sum.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rules, skipped, violations } = self;
        for violation in violations {
            writeln!(f, "violation: {violation}")?;
        }
        for rule in skipped {
            writeln!(f, "skipped: {rule}")?;
        }
        write!(f, "rules: {rules}, skipped: {}, violations: {}", skipped.len(), violations.len())
    }
}

/// A rule that a store breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The rule.
    pub rule: &'static str,
    /// The step that was against the rule.
    pub what: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.rule, self.what)
    }
}

type Rule<S> = Box<dyn FnOnce(Context<S>) -> Pin<Box<dyn Future<Output = Checked> + Send>> + Send>;

/// Returns the rules with their tests.
fn rules<S: JournalStore>(count: usize) -> Vec<(&'static str, Rule<S>)> {
    vec![
        rule("a journal that one machine has stored is what every machine loads", journals::shared),
        rule("texts of any kind and length come back as they were", journals::texts),
        rule("the version of a journal that does not exist is 0, and each change makes it greater", journals::versions),
        rule("of several changes of one version one is stored", journals::lost_updates),
        rule("keys that differ in anything are different keys", journals::keys),
        rule("a journal that was removed is gone, and its lease is not", journals::removed),
        rule("a list has the journals with the statuses, in the order of the keys", journals::list),
        rule("a step whose response was lost can be repeated", journals::lost_responses),
        rule("of many that acquire a lease at once one gets it", leases::one_holder),
        rule("a lease that is held cannot be acquired, by its owner neither", leases::in_use),
        rule("each lease of a key has a greater token than all before it", leases::tokens),
        rule("a lease that was never acquired changes nothing", leases::invented),
        rule("a lease that was released changes nothing", leases::released),
        rule("a lease ends by itself, and so does what it allows", leases::ends),
        rule("a holder that was paused beyond its lease changes nothing when it wakes", leases::paused_holder),
        rule("a lease that was renewed ends after the new duration", leases::renewed),
        rule("a renewal tells of each lease whether it was held", leases::each_renewal),
        rule("a holder that is asked for its lease is told at each renewal, and keeps it", requests::told),
        rule("a request for a lease has no effect on a later one", requests::forgotten),
        rule("leases do not depend on the clocks of machines", leases::clocks),
        rule("a lease of no time, and one of all time, are possible", leases::extremes),
        rule("many journals are stored, renewed and listed in pages", move |context| many::many(context, count)),
    ]
}

fn rule<S, Test, Testing>(rule: &'static str, test: Test) -> (&'static str, Rule<S>)
where
    Test: FnOnce(Context<S>) -> Testing + Send + 'static,
    Testing: Future<Output = Checked> + Send + 'static,
{
    (rule, Box::new(move |context| Box::pin(test(context))))
}
