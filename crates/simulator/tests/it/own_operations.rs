//! Operations that the spec has and the simulator does not implement: the response is the one that the spec shows.

use metastudio_voice_simulator::{Clock, Disturbance, ErrorResponse, Simulator, SimulatorBuilder};
use reqwest::Method;
use serde_json::{Value, json};

use crate::common::{Bench, Response};

const THING: &str = "
paths:
  /v1/{project_id}/voice-training-manage/things/{job_id}:
    parameters:
      - $ref: '#/components/parameters/AppUserId'
    post:
      operationId: CreateThing
      x-rate-limit: {cn-north-4: 1}
      requestBody:
        required: true
        content: {application/json: {schema: {type: object}}}
      responses:
        '400': {$ref: '#/components/responses/Error'}
        '201':
          description: The thing.
          content: {application/json: {schema: {type: object}, examples: {one: {value: {thing: 7}}}}}
";

/// Returns the spec of the library with another operation.
fn with_thing() -> String {
    let (before, after) = metastudio_voice::SPEC.split_once("\npaths:\n").unwrap();
    format!("{before}{THING}{after}")
}

fn builder(spec: &str) -> SimulatorBuilder {
    Simulator::builder().clock(Clock::Manual).spec(spec)
}

async fn create_thing(bench: &Bench) -> Response {
    bench.post("/things/one", json!({ "size": 1 })).await
}

#[tokio::test]
async fn an_operation_that_is_not_implemented_has_the_response_that_the_spec_shows() {
    let bench = Bench::with(builder(&with_thing())).await;
    let response = create_thing(&bench).await;
    assert_eq!((response.status.as_u16(), response.json()), (201, json!({ "thing": 7 })));
    assert_eq!(response.header("x-simulator-example"), "CreateThing");
    assert_eq!(response.header("content-type"), "application/json");
    assert_eq!(response.header("x-request-id").len(), 32);
    let requests = bench.simulator.requests();
    assert_eq!(
        (requests[0].operation, requests[0].status, requests[0].carried_out),
        (Some("CreateThing"), Some(201), true)
    );
    // All others are still there.
    assert_eq!(bench.created().await.id.len(), 36);
}

#[tokio::test]
async fn a_request_for_an_example_is_checked_as_every_other() {
    let bench = Bench::with(builder(&with_thing())).await;
    let path = bench.path("/things/one");
    let unsigned = bench.client.post(format!("{}{path}", bench.simulator.endpoint())).send().await.unwrap();
    assert_eq!(Response::read(unsigned).await.fault(), (401, "APIGW.0301".to_owned()));
    let of_another = path.replace(bench.simulator.project_id(), "another");
    for (path, body, code) in [
        (of_another, "{}", "MSS.00010009"),
        (bench.path("/things/a%20b"), "{}", "MSS.00000003"),
        (path.clone(), "", "MSS.00000002"),
        (path.clone(), "[", "MSS.00000002"),
    ] {
        let response = bench.call_raw(Method::POST, &path, body).await;
        assert_eq!(response.fault(), (400, code.to_owned()), "{path} {body}");
    }
    let request = bench.client.post(format!("{}{path}", bench.simulator.endpoint())).body("{}");
    let request = request.header("x-auth-token", bench.simulator.token()).header("content-type", "application/json");
    let response = request.header("x-app-userid", "x".repeat(257)).send().await.unwrap();
    assert_eq!(Response::read(response).await.fault(), (400, "MSS.00000003".to_owned()));
    assert_eq!(bench.call(Method::GET, &path, None).await.fault(), (404, "APIGW.0101".to_owned()));
}

#[tokio::test]
async fn a_request_for_an_example_is_disturbed_and_limited_as_every_other() {
    let bench = Bench::with(builder(&with_thing()).rate_limits(true)).await;
    let busy = Disturbance::Respond(ErrorResponse::new(500, "MSS.00000004", "m"));
    bench.simulator.disturb_operation("CreateThing", [busy]).unwrap();
    assert_eq!(create_thing(&bench).await.fault(), (500, "MSS.00000004".to_owned()));
    assert_eq!(bench.simulator.carried_out("CreateThing"), 0);
    // The spec allows one in a second.
    let mut faults = Vec::new();
    for _ in 0..20 {
        faults.push(create_thing(&bench).await.fault());
    }
    assert!(faults.contains(&(429, "APIGW.0308".to_owned())), "{faults:?}");
}

#[tokio::test]
async fn an_operation_without_an_example_says_what_to_add_to_the_spec() {
    for (from, to, added) in [
        (", examples: {one: {value: {thing: 7}}}", "", "add `example` to application/json in its response 201"),
        ("        '201':", "        '302':", "add one to its `responses`"),
    ] {
        let spec = with_thing();
        assert!(spec.contains(from));
        let bench = Bench::with(builder(&spec.replacen(from, to, 1))).await;
        let response = create_thing(&bench).await;
        assert_eq!(response.fault(), (501, "Simulator.NoExample".to_owned()));
        assert_eq!(response.header("x-simulator-example"), "CreateThing");
        let message = response.json()["error_msg"].as_str().unwrap().to_owned();
        assert!(
            message.starts_with("The simulator does not implement CreateThing yet") && message.contains(added),
            "{message}"
        );
    }
}

#[tokio::test]
async fn a_spec_that_cannot_be_used_is_an_error_of_the_start() {
    let twice = with_thing().replacen(
        "\npaths:\n",
        "\npaths:\n  /v1/{project}/voice-training-manage/things/{id}: {get: {operationId: Twice}}\n",
        1,
    );
    for (spec, expected) in [
        ("a: [", "did not find"),
        ("a: 1", "`paths`"),
        ("paths: {/v1/things: {get: {}}}", "/v1/things: get has no `operationId`"),
        (&twice, "/things/"),
    ] {
        let error = builder(spec).start().await.expect_err(spec);
        assert_eq!(error.kind(), std::io::ErrorKind::InvalidInput);
        assert!(
            error.to_string().starts_with("the spec cannot be used: ") && error.to_string().contains(expected),
            "{error}"
        );
    }
}

/// A release of the spec waits for the simulator; an operation that is newer may still have its example.
#[tokio::test]
async fn every_operation_of_the_released_spec_is_implemented() {
    let released = include_str!("../../../../openapi/released/metastudio-voice.yaml");
    let released: Value = serde_yaml::from_str(released).unwrap();
    let bench = Bench::start().await;
    let mut seen = 0;
    for operation in metastudio_voice::operations::ALL {
        let path = bench.filled(operation.path, "nobody");
        let method = Method::from_bytes(operation.method.as_bytes()).unwrap();
        let response = bench.call(method, &path, Some(&json!({}))).await;
        if !released["paths"][operation.path][operation.method.to_lowercase()].is_null() {
            assert_eq!(response.header("x-simulator-example"), "", "{}", operation.id);
            seen += 1;
        }
    }
    assert!(seen > 0);
}
