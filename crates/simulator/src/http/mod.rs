//! What every port has: the server, error responses, disturbances, the record of requests, and their events.

pub(crate) mod detached;
pub(crate) mod disturb;
pub(crate) mod disturbance;
pub(crate) mod event;
pub(crate) mod fault;
pub(crate) mod record;
pub(crate) mod server;
mod truncated;
