//! The `tracing` span of a training, by which the lines of two trainings can be told apart. The spans of its calls and
//! uploads are inside it.
//!
//! The rule: the name of a voice is often that of a person, and so is the name of a recording, from which the default
//! name of a journal follows. Neither is in a span unless the client was told to put it there.

use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};

use tracing::instrument::{Instrument, Instrumented, WithDispatch, WithSubscriber};
use tracing::{Id, Span, field, info_span};

use super::event::Event;
use super::journal::Journal;
use super::material::JOURNAL_SUFFIX;
use super::outcome::Outcome;
use super::plan::Plan;
use super::store::Place;
use crate::text::printable;
use crate::types::JobId;
use crate::{Client, Error};

/// The number of the next training.
static NEXT: AtomicU64 = AtomicU64::new(1);

/// What is known of a training before it begins.
pub(super) struct Subject {
    edition: Option<String>,
    /// The key in a store, or the name of the file that the caller has chosen.
    journal: Option<String>,
    voice_name: Option<String>,
}

impl Subject {
    /// Returns the subject of a plan.
    pub(super) fn of_plan(client: &Client, plan: &Plan) -> Self {
        // Only then, as the default place is known after an access to the disk.
        let place = plan.names_its_journal().then(|| plan.journal_place());
        Self {
            edition: Some(printable(plan.edition.as_ref())),
            journal: place.and_then(|place| name_of(client, &place)),
            voice_name: client.traces_voice_names().then(|| printable(&plan.voice_name)),
        }
    }

    /// Returns the subject of a training of which only the journal's place is known.
    pub(super) fn of_journal(client: &Client, place: &Place) -> Self {
        Self { edition: None, journal: name_of(client, place), voice_name: None }
    }

    /// Runs the training in its span, and records how it ends.
    pub(super) async fn trace(self, training: impl Future<Output = Result<Outcome, Error>>) -> Result<Outcome, Error> {
        let span = self.span(Span::current().id());
        let outcome = training.instrument(span.clone()).await;
        ended(&span, &outcome);
        outcome
    }

    /// Returns the span of a training in a pool. It is inside no other: a request that starts a training ends long before
    /// it.
    pub(super) fn span_in_pool(self) -> Span {
        self.span(None)
    }

    fn span(self, parent: Option<Id>) -> Span {
        info_span!(
            target: "metastudio_voice",
            parent: parent,
            "training",
            huaweicloud.training = NEXT.fetch_add(1, Ordering::Relaxed),
            huaweicloud.edition = self.edition,
            huaweicloud.journal = self.journal,
            huaweicloud.voice_name = self.voice_name,
            huaweicloud.job_id = field::Empty,
            huaweicloud.outcome = field::Empty,
            error.type = field::Empty,
            otel.status_code = field::Empty,
        )
    }
}

/// Returns the key of a journal, or the name of its file. A name with the default ending follows from that of a recording.
fn name_of(client: &Client, place: &Place) -> Option<String> {
    match place {
        Place::File(path) => {
            let name = path.file_name()?.to_string_lossy();
            (client.traces_voice_names() || !name.ends_with(JOURNAL_SUFFIX)).then(|| printable(&name))
        }
        Place::Keyed(_, key) => Some(printable(key)),
        Place::Memory => None,
    }
}

/// Records in the span of the training what an event tells of it.
pub(super) fn event(event: &Event) {
    if let Event::Created { job_id } | Event::Resumed { job_id } | Event::Recovered { job_id } = event {
        job(&Span::current(), job_id);
    }
}

/// Records in the span of the training what its journal tells of it.
pub(super) fn journal(client: &Client, journal: &Journal) {
    let span = Span::current();
    span.record("huaweicloud.edition", printable(journal.edition.as_ref()));
    if client.traces_voice_names() {
        span.record("huaweicloud.voice_name", printable(&journal.voice_name));
    }
    if let Some(id) = &journal.job_id {
        job(&span, id);
    }
}

fn job(span: &Span, id: &JobId) {
    span.record("huaweicloud.job_id", printable(id));
}

/// Records in the span of a training how it has ended.
pub(super) fn ended(span: &Span, outcome: &Result<Outcome, Error>) {
    match outcome {
        Ok(Outcome::Trained(_)) => {
            span.record("huaweicloud.outcome", "trained");
        }
        Ok(Outcome::ActionNeeded(_)) => {
            span.record("huaweicloud.outcome", "action_needed");
        }
        Err(error) => {
            span.record("huaweicloud.job_id", error.job_id().map(printable));
            span.record("error.type", printable(error.code().unwrap_or(error.kind().name())));
            span.record("otel.status_code", "ERROR");
        }
    }
}

/// Returns the work for another task, in the span and with the subscriber of this one.
pub(super) fn in_this_span<W: Future>(work: W) -> WithDispatch<Instrumented<W>> {
    work.in_current_span().with_current_subscriber()
}
