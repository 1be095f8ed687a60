//! Material in object storage: it is read in ranges, compared, and trained from; and the spans of trainings as JSON.

mod failures;
mod journals;
mod readings;
mod spans;
mod support;
mod training;
