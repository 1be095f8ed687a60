//! The stages that change or observe a job at the service, in their order. Which of them is next is decided in
//! `workflow`.

pub(super) mod create;
pub(super) mod segments;
pub(super) mod submit;
pub(super) mod upload;
pub(super) mod wait;
