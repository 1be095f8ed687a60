//! Preflight: what is measured from one pass over a recording, and what is found before anything is created.

mod codings;
mod findings;
mod golden;
mod loudness;
mod pauses;
mod pieces;
mod reads;
mod service;
mod sound;
mod studio;
mod training;
