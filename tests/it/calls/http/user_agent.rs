//! The `User-Agent` of every request.

use metastudio_voice::ErrorKind;

use super::{builder, call_and_upload, no_jobs};
use crate::support::Sink;

const NAME: &str = concat!("metastudio-voice/", env!("CARGO_PKG_VERSION"));

#[tokio::test]
async fn calls_and_uploads_name_the_crate_and_what_the_caller_adds() {
    for (suffix, expected) in [(None, NAME.to_owned()), (Some(" my-studio/1.2 "), format!("{NAME} my-studio/1.2"))] {
        let sink = Sink::start(no_jobs).await;
        let mut builder = builder().endpoint(&sink.url).configure_http(|http| http.user_agent("other"));
        if let Some(suffix) = suffix {
            builder = builder.user_agent(suffix);
        }
        call_and_upload(&builder.build().await.expect("client"), &sink).await;
        let received = sink.received();
        let sent: Vec<_> = received.iter().map(|request| request.header("user-agent")).collect();
        assert_eq!(sent, [Some(expected.as_str()); 2]);
    }
}

#[tokio::test]
async fn a_suffix_that_no_header_can_carry_is_refused_when_the_client_is_built() {
    for suffix in ["a\r\nX-Evil: 1", "a\tb", "é", "\0", "\u{7f}"] {
        let error = builder().region("cn-north-4").user_agent(suffix).build().await.expect_err(suffix);
        assert_eq!(error.kind(), ErrorKind::Configuration, "{suffix:?}");
        assert!(error.to_string().starts_with("no header can carry"), "{error}");
    }
}
