//! Keeps spans and events, as a subscriber sees them.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, LazyLock, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Dispatch, Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer};
use tracing_subscriber::registry::LookupSpan;

/// A span or an event: its name (an event's message), the names of the spans around it, and its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) name: String,
    pub(crate) within: Vec<String>,
    pub(crate) fields: BTreeMap<String, String>,
}

impl Told {
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str)
    }
}

/// A second subscriber, for as long as the process lives. While a process has only one, tracing-core asks the thread
/// that reaches a span or an event first whether anybody listens, and keeps the reply for all threads: the thread of
/// another test says no.
static ANOTHER: LazyLock<Dispatch> = LazyLock::new(|| Dispatch::new(tracing_subscriber::registry()));

/// A layer that keeps the spans and events of this crate.
#[derive(Clone)]
pub(crate) struct Kept(Arc<Mutex<Vec<Numbered>>>);

impl Default for Kept {
    fn default() -> Self {
        LazyLock::force(&ANOTHER);
        Self(Arc::default())
    }
}

/// With the number of the span, if it is one.
type Numbered = (Option<u64>, Told);

impl Kept {
    pub(crate) fn all(&self) -> Vec<Told> {
        self.0.lock().expect("kept").iter().map(|(_, told)| told.clone()).collect()
    }

    pub(crate) fn named(&self, name: &str) -> Vec<Told> {
        self.all().into_iter().filter(|told| told.name == name).collect()
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Kept {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        if attributes.metadata().target() == "metastudio_voice" {
            let mut told = Told { name: attributes.metadata().name().to_owned(), ..Told::default() };
            let scope = context.span_scope(id).into_iter().flatten().skip(1);
            told.within = scope.map(|span| span.name().to_owned()).collect();
            attributes.record(&mut told);
            self.0.lock().expect("kept").push((Some(id.into_u64()), told));
        }
    }

    fn on_record(&self, id: &Id, record: &Record<'_>, _: Context<'_, S>) {
        let mut kept = self.0.lock().expect("kept");
        if let Some((_, told)) = kept.iter_mut().rev().find(|(known, _)| *known == Some(id.into_u64())) {
            record.record(told);
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        if event.metadata().target() == "metastudio_voice" {
            let within = context.event_scope(event).into_iter().flatten().map(|span| span.name().to_owned()).collect();
            let mut told = Told { within, ..Told::default() };
            event.record(&mut told);
            told.name = told.fields.remove("message").unwrap_or_default();
            self.0.lock().expect("kept").push((None, told));
        }
    }
}

impl Visit for Told {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.fields.insert(field.name().to_owned(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.fields.insert(field.name().to_owned(), value.to_owned());
    }
}
