//! The stages that change or observe a job at the service, from creation to its end. `workflow` decides which is next.

pub(super) mod create;
pub(super) mod submit;
pub(super) mod upload;
pub(super) mod wait;
