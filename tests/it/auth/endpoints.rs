//! The addresses of the service and of IAM.

use metastudio_voice::{Client, Credentials, ErrorKind};

fn client() -> metastudio_voice::ClientBuilder {
    Client::builder().credentials(Credentials::access_key("AK", "SK").expect("keys")).project_id("0123456789abcdef")
}

#[tokio::test]
async fn an_unknown_region_is_an_error_with_advice_to_set_an_endpoint() {
    let error = client().region("mars-north-1").build().await.expect_err("unknown");
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert_eq!(
        error.to_string(),
        "the crate knows no endpoint of MetaStudio in the region mars-north-1, only in cn-north-4, cn-east-3, \
         ap-southeast-3; call .endpoint(\"https://…\"), or set HUAWEICLOUD_SDK_REGION_METASTUDIO_MARS_NORTH_1"
    );
    client().region("mars-north-1").endpoint("https://metastudio.example.com").build().await.expect("an endpoint");
    for region in ["cn-north-4", "cn-east-3", "ap-southeast-3"] {
        client().region(region).build().await.expect(region);
    }
}

#[tokio::test]
async fn an_iam_endpoint_with_plain_http_to_another_machine_is_an_error() {
    let keys = Credentials::access_key("AK", "SK").expect("keys");
    let client = crate::support::builder_without_project().region("cn-north-4");
    let client = client.credentials(keys).iam_endpoint("http://iam.example.com");
    let error = client.build().await.expect_err("plain");
    assert!(error.to_string().starts_with("the IAM endpoint is not https"), "{error}");
}
