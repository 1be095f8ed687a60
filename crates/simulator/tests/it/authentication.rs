//! Authentication: signatures and tokens, right and wrong in every element.

use metastudio_voice::auth::sign::{Request, sign};
use metastudio_voice_simulator::{Server, Simulator};
use reqwest::Method;
use serde_json::{Value, json};

use crate::common::{Bench, Response, date};

/// A signed call, which a test can change before and after signing.
#[derive(Clone)]
struct Call {
    method: Method,
    path: String,
    query: String,
    headers: Vec<(String, String)>,
    body: String,
    access_key: String,
    secret_key: String,
    date: String,
}

impl Call {
    fn new(bench: &Bench) -> Self {
        let date = date(0);
        let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        Self {
            method: Method::POST,
            path: bench.path("/user/advance-jobs"),
            query: String::new(),
            headers: vec![
                header("content-type", "application/json"),
                header("host", bench.host()),
                header("x-project-id", bench.simulator.project_id()),
                header("x-sdk-date", &date),
            ],
            body: json!({ "voice_name": "v" }).to_string(),
            access_key: bench.simulator.access_key().to_owned(),
            secret_key: bench.simulator.secret_key().to_owned(),
            date,
        }
    }

    fn set(&mut self, name: &str, value: &str) {
        self.headers.retain(|(known, _)| known != name);
        self.headers.push((name.to_owned(), value.to_owned()));
    }

    fn remove(&mut self, name: &str) {
        self.headers.retain(|(known, _)| known != name);
    }

    fn dated(&mut self, date: String) {
        self.set("x-sdk-date", &date);
        self.date = date;
    }

    fn authorization(&self) -> String {
        let headers: Vec<(&str, &str)> =
            self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let request = Request {
            method: self.method.as_str(),
            path: &self.path,
            query: &self.query,
            headers: &headers,
            body: self.body.as_bytes(),
        };
        sign(&request, &self.date, &self.secret_key).authorization(&self.access_key)
    }

    async fn send(&self, bench: &Bench, authorization: Option<&str>) -> Response {
        let mut url = format!("{}{}", bench.simulator.endpoint(), self.path);
        if !self.query.is_empty() {
            url = format!("{url}?{}", self.query);
        }
        let mut request = bench.client.request(self.method.clone(), url).body(self.body.clone());
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        if let Some(authorization) = authorization {
            request = request.header("authorization", authorization);
        }
        Response::read(request.send().await.unwrap()).await
    }

    async fn send_signed(&self, bench: &Bench) -> Response {
        self.send(bench, Some(&self.authorization())).await
    }
}

/// Returns the message of a refusal by the gateway.
#[track_caller]
fn refusal(response: &Response) -> String {
    assert_eq!(response.fault(), (401, "APIGW.0301".to_owned()), "{}", response.text);
    let body = response.json();
    assert_eq!(body["request_id"].as_str().unwrap(), response.header("x-request-id"));
    let message = body["error_msg"].as_str().unwrap();
    message.strip_prefix("Incorrect IAM authentication information: ").expect(message).to_owned()
}

#[tokio::test]
async fn a_right_signature_is_accepted() {
    let bench = Bench::start().await;
    Call::new(&bench).send_signed(&bench).await.expect_ok();
}

#[tokio::test]
async fn a_signature_needs_only_the_date_and_may_cover_more_headers() {
    let bench = Bench::start().await;
    let mut signed = Call::new(&bench);
    signed.headers.retain(|(name, _)| name == "x-sdk-date");
    let authorization = signed.authorization();
    let mut sent = signed.clone();
    sent.set("content-type", "application/json");
    sent.send(&bench, Some(&authorization)).await.expect_ok();

    let mut more = Call::new(&bench);
    more.set("user-agent", "something/1.0 (with spaces)");
    more.set("x-app-userid", "user");
    more.send_signed(&bench).await.expect_ok();
}

#[tokio::test]
async fn a_query_is_signed_in_its_canonical_form() {
    let bench = Bench::start().await;
    let mut call = Call::new(&bench);
    (call.method, call.path) = (Method::GET, bench.path("/user/jobs"));
    call.body = String::new();
    call.query = "voice_name=%E5%A3%B0+b&limit=5&job_type=ADVANCE".to_owned();
    call.send_signed(&bench).await.expect_ok();
}

#[tokio::test]
async fn a_change_of_any_signed_element_is_refused_with_the_gateways_canonical_request() {
    type Change = fn(&mut Call, &Bench);
    let changes: [(&str, Change); 7] = [
        ("method", |call, _| call.method = Method::PUT),
        ("path", |call, bench| call.path = bench.path("/user/basic-jobs")),
        ("query", |call, _| call.query = "a=b".to_owned()),
        ("content-type", |call, _| call.set("content-type", "application/json;charset=utf8")),
        ("host", |call, _| call.set("host", "metastudio.cn-north-4.myhuaweicloud.com")),
        ("body", |call, _| call.body.push(' ')),
        ("date", |call, _| call.set("x-sdk-date", &date(-2))),
    ];
    let bench = Bench::with(Simulator::builder().key_lock(false)).await;
    for (what, change) in changes {
        let original = Call::new(&bench);
        let mut changed = original.clone();
        change(&mut changed, &bench);
        let response = changed.send(&bench, Some(&original.authorization())).await;
        let message = refusal(&response);
        let canonical = message.strip_prefix("verify aksk signature fail, canonicalRequest:").expect(what);
        // The gateway shows the request that it received, not the one that was signed.
        assert_eq!(canonical, canonical_of(&changed), "{what}");
    }
    assert!(bench.simulator.jobs().is_empty());
}

/// Returns the canonical request of a call, in the form of the gateway's messages.
fn canonical_of(call: &Call) -> String {
    let mut headers: Vec<(&str, &str)> =
        call.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    headers.sort_unstable();
    let request = Request {
        method: call.method.as_str(),
        path: &call.path,
        query: &call.query,
        headers: &headers,
        body: call.body.as_bytes(),
    };
    sign(&request, &call.date, "any").canonical_request.replace('\n', "|")
}

#[tokio::test]
async fn the_canonical_request_in_a_refusal_has_the_documented_form() {
    let bench = Bench::start().await;
    let mut call = Call::new(&bench);
    (call.method, call.path, call.body) = (Method::GET, bench.path("/user/jobs"), String::new());
    call.headers.retain(|(name, _)| name == "host" || name == "x-sdk-date");
    call.secret_key.push('x');
    let message = refusal(&call.send_signed(&bench).await);
    let expected = format!(
        "verify aksk signature fail, canonicalRequest:GET|{}/||host:{}|x-sdk-date:{}||host;x-sdk-date|\
         e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        call.path,
        bench.host(),
        call.date
    );
    assert_eq!(message, expected);
}

#[tokio::test]
async fn the_refusal_of_an_unknown_access_key_names_the_key() {
    let bench = Bench::start().await;
    let mut call = Call::new(&bench);
    call.access_key = "NOBODY".to_owned();
    assert_eq!(refusal(&call.send_signed(&bench).await), "Get secretKey failed,ak:NOBODY,err:ak not exist");
}

#[tokio::test]
async fn the_refusal_of_an_expired_signing_time_shows_both_clocks() {
    let bench = Bench::start().await;
    for seconds in [-16 * 60, 16 * 60] {
        let mut call = Call::new(&bench);
        call.dated(date(seconds));
        let message = refusal(&call.send_signed(&bench).await);
        let rest = message.strip_prefix("signature expired, signature time:").expect(&message);
        let (signed, server) = rest.split_once(",server time:").expect(&message);
        assert_eq!((signed, server.len()), (call.date.as_str(), 16));
    }
    for seconds in [-14 * 60, 14 * 60] {
        let mut call = Call::new(&bench);
        call.dated(date(seconds));
        call.send_signed(&bench).await.expect_ok();
    }
}

#[tokio::test]
async fn a_malformed_authorization_header_is_refused() {
    let bench = Bench::with(Simulator::builder().key_lock(false)).await;
    let call = Call::new(&bench);
    let right = call.authorization();
    call.send(&bench, Some(&right)).await.expect_ok();
    for (what, wrong) in [
        ("comma after the algorithm", right.replace("SHA256 ", "SHA256, ")),
        ("no space after a comma", right.replace(", ", ",")),
        ("two spaces", right.replace(", ", ",  ")),
        ("another order", {
            let (head, signature) = right.rsplit_once(", ").unwrap();
            head.replace("SDK-HMAC-SHA256 ", &format!("SDK-HMAC-SHA256 {signature}, "))
        }),
        ("no access key", right.replace(&format!("Access={}, ", call.access_key), "")),
        ("something more", format!("{right}, More=x")),
        ("capital names", right.replace("x-sdk-date", "X-Sdk-Date")),
        ("names in another order", right.replace("content-type;host", "host;content-type")),
        ("a name twice", right.replace("content-type;", "content-type;content-type;")),
        ("no names", right.replace("content-type;host;x-project-id;x-sdk-date", "")),
        ("a header that was not sent", right.replace("x-sdk-date,", "x-sdk-date;x-zzz,")),
        ("capital digits", {
            let (head, signature) = right.rsplit_once('=').unwrap();
            format!("{head}={}", signature.to_uppercase())
        }),
        ("an empty signature", format!("{}=", right.rsplit_once('=').unwrap().0)),
    ] {
        let message = refusal(&call.send(&bench, Some(&wrong)).await);
        assert!(message.starts_with("verify aksk signature fail, "), "{what}: {message}");
    }
}

#[tokio::test]
async fn a_request_whose_date_is_missing_unsigned_or_malformed_is_refused() {
    let bench = Bench::start().await;
    let mut unsigned = Call::new(&bench);
    unsigned.remove("x-sdk-date");
    let authorization = unsigned.authorization();
    assert!(refusal(&unsigned.send(&bench, Some(&authorization)).await).contains("X-Sdk-Date is not signed"));
    unsigned.set("x-sdk-date", &date(0));
    assert!(refusal(&unsigned.send(&bench, Some(&authorization)).await).contains("X-Sdk-Date is not signed"));
    let mut malformed = Call::new(&bench);
    malformed.dated("2026-01-02T03:04:05Z".to_owned());
    assert!(refusal(&malformed.send_signed(&bench).await).contains("X-Sdk-Date is malformed"));
}

#[tokio::test]
async fn a_declared_digest_must_match_the_body_or_be_unsigned_payload() {
    let bench = Bench::start().await;
    for (digest, accepted) in [("UNSIGNED-PAYLOAD", true), (&*"0".repeat(64), false)] {
        let mut call = Call::new(&bench);
        call.set("x-sdk-content-sha256", digest);
        assert_eq!(call.send_signed(&bench).await.status.is_success(), accepted, "{digest}");
    }
}

#[tokio::test]
async fn a_right_token_is_accepted_without_a_signature() {
    let bench = Bench::start().await;
    let with_token = |token: &str| {
        let mut call = Call::new(&bench);
        call.set("x-auth-token", token);
        call
    };
    with_token(bench.simulator.token()).send(&bench, None).await.expect_ok();
    assert_eq!(refusal(&with_token("wrong").send(&bench, None).await), "decrypt token fail");
    assert_eq!(refusal(&Call::new(&bench).send(&bench, None).await), "x-auth-token not found");
    assert_eq!(refusal(&Call::new(&bench).send(&bench, Some("Basic dTpw")).await), "x-auth-token not found");
}

#[tokio::test]
async fn a_request_with_a_token_and_a_signature_needs_both_to_be_right() {
    let bench = Bench::start().await;
    let mut call = Call::new(&bench);
    call.set("x-auth-token", bench.simulator.token());
    call.send_signed(&bench).await.expect_ok();
    let wrong = call.authorization().replace("Signature=", "Signature=0");
    assert!(refusal(&call.send(&bench, Some(&wrong)).await).starts_with("verify aksk signature fail"));
    call.set("x-auth-token", "wrong");
    assert_eq!(refusal(&call.send_signed(&bench).await), "decrypt token fail");
}

#[tokio::test]
async fn a_temporary_key_needs_its_security_token() {
    let bench = Bench::with(Simulator::builder().security_token("session")).await;
    for (token, accepted) in [(Some("session"), true), (Some("another"), false), (None, false)] {
        let mut call = Call::new(&bench);
        if let Some(token) = token {
            call.set("x-security-token", token);
        }
        assert_eq!(call.send_signed(&bench).await.status.is_success(), accepted, "{token:?}");
    }
}

#[tokio::test]
async fn a_signed_header_that_is_sent_twice_is_refused() {
    let bench = Bench::start().await;
    let mut call = Call::new(&bench);
    call.set("x-app-userid", "one");
    let authorization = call.authorization();
    call.headers.push(("x-app-userid".to_owned(), "two".to_owned()));
    assert!(refusal(&call.send(&bench, Some(&authorization)).await).contains("x-app-userid is missing or repeated"));
}

#[tokio::test]
async fn a_permanent_key_with_a_security_token_is_refused() {
    let bench = Bench::start().await;
    let mut call = Call::new(&bench);
    let without = call.authorization();
    call.set("x-security-token", "session");
    for authorization in [without, call.authorization()] {
        assert!(refusal(&call.send(&bench, Some(&authorization)).await).contains("X-Security-Token"));
    }
}

#[tokio::test]
async fn the_service_refuses_another_project_in_the_path_or_a_header() {
    let bench = Bench::start().await;
    let mut in_path = Call::new(&bench);
    in_path.path = in_path.path.replace(bench.simulator.project_id(), "another");
    let mut in_header = Call::new(&bench);
    in_header.set("x-project-id", "another");
    for call in [in_path, in_header] {
        assert_eq!(call.send_signed(&bench).await.fault(), (400, "MSS.00010009".to_owned()));
    }
}

#[tokio::test]
async fn secrets_are_recorded_but_not_shown() {
    let bench = Bench::start().await;
    let mut call = Call::new(&bench);
    call.set("x-auth-token", bench.simulator.token());
    call.send_signed(&bench).await.expect_ok();
    let requests = bench.simulator.requests();
    let received = &requests[0];
    assert_eq!((received.server, received.method.as_str()), (Server::MetaStudio, "POST"));
    assert_eq!((received.path.as_str(), received.status), (call.path.as_str(), Some(200)));
    assert_eq!(received.body_bytes, call.body.len() as u64);
    assert_eq!(received.header("X-Auth-Token"), Some(bench.simulator.token()));
    assert!(received.carries_credentials());
    let signature = call.authorization().rsplit_once('=').unwrap().1.to_owned();
    let control = bench.client.get(format!("{}/_simulator/requests", bench.simulator.endpoint()));
    let control: Value = serde_json::from_str(&control.send().await.unwrap().text().await.unwrap()).unwrap();
    for shown in [format!("{requests:?} {:?}", bench.simulator), control.to_string()] {
        assert!(!shown.contains(bench.simulator.token()) && !shown.contains(&signature), "{shown}");
        assert!(!shown.contains(bench.simulator.secret_key()));
    }
    assert!(control.to_string().contains("x-project-id"));
}
