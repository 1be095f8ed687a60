//! The `tracing` spans of an upload.

use metastudio_voice::upload::Body;
use tracing_subscriber::layer::SubscriberExt;

use crate::support::obs::{obs, refusal, taken, with};
use crate::support::spans::Kept;
use crate::support::{TestClock, builder};

#[tokio::test]
async fn an_upload_and_its_attempts_have_spans_without_the_url() {
    let sink = obs(vec![refusal(503, "SlowDown"), with(taken(), "x-obs-request-id", "R2")]).await;
    let kept = Kept::default();
    let _listening = tracing::subscriber::set_default(tracing_subscriber::registry().with(kept.clone()));
    let client = builder(&sink.url).clock(TestClock::new()).build().await.expect("client");
    let put = client.uploader().put(format!("{}/k?Signature=CANARY", sink.url), Body::bytes("x"));
    put.await.expect("uploaded");
    let [upload] = &kept.named("upload")[..] else { panic!("{:?}", kept.all()) };
    assert_eq!((upload.field("huaweicloud.attempts"), upload.field("huaweicloud.request_id")), (Some("2"), Some("R2")));
    let [first, second] = &kept.named("upload attempt")[..] else { panic!("{:?}", kept.all()) };
    assert_eq!(first.within, ["upload"]);
    assert_eq!((first.field("error.type"), first.field("http.response.status_code")), (Some("SlowDown"), Some("503")));
    let response = (second.field("http.request.resend_count"), second.field("http.response.status_code"));
    assert_eq!(response, (Some("1"), Some("200")));
    assert_eq!(kept.named("sending the upload again").len(), 1);
    assert!(!format!("{:?}", kept.all()).contains("CANARY"));
}
