//! x

mod archive;
mod builder;
mod clock;
mod control;
mod gateway;
mod job;
mod obs;
mod operations;
pub mod presigned;
mod record;
mod review;
mod server;
mod shared;
mod simulator;
mod snapshot;
mod state;
mod world;

pub use builder::SimulatorBuilder;
pub use clock::Clock;
pub use record::{ReceivedRequest, Server};
pub use review::{AuditError, ReviewFailure};
pub use simulator::Simulator;
pub use snapshot::{JobSnapshot, ObjectKind, StoredObject};
