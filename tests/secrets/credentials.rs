//! No key, password, token or code is printed: not by this crate or its dependencies, not by an error or by `Debug`.

use std::time::Duration;

use metastudio_voice::auth::{Chain, Credentials, CredentialsProvider, IamUser, Metadata, Profile};
use metastudio_voice::retry::NoRetry;
use metastudio_voice::{Client, ClientBuilder};
use metastudio_voice_simulator::{Disturbance, ErrorResponse, MetadataMode, Simulator};

use crate::printed::Printed;

const PASSWORD: &str = "CANARY-PASSWORD";
const CODE: &str = "CANARY-CODE";
const SECRET: &str = "CANARY-SECRET-KEY";
const SECURITY: &str = "CANARY-SECURITY-TOKEN";

fn at(simulator: &Simulator) -> ClientBuilder {
    let name = "HUAWEICLOUD_SDK_PROJECT_ID";
    assert!(std::env::var_os(name).is_none(), "unset {name}: this test needs clients without a project");
    let client = Client::builder().region("cn-north-4").endpoint(simulator.endpoint());
    client.iam_endpoint(simulator.iam_endpoint()).retry_policy(NoRetry)
}

/// Prints values with `Debug`.
macro_rules! print_all {
    ($($value:expr),+ $(,)?) => { $(tracing::info!("{:?} {:#?}", $value, $value);)+ };
}

/// Uses IAM with a right password, a wrong one and a locked account.
async fn as_a_user(simulator: &Simulator, change: impl Fn(ClientBuilder) -> ClientBuilder) {
    let user = IamUser::new(simulator.domain(), simulator.user(), PASSWORD).totp(simulator.user_id(), || CODE.into());
    let builder = change(at(simulator).iam_user(user.clone()));
    print_all!(user, builder);
    let client = builder.clone().build().await.expect("client");
    client.list_voice_training_job().send().await.expect("jobs");
    simulator.disturb([Disturbance::Respond(ErrorResponse::new(401, "APIGW.0307", "The token must be updated."))]);
    let error = client.list_voice_training_job().send().await.expect_err("refused");
    tracing::info!("{error} {error:#}");
    print_all!(error, client);
    simulator.lock_account(true);
    let error = builder.build().await.expect_err("locked");
    tracing::info!("{error} {error:#}");
    print_all!(error);
    simulator.lock_account(false);
    let wrong = IamUser::new(simulator.domain(), simulator.user(), "CANARY-PASSWORD-WRONG");
    let error = at(simulator).iam_user(wrong).build().await.expect_err("wrong");
    tracing::info!("{error} {error:#}");
    print_all!(error);
}

async fn with_keys(simulator: &Simulator, folder: &std::path::Path) {
    let path = folder.join("credentials");
    std::fs::write(&path, format!("[basic]\nak = AK\nsk = {SECRET}\nsecurity_token = {SECURITY}\n")).expect("profile");
    let keys = Credentials::temporary_access_key("AK", SECRET, SECURITY).expect("keys");
    print_all!(keys, Profile::at(&path), Metadata::at(simulator.metadata_endpoint()), Chain::standard());
    for client in [
        at(simulator).credentials(keys),
        at(simulator).credentials_provider(Profile::at(&path)),
        at(simulator).credentials_provider(Metadata::at(simulator.metadata_endpoint())),
    ] {
        print_all!(client);
        let built = client.build().await;
        print_all!(built);
        let outcome = built.expect("client").list_voice_training_job().send().await;
        print_all!(outcome);
    }
    simulator.set_metadata(MetadataMode::NoAgency);
    let none = Metadata::at(simulator.metadata_endpoint()).provide().await;
    print_all!(none);
    std::fs::write(&path, format!("[basic]\nak = AK\n{SECRET}\n")).expect("profile");
    let error = Profile::at(&path).provide().await.expect_err("no INI file");
    tracing::info!("{error} {error:#}");
    print_all!(error);
    let unfit = Credentials::access_key("AK", format!("{SECRET}\n")).expect_err("unfit");
    tracing::info!("{unfit} {unfit:#} {unfit:?}");
}

#[test]
fn no_credential_is_printed_at_any_level_or_by_any_type() {
    let printed = Printed::of_this_process();
    let runtime = tokio::runtime::Runtime::new().expect("runtime");
    let sent = runtime.block_on(async {
        let folder = tempfile::tempdir().expect("folder");
        let simulator = Simulator::builder().user("trainer", PASSWORD).totp(CODE).temporary_key_lifetime(HOUR);
        let simulator = simulator.access_key("AK", SECRET).security_token(SECURITY).start().await.expect("simulator");
        as_a_user(&simulator, |client| client).await;
        as_a_user(&simulator, |client| client.configure_http(|http| http.http2_prior_knowledge())).await;
        with_keys(&simulator, folder.path()).await;
        let secret = ["x-auth-token", "x-security-token", "x-metadata-token", "authorization"];
        let mut sent = Vec::new();
        for request in simulator.requests() {
            let headers = request.headers().filter(|(name, _)| secret.contains(name));
            sent.extend(headers.map(|(_, value)| value.rsplit('=').next().unwrap_or(value).to_owned()));
        }
        sent
    });
    assert!(sent.len() > 10, "{}", sent.len());
    let printed = printed.text();
    for text in ["GET /v3/projects", "/v3/auth/tokens", "attempt", "starting new connection", "other users may read"] {
        assert!(printed.contains(text), "the output has the text, of other crates too: {text}");
    }
    for secret in sent.iter().map(String::as_str).chain(["CANARY", "Signature="]) {
        let line = printed.lines().find(|line| line.contains(secret));
        assert!(line.is_none(), "{secret}: {line:?}");
    }
}

const HOUR: Duration = Duration::from_secs(60 * 60);
