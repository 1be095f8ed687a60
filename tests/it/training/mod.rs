//! A training from the recording to the voice, whatever happens on the way.

mod batch;
mod chaos;
mod editions;
mod exceptions;
mod faults;
mod guide;
mod identity;
mod journal;
mod matrix;
mod official_sdk;
mod recording;
mod segments;
mod stops;
mod train;
mod waiting;
