//! The observers of a client's responses.

use std::fmt;
use std::sync::Arc;

use super::exchange::Exchange;

/// Sees each response to an operation of the spec. It cannot change the response.
pub(crate) trait Observer: Send + Sync {
    fn observe(&self, exchange: &Exchange);
}

/// The observers of a client. Most clients have none.
#[derive(Clone, Default)]
pub(crate) struct Observers(Vec<Arc<dyn Observer>>);

impl Observers {
    pub(crate) fn add(&mut self, observer: Arc<dyn Observer>) {
        self.0.push(observer);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn observe(&self, exchange: &Exchange) {
        self.0.iter().for_each(|observer| observer.observe(exchange));
    }
}

impl fmt::Debug for Observers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Observers").field("len", &self.0.len()).finish()
    }
}
