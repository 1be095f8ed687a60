//! Starts the four servers of a simulator.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use hyper::service::{Service, service_fn};
use hyper_util::service::TowerToHyperService;
use metastudio_voice::SPEC;
use tokio::net::TcpListener;

use super::SimulatorBuilder;
use crate::control;
use crate::http::disturb::sent;
use crate::http::server::{Protocols, Server};
use crate::services::{App, iam, metadata, metastudio, obs};
use crate::simulator::Simulator;
use crate::state::State;
use crate::state::drift::Drift;
use crate::state::metadata::Metadata;
use crate::state::spec::Spec;

impl SimulatorBuilder {
    /// Starts the simulator on the current Tokio runtime.
    ///
    /// # Errors
    ///
    /// Returns an error if the [spec](Self::spec) or a [seed](Self::seed) cannot be used, if a port cannot be bound, if a directory cannot be
    /// created, or if the address is not loopback and [`allow_remote`](Self::allow_remote) is not set.
    pub async fn start(self) -> io::Result<Simulator> {
        if !self.listen.ip().is_loopback() && !self.allow_remote {
            let message = format!(
                "{} is not a loopback address: to listen on it, set allow_remote (--allow-remote)",
                self.listen
            );
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        let spec = match &self.spec {
            Some(text) => Spec::parse(text).map(Arc::new),
            None => Spec::of_the_client(),
        };
        let spec =
            spec.map_err(|why| io::Error::new(io::ErrorKind::InvalidInput, format!("the spec cannot be used: {why}")))?;
        let (data_dir, own_dir) = match self.data_dir {
            Some(directory) => {
                std::fs::create_dir_all(&directory)?;
                (directory, None)
            }
            None => {
                let own = tempfile::Builder::new().prefix("metastudio-voice-simulator-").tempdir()?;
                (own.path().to_owned(), Some(own))
            }
        };
        let api = TcpListener::bind(self.listen).await?;
        let [obs, iam, metadata] = [(); 3].map(|()| TcpListener::bind(SocketAddr::new(self.listen.ip(), 0)));
        let (obs, iam, metadata) = (obs.await?, iam.await?, metadata.await?);
        let api_authority = api.local_addr()?.to_string();
        let metadata_authority = metadata.local_addr()?.to_string();
        let authorities = [obs.local_addr()?.to_string(), iam.local_addr()?.to_string()];
        let mut state = State::new(self.clock, self.settings.credits);
        for seed in self.seeds {
            state.seed(seed).map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, error))?;
        }
        let metadata_state = Metadata::new(self.metadata);
        let drift = Drift::drawn_from(self.settings.drift, self.spec.as_deref().unwrap_or(SPEC));
        let app = App::new(self.settings, (spec, drift), authorities, metadata_state, data_dir, own_dir, state);
        let app = Arc::new(app);
        let router = metastudio::router().nest("/_simulator", control::router()).with_state(Arc::clone(&app));
        let router = TowerToHyperService::new(router);
        let api_service = service_fn(move |request| {
            let response = router.call(request);
            async move {
                match response.await {
                    Ok(response) => sent(response),
                    Err(never) => match never {},
                }
            }
        });
        let for_obs = Arc::clone(&app);
        let obs_service = service_fn(move |request| obs::serve(Arc::clone(&for_obs), request));
        let for_iam = Arc::clone(&app);
        let iam_service = service_fn(move |request| iam::serve(Arc::clone(&for_iam), request));
        let for_metadata = Arc::clone(&app);
        let metadata_service = service_fn(move |request| {
            let app = Arc::clone(&for_metadata);
            async move { Ok::<_, Infallible>(metadata::serve(app, request).await) }
        });
        let servers = [
            Server::start(api, api_service, Protocols::Both),
            Server::start(obs, obs_service, Protocols::Http1),
            Server::start(iam, iam_service, Protocols::Both),
            Server::start(metadata, metadata_service, Protocols::Http1),
        ];
        Ok(Simulator::new(app, &api_authority, &metadata_authority, servers))
    }
}
