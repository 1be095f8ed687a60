//! The error of a build without TLS.

use metastudio_voice::ErrorKind;

use super::builder;

#[tokio::test]
async fn an_https_endpoint_is_refused_by_a_build_without_tls() {
    for builder in [builder().region("cn-north-4"), builder().endpoint("https://127.0.0.1:1")] {
        let error = builder.build().await.expect_err("no TLS");
        assert_eq!(error.kind(), ErrorKind::Configuration);
        let expected = "the endpoint is https, but this build has no TLS; turn on the feature `rustls`, `rustls-ring` or \
                        `native-tls`";
        assert_eq!(error.to_string(), expected);
    }
    assert!(builder().endpoint("http://127.0.0.1:1").build().await.is_ok());
}
