//! Connections that are refused, by a script: the name of the host leads to an address on which nobody listens.

use std::collections::VecDeque;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};

use metastudio_voice::ClientBuilder;
use metastudio_voice::reqwest::dns::{Addrs, Name, Resolve, Resolving};
use metastudio_voice_simulator::Simulator;

use crate::support::builder_of;

/// The script of a client's connections, one for each attempt, and how many there were.
#[derive(Clone)]
pub(super) struct Refusals(Arc<Mutex<Script>>);

struct Script {
    refused: VecDeque<bool>,
    attempts: usize,
}

impl Refusals {
    /// Refuses the attempts that the script names; after its end nothing is refused.
    pub(super) fn new(refused: impl Iterator<Item = bool>) -> Self {
        Self(Arc::new(Mutex::new(Script { refused: refused.collect(), attempts: 0 })))
    }

    /// Returns a client of this simulator that the script refuses. It makes a connection for every attempt.
    pub(super) fn before(&self, simulator: &Simulator) -> ClientBuilder {
        let resolver = Arc::new(self.clone());
        builder_of(simulator)
            .endpoint(simulator.endpoint().replace("127.0.0.1", "localhost"))
            .configure_http(move |http| http.pool_max_idle_per_host(0).dns_resolver(Arc::clone(&resolver)))
    }

    /// Returns the number of connections that the client asked for.
    pub(super) fn attempts(&self) -> usize {
        self.0.lock().expect("script").attempts
    }
}

impl Resolve for Refusals {
    fn resolve(&self, _: Name) -> Resolving {
        let mut script = self.0.lock().expect("script");
        script.attempts += 1;
        // The simulator listens on the first of them only.
        let last = if script.refused.pop_front() == Some(true) { 2 } else { 1 };
        let address = SocketAddr::new(IpAddr::V4(Ipv4Addr::new(127, 0, 0, last)), 0);
        Box::pin(async move { Ok(Box::new(std::iter::once(address)) as Addrs) })
    }
}
