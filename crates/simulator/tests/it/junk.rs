//! Junk requests: every operation responds with a status of the spec and, if it is an error, in JSON.

use metastudio_voice::operations::ALL;
use reqwest::Method;
use reqwest::header::CONTENT_TYPE;

use crate::common::{Bench, Response};

const QUERIES: [&str; 9] = [
    "",
    "=",
    "&&&",
    "index=99999999999999999999&offset=99999999999999999999",
    "job_id=%00&index=%ff&limit=%ff&once_token=%ff",
    "job_id[]=1&job_id[]=2",
    "state=%F0%9F%92%A9&start_number=1e3&end_number=0x10",
    "offset=null&limit=true&is_ondemand_resource=",
    "job_id=nobody&job_id=nobody&index=0&index=0",
];

const BODIES: [(&str, &str); 8] = [
    ("application/json", "{\"voice_name\": \"\\ud800\"}"),
    ("application/json", "{\"voice_name\": 1e999}"),
    ("application/json", "{\"job_ids\": [[[]]], \"batch_name\": {}}"),
    ("application/json", "\u{0}"),
    ("application/json; charset=utf-16", "{}"),
    ("application/x-www-form-urlencoded", "voice_name=v"),
    ("", "{}"),
    ("multipart/form-data; boundary=x", "--x--"),
];

async fn throw(bench: &Bench, method: &str, path: &str, content_type: &str, body: String) -> Response {
    let method = Method::from_bytes(method.as_bytes()).unwrap();
    let request = bench.client.request(method, format!("{}{path}", bench.simulator.endpoint()));
    let mut request = request.header("x-auth-token", bench.simulator.token()).body(body);
    if !content_type.is_empty() {
        request = request.header(CONTENT_TYPE, content_type);
    }
    Response::read(request.send().await.unwrap()).await
}

#[track_caller]
fn assert_in_the_spec(response: &Response, what: &str) {
    let status = response.status.as_u16();
    if response.status.is_success() {
        let expected = if response.text.is_empty() { "" } else { "application/json" };
        assert_eq!(response.header("content-type"), expected, "{what}");
        return;
    }
    assert!((400..500).contains(&status), "{what}: {status}");
    assert_eq!(response.header("content-type"), "application/json", "{what}");
    let error = response.json();
    for field in ["error_code", "error_msg"] {
        let length = error[field].as_str().unwrap().chars().count();
        assert!((1..=256).contains(&length), "{what}: {}", response.text);
    }
}

#[tokio::test]
async fn every_operation_responds_to_junk_as_the_spec_says() {
    let bench = Bench::start().await;
    let job = bench.created_segments("basic").await;
    for operation in ALL {
        let path = bench.filled(operation.path, &job.id);
        for query in QUERIES {
            let target = format!("{path}?{query}");
            let response = throw(&bench, operation.method, &target, "", String::new()).await;
            assert_in_the_spec(&response, &format!("{} {query}", operation.id));
        }
        let deep = ("application/json", "[".repeat(100_000));
        let bodies = BODIES.map(|(content_type, body)| (content_type, body.to_owned()));
        for (content_type, body) in bodies.into_iter().chain([deep]) {
            let what = format!("{} {content_type} {}", operation.id, &body[..body.len().min(40)]);
            assert_in_the_spec(&throw(&bench, operation.method, &path, content_type, body).await, &what);
        }
    }
}

#[tokio::test]
async fn an_undeclared_method_of_a_path_is_an_error() {
    let bench = Bench::start().await;
    for operation in ALL {
        let path = bench.filled(operation.path, "nobody");
        let declared = |method: &str| ALL.iter().any(|other| other.path == operation.path && other.method == method);
        for method in ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "QUERY"] {
            if !declared(method) {
                let response = throw(&bench, method, &path, "", String::new()).await;
                assert_in_the_spec(&response, &format!("{method} {path}"));
                assert_eq!(response.fault().1, "APIGW.0101");
            }
        }
    }
}
