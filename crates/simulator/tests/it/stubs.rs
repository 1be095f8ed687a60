//! Stubs: responses in place of operations, and for paths that the API does not have.

use metastudio_voice_simulator::{Clock, Disturbance, ErrorResponse, Simulator, Stub};
use reqwest::Method;
use serde_json::json;

use crate::common::{Bench, Response};

const LIST: &str = "ListVoiceTrainingJob";

#[tokio::test]
async fn a_stub_replaces_an_operation_once_or_a_number_of_times_or_always() {
    let bench = Bench::start().await;
    let stub = |count: u32| Stub::operation(LIST).json(json!({ "count": count }));
    bench.simulator.stub(stub(9)).unwrap();
    bench.simulator.stub(stub(1).once()).unwrap();
    bench.simulator.stub(stub(2).times(2)).unwrap();
    let mut counts = Vec::new();
    for _ in 0..5 {
        counts.push(bench.get("/user/jobs").await.expect_ok().json()["count"].clone());
    }
    assert_eq!(counts, [1, 2, 2, 9, 9]);
    bench.simulator.clear_stubs();
    assert_eq!(bench.get("/user/jobs").await.expect_ok().json()["count"], 0);
}

#[tokio::test]
async fn a_stub_has_any_status_body_and_headers() {
    let bench = Bench::start().await;
    let stub = Stub::operation(LIST).status(202).bytes("audio/wav", vec![0, 1, 255]);
    bench
        .simulator
        .stub(stub.header("x-own", "1").header("X-Own", "2").header("content-type", "audio/x").once())
        .unwrap();
    let response = bench.get("/user/jobs").await;
    assert_eq!((response.status.as_u16(), response.header("content-type")), (202, "audio/x"));
    let own: Vec<_> = response.headers.get_all("x-own").iter().map(|value| value.to_str().unwrap()).collect();
    assert_eq!((own, response.header("x-request-id").len()), (vec!["1", "2"], 32));

    bench.simulator.stub(Stub::operation(LIST).once()).unwrap();
    assert_eq!(bench.get("/user/jobs").await.expect_ok().text, "");
    bench.simulator.stub(Stub::operation(LIST).error(ErrorResponse::throttled(3).retry_after("7")).once()).unwrap();
    let response = bench.get("/user/jobs").await;
    assert_eq!((response.fault(), response.header("retry-after")), ((429, "APIGW.0308".to_owned()), "7"));
}

#[tokio::test]
async fn a_stub_for_a_path_is_for_its_method_and_every_value_of_its_parameters() {
    let bench = Bench::start().await;
    let path = "/v1/{project_id}/voice-training-manage/things/{id}";
    bench.simulator.stub(Stub::path("post", path).status(201)).unwrap();
    for (method, rest, status) in [
        (Method::POST, "/things/7", 201),
        (Method::POST, "/things/7?a=b", 201),
        (Method::POST, "/things", 404),
        (Method::POST, "/things/7/8", 404),
        (Method::GET, "/things/7", 404),
    ] {
        let response = bench.call(method, &bench.path(rest), None).await;
        assert_eq!(response.status, status, "{rest}");
    }
    // A path of the spec can be stubbed by its path too.
    bench.simulator.stub(Stub::path("GET", bench.path("/user/jobs")).json([1])).unwrap();
    assert_eq!(bench.get("/user/jobs").await.json(), json!([1]));
}

#[tokio::test]
async fn an_operation_that_was_added_to_the_spec_can_be_stubbed() {
    let spec = "paths: {/v1/things: {get: {operationId: ShowThing, responses: {'204': {description: None.}}}}}";
    let bench = Bench::with(Simulator::builder().spec(spec)).await;
    bench.simulator.stub(Stub::operation("ShowThing").json(7)).unwrap();
    let response = bench.call(Method::GET, "/v1/things", None).await;
    assert_eq!((response.text.as_str(), response.header("x-simulator-example")), ("7", ""));
    let error = bench.simulator.stub(Stub::operation(LIST)).unwrap_err();
    assert!(error.to_string().ends_with("the spec has no operation ListVoiceTrainingJob, only ShowThing"), "{error}");
}

#[tokio::test]
async fn a_request_that_gets_a_stub_is_recorded_and_changes_nothing() {
    let bench = Bench::with(Simulator::builder().clock(Clock::Polled)).await;
    let job = bench.submitted().await;
    bench.simulator.stub(Stub::operation("CreateTrainingAdvanceJob").json(json!({ "job_id": "j" }))).unwrap();
    bench.simulator.stub(Stub::operation("ShowVoiceTrainingJob").json(json!({})).once()).unwrap();
    assert_eq!(bench.create(json!({ "no": "name" })).await, json!({ "job_id": "j" }));
    assert_eq!(bench.show(&job.id).await, json!({}));
    assert_eq!((bench.simulator.jobs().len(), bench.state(&job.id).as_str()), (1, "SYSTEM_AUDITING"));
    let requests = bench.simulator.requests();
    let [create, show] = &requests[requests.len() - 2..] else { panic!("{requests:?}") };
    assert_eq!((create.operation, create.status, create.body_bytes), (Some("CreateTrainingAdvanceJob"), Some(200), 13));
    assert!(create.stubbed && show.stubbed && !requests[0].stubbed, "{requests:?}");
    assert_eq!(bench.simulator.carried_out("ShowVoiceTrainingJob"), 1);
}

#[tokio::test]
async fn a_request_that_is_not_authenticated_gets_no_stub() {
    let bench = Bench::start().await;
    bench.simulator.stub(Stub::operation(LIST).json(7).once()).unwrap();
    bench.simulator.stub(Stub::path("GET", "/things").json(8).once()).unwrap();
    for path in [bench.path("/user/jobs").as_str(), "/things"] {
        let unsigned = bench.client.get(format!("{}{path}", bench.simulator.endpoint())).send().await.unwrap();
        assert_eq!(Response::read(unsigned).await.fault(), (401, "APIGW.0301".to_owned()));
    }
    let of_another = bench.path("/user/jobs").replace(bench.simulator.project_id(), "another");
    assert_eq!(bench.call(Method::GET, &of_another, None).await.fault(), (400, "MSS.00010009".to_owned()));
    assert_eq!(bench.get("/user/jobs").await.text, "7", "the stub is left for the next request");
    assert_eq!(bench.call(Method::GET, "/things", None).await.text, "8");
}

#[tokio::test]
async fn a_disturbance_in_place_of_the_operation_leaves_the_stub_for_the_next_request() {
    let bench = Bench::start().await;
    bench.simulator.stub(Stub::operation(LIST).json(7).once()).unwrap();
    bench.simulator.disturb([ErrorResponse::throttled(1)]);
    assert_eq!(bench.get("/user/jobs").await.status, 429);
    assert!(!bench.simulator.requests()[0].stubbed);
    assert_eq!(bench.get("/user/jobs").await.text, "7");
}

#[tokio::test]
async fn a_disturbance_of_the_response_disturbs_that_of_the_stub() {
    let bench = Bench::start().await;
    bench.simulator.stub(Stub::operation(LIST).json(json!({ "count": 7 })).times(2)).unwrap();
    bench.simulator.disturb([Disturbance::Malformed, ErrorResponse::backend_timeout().into()]);
    assert_eq!(bench.get("/user/jobs").await.text, r#"{"cou"#);
    let request = &bench.simulator.requests()[0];
    assert!(request.stubbed && request.disturbed);
    assert_eq!(bench.get("/user/jobs").await.status, 504);
    assert_eq!(bench.get("/user/jobs").await.json(), json!({ "count": 7 }));
}

#[tokio::test]
async fn a_stub_that_no_request_could_get_is_refused() {
    struct Unwritable;
    impl serde::Serialize for Unwritable {
        fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            Err(serde::ser::Error::custom("it is secret"))
        }
    }
    let bench = Bench::start().await;
    let list = || Stub::operation(LIST);
    for (stub, words) in [
        (Stub::operation("ListJobs"), "no operation ListJobs, only CommitShortJob, "),
        (Stub::operation("x".repeat(1_000_000)), "no operation xxx"),
        (Stub::path("G E T", "/"), "G E T is not a method"),
        (Stub::path("GET", "things"), "things is not a path"),
        (Stub::path("GET", "/things?a=b"), "has no query"),
        (Stub::path("GET", "/_simulator/state"), "the control plane"),
        (list().status(100), "100 is not a status"),
        (list().status(600), "600 is not a status"),
        (list().status(0), "0 is not a status"),
        (list().status(204).json(1), "204 has no body"),
        (list().error(ErrorResponse::text(99, "m")), "99 is not a status"),
        (list().times(0), "for no request"),
        (list().json(Unwritable), "it is secret"),
        (list().bytes("a\nb", ""), "Content-Type"),
        (list().header("a b", "c"), "the header a b"),
        (list().header("a", "b\r\nc: d"), "the header a"),
        (list().header("Content-Length", "1"), "content-length"),
        (list().header("transfer-encoding", "chunked"), "transfer-encoding"),
    ] {
        let error = bench.simulator.stub(stub).expect_err(words).to_string();
        assert!(error.starts_with("the stub cannot be used: ") && error.contains(words), "{words}: {error}");
        assert!(error.len() < 2_000, "{words}");
    }
    assert_eq!(bench.get("/user/jobs").await.expect_ok().json()["count"], 0);
}

#[tokio::test]
async fn a_stub_of_100_mb_is_sent_whole() {
    let bench = Bench::start().await;
    let bytes = bytes::Bytes::from(vec![b'x'; 100 << 20]);
    bench.simulator.stub(Stub::operation(LIST).bytes("text/plain", bytes)).unwrap();
    let url = format!("{}{}", bench.simulator.endpoint(), bench.path("/user/jobs"));
    let mut response = bench.client.get(url).header("x-auth-token", bench.simulator.token()).send().await.unwrap();
    assert_eq!(response.content_length(), Some(100 << 20));
    let mut read = 0;
    while let Some(piece) = response.chunk().await.unwrap() {
        read += piece.len();
    }
    assert_eq!(read, 100 << 20);
}

#[test]
fn debug_of_a_stub_has_the_length_of_its_body_and_not_the_body() {
    let debug = format!("{:?}", Stub::operation(LIST).json("a secret").header("authorization", "a secret"));
    assert!(debug.contains("bytes: 10") && !debug.contains("secret"), "{debug}");
}
