//! Faults of the network and the service: at every call, at every step of a training, by a script, and at random.

mod calls;
mod chaos;
mod refusals;
mod scripts;
mod training;
