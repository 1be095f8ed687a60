//! Tests of the preflight: the measurements from one pass over a recording, and the findings before anything is
//! created.

mod agreement;
mod codings;
mod findings;
mod folders;
mod golden;
mod headers;
mod loudness;
mod pauses;
mod pieces;
mod places;
mod reads;
mod recordings;
mod service;
mod sound;
mod studio;
mod training;
mod wavs;
