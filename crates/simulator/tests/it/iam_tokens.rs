//! IAM's tokens: the users that get one, its scope, and its description in the response.

use metastudio_voice_simulator::{Disturbance, ErrorResponse, Server, Simulator};
use serde_json::{Value, json};

use crate::common::{Bench, Response, keystone, sign_in_body};

#[tokio::test]
async fn an_issued_token_is_in_a_header_and_its_description_in_the_body() {
    let bench = Bench::start().await;
    let response = bench.sign_in(&bench.right_body()).await;
    assert_eq!(response.status, 201);
    assert!(response.header("x-subject-token").starts_with("MII"));
    assert_eq!(response.header("x-subject-token").len(), 9000);
    assert_eq!(response.header("x-iam-trace-id").len(), 32);
    let token = response.json()["token"].clone();
    let domain = json!({ "id": bench.simulator.domain_id(), "name": bench.simulator.domain() });
    assert_eq!(token["methods"], json!(["password"]));
    let project = json!({ "id": bench.simulator.project_id(), "name": "cn-north-4", "domain": domain });
    assert_eq!(token["project"], project);
    assert_eq!(token["user"]["domain"], domain);
    assert_eq!(token["user"]["name"], bench.simulator.user());
    assert_eq!(token["user"]["id"], bench.simulator.user_id());
    assert_eq!(token["catalog"][0]["name"], "iam");
    assert!(token["roles"][0]["name"].is_string() && token.get("domain").is_none());
    for time in ["issued_at", "expires_at"] {
        let time = token[time].as_str().unwrap();
        assert_eq!((time.len(), &time[10..11], &time[19..]), (27, "T", ".000000Z"));
    }
    bench.jobs_with_token(response.header("x-subject-token")).await.expect_ok();
}

#[tokio::test]
async fn a_new_token_leaves_the_old_one_valid() {
    let bench = Bench::start().await;
    let (first, second) = (bench.token().await, bench.token().await);
    assert_ne!(first, second);
    bench.jobs_with_token(&first).await.expect_ok();
    bench.jobs_with_token(&second).await.expect_ok();
    bench.jobs_with_token(bench.simulator.token()).await.expect_ok();
}

#[tokio::test]
async fn tokens_are_the_same_in_every_run() {
    let (one, two) = (Bench::start().await, Bench::start().await);
    assert_eq!(one.token().await, two.token().await);
    assert_eq!(one.token().await, two.token().await);
}

#[tokio::test]
async fn nocatalog_with_any_text_empties_the_catalog() {
    let bench = Bench::start().await;
    for (query, entries) in [("?nocatalog=true", 0), ("?nocatalog=no", 0), ("?nocatalog=", 1), ("?other=true", 1)] {
        let response = bench.post_iam(&format!("/v3/auth/tokens{query}"), &[], &bench.right_body()).await;
        assert_eq!(response.json()["token"]["catalog"].as_array().unwrap().len(), entries, "{query}");
    }
}

#[tokio::test]
async fn the_scope_of_a_token_is_a_project_by_name_or_id_or_else_the_account() {
    let bench = Bench::start().await;
    let (id, name) = (bench.simulator.project_id(), bench.simulator.domain());
    let domain_id = bench.simulator.domain_id();
    for (scope, project) in [
        (json!({ "project": { "name": "cn-north-4" } }), true),
        (json!({ "project": { "id": id } }), true),
        (json!({ "project": { "id": id }, "domain": { "name": name } }), true),
        (json!({ "domain": { "name": name } }), false),
        (json!({ "domain": { "id": domain_id } }), false),
        (json!({}), false),
        (Value::Null, false),
    ] {
        let mut body = bench.right_body();
        body["auth"]["scope"] = scope.clone();
        let token = bench.sign_in(&body).await.json()["token"].clone();
        assert_eq!(token["project"]["id"] == id, project, "{scope}");
        assert_eq!(token["domain"]["name"] == name, !project, "{scope}");
    }
}

#[tokio::test]
async fn an_unknown_scope_is_not_found() {
    let bench = Bench::start().await;
    for (scope, message) in [
        (json!({ "project": { "name": "nowhere" } }), "Could not find project: nowhere."),
        (json!({ "project": { "id": "0" } }), "Could not find project: 0."),
        (json!({ "project": {} }), "Could not find project: ."),
        (json!({ "domain": { "name": "nobody" } }), "Could not find domain: nobody."),
    ] {
        let mut body = bench.right_body();
        body["auth"]["scope"] = scope;
        assert_eq!(keystone(&bench.sign_in(&body).await, 404), message);
    }
}

#[tokio::test]
async fn a_wrong_user_password_or_domain_is_refused_with_the_same_message() {
    let bench = Bench::start().await;
    for changed in ["/auth/identity/password/user/name", "/auth/identity/password/user/password"]
        .into_iter()
        .chain(["/auth/identity/password/user/domain/name"])
    {
        let mut body = bench.right_body();
        *body.pointer_mut(changed).unwrap() = json!("wrong");
        let response = bench.sign_in(&body).await;
        assert_eq!(keystone(&response, 401), "The username or password is wrong.", "{changed}");
        assert!(response.headers.get("x-subject-token").is_none());
        assert!(!response.header("x-iam-trace-id").is_empty());
    }
}

#[tokio::test]
async fn a_sign_in_body_that_is_not_as_documented_is_invalid() {
    let bench = Bench::start().await;
    let changes: [(&str, Value); 6] = [
        ("/auth", Value::Null),
        ("/auth/identity", Value::Null),
        ("/auth/identity/methods", json!(["token"])),
        ("/auth/identity/methods", json!([])),
        ("/auth/identity/methods", json!(["password", "totp"])),
        ("/auth/identity/password/user/domain", json!("name")),
    ];
    for (place, value) in changes {
        let mut body = bench.right_body();
        *body.pointer_mut(place).unwrap() = value;
        assert_eq!(keystone(&bench.sign_in(&body).await, 400), "The request body is invalid", "{place}");
    }
    let url = format!("{}/v3/auth/tokens", bench.simulator.iam_endpoint());
    let request = bench.client.post(url).body(bench.right_body().to_string());
    let untyped = Response::read(request.send().await.unwrap()).await;
    assert_eq!(keystone(&untyped, 400), "The request body is invalid");
}

#[tokio::test]
async fn a_locked_account_gets_no_token_and_keeps_its_old_ones() {
    let bench = Bench::start().await;
    let token = bench.token().await;
    bench.simulator.lock_account(true);
    assert_eq!(keystone(&bench.sign_in(&bench.right_body()).await, 401), "The account is locked.");
    bench.jobs_with_token(&token).await.expect_ok();
    bench.simulator.lock_account(false);
    bench.token().await;
}

#[tokio::test]
async fn a_changed_password_replaces_the_old_one_and_revokes_the_tokens() {
    let bench = Bench::start().await;
    let (token, old) = (bench.token().await, bench.right_body());
    bench.simulator.change_password("another");
    assert_eq!(bench.simulator.password(), "another");
    assert_eq!(keystone(&bench.sign_in(&old).await, 401), "The username or password is wrong.");
    assert_eq!(bench.jobs_with_token(&token).await.fault(), (401, "APIGW.0307".to_owned()));
    let token = bench.token().await;
    bench.jobs_with_token(&token).await.expect_ok();
}

#[tokio::test]
async fn a_totp_code_is_required_only_if_one_is_set() {
    let with_code = |bench: &Bench, id: &str, code: &str| {
        let mut body = bench.right_body();
        body["auth"]["identity"]["methods"] = json!(["password", "totp"]);
        body["auth"]["identity"]["totp"] = json!({ "user": { "id": id, "passcode": code } });
        body
    };
    let bench = Bench::with(Simulator::builder().totp("123456")).await;
    let id = bench.simulator.user_id();
    let response = bench.sign_in(&with_code(&bench, &id, "123456")).await;
    assert_eq!(response.status, 201, "{}", response.text);
    let token = response.json()["token"].clone();
    assert_eq!(token["methods"], json!(["password", "totp"]));
    assert_eq!(token["mfa_authn_at"], token["issued_at"]);
    let wanted = "The request you have made requires authentication.";
    for body in [bench.right_body(), with_code(&bench, &id, "654321"), with_code(&bench, "0", "123456")] {
        assert_eq!(keystone(&bench.sign_in(&body).await, 401), wanted);
    }
    let without = Bench::start().await;
    assert_eq!(keystone(&without.sign_in(&with_code(&without, &id, "123456")).await, 401), wanted);
}

#[tokio::test]
async fn the_builder_sets_the_user_and_the_account() {
    let bench = Bench::with(Simulator::builder().user("Ada", "secret").domain("Lovelace")).await;
    let body = sign_in_body("Ada", "secret", "Lovelace");
    assert_eq!(bench.sign_in(&body).await.json()["token"]["user"]["domain"]["name"], "Lovelace");
}

#[tokio::test]
async fn requests_to_iam_are_counted_and_no_secret_is_shown() {
    let bench = Bench::start().await;
    let token = bench.token().await;
    bench.sign_in(&json!({})).await;
    assert_eq!(bench.simulator.received(Server::Iam, "/v3/auth/tokens"), 2);
    assert_eq!(bench.simulator.received(Server::Metadata, "/v3/auth/tokens"), 0);
    assert_eq!(bench.simulator.carried_out("KeystoneCreateUserTokenByPassword"), 1);
    bench.jobs_with_token(&token).await.expect_ok();
    let shown = format!("{:?} {:?}", bench.simulator, bench.simulator.requests());
    assert!(!shown.contains(&token) && !shown.contains(&bench.simulator.password()));
}

#[tokio::test]
async fn iam_takes_only_disturbances_that_name_its_operation() {
    let bench = Bench::start().await;
    let overloaded = || Disturbance::Respond(ErrorResponse::text(503, "Service Unavailable"));
    bench.simulator.disturb([overloaded()]);
    bench.token().await;
    bench
        .simulator
        .disturb_operation("KeystoneCreateUserTokenByPassword", [overloaded(), Disturbance::ResetAfter])
        .unwrap();
    assert_eq!(bench.sign_in(&bench.right_body()).await.status, 503);
    let url = format!("{}/v3/auth/tokens", bench.simulator.iam_endpoint());
    let request = bench.client.post(url).header("content-type", "application/json");
    assert!(request.body(bench.right_body().to_string()).send().await.is_err());
    assert_eq!(bench.simulator.carried_out("KeystoneCreateUserTokenByPassword"), 2);
}

#[tokio::test]
async fn an_unknown_path_of_iam_is_refused_by_the_gateway() {
    let bench = Bench::start().await;
    let response = bench.post_iam("/v3/nothing", &[], &json!({})).await;
    assert_eq!(response.fault(), (404, "APIGW.0101".to_owned()));
    assert!(!response.header("x-iam-trace-id").is_empty());
}
