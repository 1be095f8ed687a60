//! A Postgres for tests, and a proxy whose connections a test can cut.

mod postgres;
mod proxy;

pub use postgres::Postgres;
pub use proxy::Proxy;
