//! The origin of credentials, which `Debug` shows and every error about refused credentials names.

use metastudio_voice::auth::{Chain, Credentials, CredentialsProvider, IamUser, Metadata, Profile, Providing};
use metastudio_voice::{Client, ClientBuilder, Error};
use metastudio_voice_simulator::{Disturbance, ErrorResponse, Simulator};

use super::{at, list, simulator, started};

/// Returns the origin that an error names in its brackets, behind `credentials`.
fn origin_in(error: &Error) -> String {
    let shown = error.to_string();
    let (_, origin) = shown.split_once("credentials ").unwrap_or_else(|| panic!("{shown}"));
    origin.split(')').next().unwrap_or_default().to_owned()
}

async fn refused(client: ClientBuilder) -> String {
    match client.build().await {
        Ok(client) => origin_in(&list(&client).await.expect_err("refused")),
        Err(error) => origin_in(&error),
    }
}

#[derive(Debug)]
struct Vault(Option<&'static str>);

impl CredentialsProvider for Vault {
    fn name(&self) -> &str {
        "the vault"
    }

    fn provide(&self) -> Providing<'_> {
        let keys = Credentials::access_key("AKID", "CANARY").map(|keys| match self.0 {
            Some(origin) => keys.with_origin(origin),
            None => keys,
        });
        Box::pin(std::future::ready(keys))
    }
}

#[tokio::test]
async fn every_refusal_names_the_origin_of_the_credentials() {
    let simulator = simulator().await;
    let folder = tempfile::tempdir().expect("folder");
    let file = folder.path().join("credentials");
    std::fs::write(&file, "[basic]\nak = AKID\nsk = CANARY\n").expect("profile");
    let known = || at(&simulator).project_id(simulator.project_id());
    let keys = Credentials::access_key("AKID", "CANARY").expect("keys");
    let chain = Chain::new().then(Profile::at(folder.path().join("none"))).then(Vault(None));
    let from_the_profile = format!("from the profile {}", file.display());
    for (client, origin) in [
        (known().credentials(keys.clone()), "given in code"),
        (known().credentials_provider(Profile::at(&file)), &from_the_profile),
        (known().credentials_provider(Vault(None)), "from the vault"),
        (known().credentials_provider(Vault(Some("of the studio, from shelf 7"))), "of the studio, from shelf 7"),
        (known().credentials_provider(chain), "from the vault"),
        // IAM refuses them, in the lookup of the project.
        (at(&simulator).credentials(keys), "given in code"),
    ] {
        assert_eq!(refused(client).await, origin);
    }
}

#[tokio::test]
async fn a_refused_login_and_a_refused_token_name_the_user() {
    let simulator = simulator().await;
    let user = |password: &str| IamUser::new(simulator.domain(), simulator.user(), password);
    let of_the_user = format!("of the IAM user {} of {}", simulator.user(), simulator.domain());
    assert_eq!(refused(at(&simulator).iam_user(user("CANARY"))).await, of_the_user);
    let client = at(&simulator).iam_user(user(&simulator.password())).build().await.expect("client");
    simulator.disturb([Disturbance::Respond(ErrorResponse::new(403, "APIGW.0302", "m"))]);
    assert_eq!(origin_in(&list(&client).await.expect_err("refused")), of_the_user);
    simulator.revoke_tokens();
    assert_eq!(origin_in(&list(&client).await.expect_err("young")), of_the_user);
}

#[tokio::test]
async fn an_expired_temporary_key_names_the_metadata_service() {
    let simulator = started(Simulator::builder()).await;
    let metadata = Metadata::at(simulator.metadata_endpoint());
    let client: Client = at(&simulator).credentials_provider(metadata).build().await.expect("client");
    simulator.expire_temporary_keys();
    let error = list(&client).await.expect_err("expired");
    assert_eq!(origin_in(&error), "from the metadata service, of the agency of this instance");
}

#[tokio::test]
async fn debug_of_credentials_shows_the_origin_and_no_value() {
    let given = Credentials::access_key("CANARY", "CANARY").expect("keys");
    assert_eq!(format!("{given:?}"), "Credentials(access key given in code)");
    let forged = given.clone().with_origin("from\nhere\u{1b}[2J");
    assert_eq!(format!("{forged:?}"), "Credentials(access key from here\\u{1b}[2J)");
    assert_eq!((given.origin(), forged.origin()), ("given in code", "from\nhere\u{1b}[2J"));
}

/// An error that does not concern the credentials does not name them.
#[tokio::test]
async fn other_failures_do_not_name_the_origin_of_credentials() {
    let simulator = simulator().await;
    let keys = Credentials::access_key(simulator.access_key(), simulator.secret_key()).expect("keys");
    let client = at(&simulator).credentials(keys).project_id(simulator.project_id()).build().await.expect("client");
    simulator.disturb([Disturbance::Respond(ErrorResponse::new(400, "MSS.00000003", "m"))]);
    let shown = list(&client).await.expect_err("refused").to_string();
    assert!(!shown.contains("credentials"), "{shown}");
}
