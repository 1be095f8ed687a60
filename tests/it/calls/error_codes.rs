//! The table of error codes, and the client's decisions by them.

use metastudio_voice::error_codes::{ALL, ErrorClass, ErrorCode};
use serde_json::json as value;

use crate::support::{Sink, TestClock, builder, client, json};

#[test]
fn the_table_of_codes_is_sorted_and_complete() {
    assert!(ALL.len() > 50 && ALL.is_sorted_by(|one, next| one.code < next.code));
    for code in ALL {
        assert!(["MetaStudio", "APIGW", "IAM", "OBS"].contains(&code.service), "{code:?}");
        assert!(
            !code.statuses.is_empty() && code.statuses.iter().all(|status| (400..600).contains(status)),
            "{code:?}"
        );
        assert!(code.meaning.ends_with('.') && code.source.contains("2026-11-2"), "{code:?}");
        let clause = |advice: &str| !advice.ends_with('.') && advice.starts_with(|first: char| first.is_lowercase());
        assert!(code.advice.is_none_or(clause), "{code:?}");
        let prefix = match code.service {
            "MetaStudio" => code.code.starts_with("MSS."),
            "APIGW" => code.code.starts_with("APIGW."),
            "IAM" => code.code.starts_with("IAM."),
            _ => !code.code.contains('.'),
        };
        assert!(prefix, "{code:?}");
    }
}

#[test]
fn every_class_of_codes_is_used() {
    use ErrorClass as C;
    let every = [
        C::Request,
        C::Credentials,
        C::Token,
        C::Permission,
        C::NotFound,
        C::Conflict,
        C::Exhausted,
        C::File,
        C::Throttled,
        C::Server,
        C::PresignedUrl,
    ];
    for class in every {
        assert!(ALL.iter().any(|code| code.class == class), "{class:?}");
    }
    assert!(ALL.iter().all(|code| every.contains(&code.class)));
}

#[test]
fn a_code_of_a_server_fault_has_no_advice_because_the_operation_decides() {
    assert!(ALL.iter().filter(|code| code.class == ErrorClass::Server).all(|code| code.advice.is_none()));
}

#[test]
fn a_code_whose_request_may_have_been_executed_is_a_server_fault() {
    for code in ALL.iter().filter(|code| code.statuses.iter().any(|status| matches!(status, 408 | 502..=504))) {
        assert_eq!(code.class, ErrorClass::Server, "{code:?}");
    }
}

#[test]
fn a_code_is_found_with_either_prefix() {
    for code in ALL {
        assert_eq!(ErrorCode::find(code.code), Some(code));
    }
    let found = ErrorCode::find("APIG.0301").expect("a known code");
    assert_eq!((found.code, found.class), ("APIGW.0301", ErrorClass::Credentials));
    for unknown in ["", "APIG.", "APIGW.", "APIG.9999", "MSS.00000000", "MSS.0", "apigw.0301", "accessdenied", "401"] {
        assert_eq!(ErrorCode::find(unknown), None, "{unknown}");
    }
}

#[test]
fn a_code_that_the_client_depends_on_has_its_class() {
    for (code, class) in [
        ("APIGW.0301", ErrorClass::Credentials),
        ("APIGW.0307", ErrorClass::Token),
        ("MSS.00010008", ErrorClass::Token),
        ("MSS.00021016", ErrorClass::Token),
        ("MSS.00010009", ErrorClass::Credentials),
        ("MSS.000000004", ErrorClass::Permission),
        ("MSS.00000004", ErrorClass::Server),
        ("MSS.41000012", ErrorClass::Exhausted),
        ("MSS.41000023", ErrorClass::Exhausted),
        ("APIGW.0308", ErrorClass::Throttled),
        ("APIGW.0201", ErrorClass::Server),
        ("SignatureDoesNotMatch", ErrorClass::PresignedUrl),
    ] {
        assert_eq!(ErrorCode::find(code).map(|code| code.class), Some(class), "{code}");
    }
}

/// Sends a creation to a service that always responds like this, with retries. Returns the error, and how often the
/// creation was sent.
async fn created(status: u16, code: &'static str) -> (metastudio_voice::Error, usize) {
    let sink = Sink::start(move |_| json(status, &value!({"error_code": code, "error_msg": "no"}))).await;
    let client = builder(&sink.url).clock(TestClock::new()).build().await.expect("client");
    let call = client.create_training_advance_job().body_map(|job| job.voice_name("v"));
    (call.send().await.expect_err("refused"), sink.received().len())
}

#[tokio::test]
async fn a_status_500_with_the_code_of_a_token_is_not_retried() {
    let sink = Sink::start(|_| json(500, &value!({"error_code": "MSS.00021016", "error_msg": "check"}))).await;
    let client = builder(&sink.url).clock(TestClock::new()).build().await.expect("client");
    let error = client.list_voice_training_job().send().await.expect_err("refused");
    assert!(error.is_auth() && !error.is_transient());
    assert_eq!(sink.received().len(), 1);
    let (error, sent) = created(500, "MSS.00021016").await;
    assert_eq!((error.is_in_doubt(), error.is_auth(), sent), (false, true, 1));
    assert_eq!(error.advice(), Some("get a new token, and one that is scoped to this region's project"));
    let (error, sent) = created(500, "MSS.10010012").await;
    assert_eq!((error.is_in_doubt(), error.is_transient(), sent), (false, false, 1));
}

#[tokio::test]
async fn a_server_fault_stays_in_doubt_whatever_its_code() {
    for (status, code) in [(500, "MSS.00000004"), (504, "APIGW.0201"), (502, "APIG.0610"), (500, "MSS.99999999")] {
        let (error, sent) = created(status, code).await;
        assert_eq!((error.is_in_doubt(), sent), (true, 1), "{code}");
        assert!(error.advice().is_some_and(|advice| advice.starts_with("it may have been carried out")), "{code}");
    }
}

#[tokio::test]
async fn throttling_and_exhaustion_are_not_a_missing_permission() {
    let sink = Sink::start(|received| {
        let status = if received.target.contains("quotas") { 403 } else { 400 };
        let code = if status == 403 { "MSS.41000023" } else { "APIG.0308" };
        json(status, &value!({"error_code": code, "error_msg": "no"}))
    })
    .await;
    let client = client(&sink.url).await;
    let exhausted = client.show_voice_training_quotas().send().await.expect_err("refused");
    assert!(!exhausted.is_permission() && !exhausted.is_auth() && !exhausted.is_throttled());
    let throttled = client.list_voice_training_job().send().await.expect_err("refused");
    assert!(throttled.is_throttled() && throttled.is_transient());
    assert_eq!(throttled.advice(), Some("too many requests: wait a few seconds and send it again"));
}
