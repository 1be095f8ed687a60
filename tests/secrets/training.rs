//! A training and a refused call: no key, token, phone number or signature is printed.

use metastudio_voice::training::Plan;
use metastudio_voice::{Client, Credentials};
use metastudio_voice_simulator::{Clock, Simulator};

use crate::files::{file, wav};
use crate::printed::Printed;

#[test]
fn a_training_prints_no_secret_at_any_level() {
    const SECRETS: [&str; 3] = ["CANARYSECRETKEY", "CANARYSECURITYTOKEN", "13812345678CANA"];
    let printed = Printed::of_this_process();
    let runtime = tokio::runtime::Runtime::new().expect("runtime");
    let signatures = runtime.block_on(async {
        let simulator = Simulator::builder().access_key("AKTRACED", SECRETS[0]);
        let simulator = simulator.security_token(SECRETS[1]).clock(Clock::Polled).start().await.expect("simulator");
        let keys = Credentials::temporary_access_key("AKTRACED", SECRETS[0], SECRETS[1]).expect("keys");
        let client = Client::builder().endpoint(simulator.endpoint()).project_id(simulator.project_id());
        let client = client.credentials(keys).build().await.expect("client");
        let folder = tempfile::tempdir().expect("folder");
        let plan = Plan::premium("v", file(folder.path(), "recording.wav", wav(2 * 48_000)));
        let plan = plan.letter(file(folder.path(), "letter.pdf", "%PDF")).details(|job| job.phone(SECRETS[2]));
        client.train(plan.poll_interval(std::time::Duration::from_millis(20))).await.expect("an outcome");
        let wrong = Credentials::temporary_access_key("AKTRACED", "WRONG", SECRETS[1]).expect("keys");
        let wrong =
            Client::builder().endpoint(simulator.endpoint()).project_id(simulator.project_id()).credentials(wrong);
        let error = wrong.build().await.expect("client").list_voice_training_job().send().await.expect_err("refused");
        tracing::error!("{error:#} {error:?} {client:?}");
        let requests = simulator.requests();
        requests.iter().filter_map(|request| request.header("authorization")).map(signature).collect::<Vec<_>>()
    });
    let printed = printed.text();
    for text in ["ShowVoiceTrainingJob", "attempt", "starting new connection"] {
        assert!(printed.contains(text), "the output has the text, of other crates too: {text}");
    }
    for secret in SECRETS.into_iter().chain(signatures.iter().map(String::as_str)).chain(["Signature="]) {
        let line = printed.lines().find(|line| line.contains(secret));
        assert!(line.is_none(), "{secret}: {line:?}");
    }
}

/// Returns the signature in an `Authorization` header.
fn signature(authorization: &str) -> String {
    authorization.rsplit('=').next().unwrap_or_default().to_owned()
}
