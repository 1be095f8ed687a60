//! The provider of cryptography of rustls. It belongs to the process, so each case runs this test binary in a process
//! of its own.

use std::process::Command;

use tokio_rustls::rustls::crypto::{CryptoProvider, ring};

use super::builder;
use super::handshake::trusting;
use super::server::Server;

/// The variable that tells the child whether the application has installed a provider.
const INSTALLED: &str = "METASTUDIO_VOICE_TEST_PROVIDER_INSTALLED";

/// The number of cipher suites of the provider that the application installs.
const SUITES: usize = 2;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn child() {
    let Ok(installed) = std::env::var(INSTALLED) else { return };
    let mut provider = ring::default_provider();
    let all = provider.cipher_suites.len();
    provider.cipher_suites.truncate(SUITES);
    assert_ne!(all, SUITES);
    let expected = if installed == "yes" {
        provider.install_default().expect("the first");
        SUITES
    } else {
        all
    };
    let building = (0..8).map(|_| tokio::spawn(builder().region("cn-north-4").build()));
    for built in building.collect::<Vec<_>>() {
        built.await.expect("no panic").expect("client");
    }
    assert_eq!(CryptoProvider::get_default().expect("a provider").cipher_suites.len(), expected);
    let server = Server::start(&["h2"], 0).await;
    trusting(&server).await.list_voice_training_job().send().await.expect("a list");
    println!("the child has passed");
}

#[test]
fn ring_is_installed_unless_the_application_has_installed_another_provider() {
    for installed in ["yes", "no"] {
        let mut child = Command::new(std::env::current_exe().expect("this binary"));
        child.args(["--exact", "provider::child", "--nocapture"]).env(INSTALLED, installed);
        let done = child.output().expect("child");
        let shown = format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
        assert!(done.status.success() && shown.contains("the child has passed"), "{installed}: {shown}");
    }
}
