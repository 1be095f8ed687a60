//! The start and the end of a simulator, and two simulators at a time.

use metastudio_voice_simulator::{ObjectKind, Simulator};
use tokio::net::TcpStream;
use tokio::task::yield_now;

use crate::common::Bench;

#[tokio::test]
async fn a_dropped_simulator_closes_all_ports() {
    let simulator = Simulator::start().await.unwrap();
    let endpoints =
        [simulator.endpoint(), simulator.obs_endpoint(), simulator.iam_endpoint(), simulator.metadata_endpoint()];
    let ports = endpoints.map(|endpoint| endpoint.strip_prefix("http://").unwrap().to_owned());
    for port in &ports {
        TcpStream::connect(port).await.unwrap();
    }
    drop(simulator);
    for port in &ports {
        while TcpStream::connect(port).await.is_ok() {
            yield_now().await;
        }
    }
}

#[tokio::test]
async fn two_simulators_do_not_share_state() {
    let (one, two) = (Bench::start().await, Bench::start().await);
    let job = one.created().await;
    assert_eq!((one.simulator.jobs().len(), two.simulator.jobs().len()), (1, 0));
    let elsewhere = job.recording_url.replace(one.simulator.obs_endpoint(), two.simulator.obs_endpoint());
    assert_eq!(two.put(&elsewhere, "application/zip", "x").await.status, 403);
}

#[tokio::test]
async fn a_given_directory_outlives_the_simulator_and_a_temporary_one_does_not() {
    let directory = tempfile::tempdir().unwrap();
    for (builder, outlives) in [(Simulator::builder().data_dir(directory.path()), true), (Simulator::builder(), false)]
    {
        let bench = Bench::with(builder).await;
        let job = bench.created().await;
        bench.put(&job.recording_url, "application/zip", "x").await.expect_ok();
        let path = bench.simulator.object(&job.id, ObjectKind::Recording).unwrap().path;
        assert!(path.exists());
        assert_eq!(path.starts_with(directory.path()), outlives);
        drop(bench);
        while path.exists() != outlives {
            yield_now().await;
        }
    }
}

#[tokio::test]
async fn an_address_that_is_not_loopback_is_refused_unless_permitted() {
    let everywhere = "0.0.0.0:0".parse().unwrap();
    assert!(Simulator::builder().listen(everywhere).start().await.is_err());
    Simulator::builder().listen(everywhere).allow_remote(true).start().await.map(drop).unwrap();
}
