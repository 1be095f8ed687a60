//! From the settings to two servers that listen.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use hyper::service::{Service, service_fn};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;

use super::SimulatorBuilder;
use crate::gateway::disturb::HangUp;
use crate::server::Server;
use crate::shared::Shared;
use crate::simulator::Simulator;
use crate::world::World;
use crate::{gateway, obs};

impl SimulatorBuilder {
    /// Starts it, on the Tokio runtime that this is called on.
    pub async fn start(self) -> io::Result<Simulator> {
        if !self.listen.ip().is_loopback() && !self.allow_remote {
            let message = format!("{} is not a loopback address, and allow_remote was not set", self.listen);
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
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
        let obs = TcpListener::bind(SocketAddr::new(self.listen.ip(), 0)).await?;
        let api_authority = api.local_addr()?.to_string();
        let obs_authority = obs.local_addr()?.to_string();
        let world = World::new(self.clock, self.settings.credits);
        let shared = Arc::new(Shared::new(self.settings, obs_authority, data_dir, own_dir, world));
        let router = TowerToHyperService::new(gateway::router(Arc::clone(&shared)));
        let api_service = service_fn(move |request| {
            let answer = router.call(request);
            async move {
                match answer.await {
                    Ok(response) if response.extensions().get::<HangUp>().is_some() => Err(HangUp),
                    Ok(response) => Ok(response),
                    Err(never) => match never {},
                }
            }
        });
        let for_obs = Arc::clone(&shared);
        let obs_service = service_fn(move |request| {
            let shared = Arc::clone(&for_obs);
            async move { Ok::<_, std::convert::Infallible>(obs::serve(shared, request).await) }
        });
        let servers = [Server::start(api, api_service), Server::start(obs, obs_service)];
        Ok(Simulator::new(shared, &api_authority, servers))
    }
}
