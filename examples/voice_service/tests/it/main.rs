//! The service as whole processes: replicas that die, and its page in a browser.

mod cancel;
mod chaos;
mod page;
mod replica;
