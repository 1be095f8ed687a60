//! The generated client from its users' side: open to new values, authenticated, and silent about secrets.

use metastudio_voice::types::{
    CreateTrainingJobReq, CreateTrainingJobRsp, CreateType, JobState, JobTag, Lifecycle, ListTrainingJobsInfo, Sex,
    TrainingJobInfo,
};
use metastudio_voice::{Client, Credentials, ErrorKind};
use serde_json::json as value;

use crate::support::{PROJECT, Sink, builder_without_project, client, json, response};

const JOB: &str = "26f06524-4f75-4b3a-a853-b649a21aaf66";

#[test]
fn an_unknown_value_is_kept_and_written_back() {
    let response = value!({"state": "BRAND_NEW", "tag": "ASMR", "sex": "FEMALE", "surprise": {"a": 1}});
    let job: TrainingJobInfo = serde_json::from_value(response).expect("an open response");
    assert_eq!(job.state, Some(JobState::Unknown("BRAND_NEW".to_owned())));
    assert_eq!(job.sex, Some(Sex::Female));
    let written = serde_json::to_value(&job).expect("JSON");
    assert_eq!((&written["state"], &written["tag"]), (&value!("BRAND_NEW"), &value!("ASMR")));
    assert_eq!(JobState::from("SUCCEED"), JobState::Succeed);
    assert_eq!("WAITING".parse(), Ok(JobState::Waiting));
    assert_eq!(JobState::from("SPLITTING").to_string(), "SPLITTING");
}

#[test]
fn null_and_missing_lists_are_empty() {
    for response in [value!({"count": 0, "jobs": null}), value!({"count": 0}), value!({"jobs": []})] {
        let list: ListTrainingJobsInfo = serde_json::from_value(response).expect("a list");
        assert!(list.jobs.is_empty());
    }
}

#[test]
fn each_state_has_a_lifecycle() {
    assert_eq!(JobState::Succeed.lifecycle(), Lifecycle::Succeeded);
    assert_eq!(JobState::Failed.lifecycle(), Lifecycle::Failed);
    assert_eq!(JobState::AuditFailed.lifecycle(), Lifecycle::ActionNeeded);
    assert_eq!(JobState::Processing.lifecycle(), Lifecycle::Waiting);
    assert_eq!(JobState::from("BRAND_NEW").lifecycle(), Lifecycle::Waiting);
}

#[test]
fn setters_take_the_value_itself_and_keep_the_limits() {
    let job = CreateTrainingJobReq::builder()
        .voice_name("Gentle female voice")
        .description("It is a female voice.")
        .sex(Sex::Female)
        .create_type("PACKAGE")
        .tag(JobTag::Ecommerce);
    let job: CreateTrainingJobReq = job.try_into().expect("a job");
    assert_eq!(job.create_type, Some(CreateType::Package));
    for name in [String::new(), "x".repeat(65)] {
        let refused = CreateTrainingJobReq::try_from(CreateTrainingJobReq::builder().voice_name(name));
        assert!(refused.expect_err("refused").to_string().contains("voice_name"));
    }
    let longest = CreateTrainingJobReq::try_from(CreateTrainingJobReq::builder().voice_name("声".repeat(64)));
    assert!(longest.is_ok(), "characters count, not bytes");
}

#[test]
fn debug_shows_no_phone_number_and_no_upload_url() {
    let created: CreateTrainingJobRsp = serde_json::from_value(value!({
        "job_id": JOB,
        "training_data_uploading_url": "https://b/data.zip?Signature=CANARY",
        "segment_uploading_url": {"audio_uploading_url": ["https://b/0.wav?Signature=CANARY"]},
        "authorization_letter_uploading_url": "https://b/data?Signature=CANARY",
    }))
    .expect("a response");
    let builder = CreateTrainingJobReq::builder().voice_name("v").phone("13CANARY");
    let job: CreateTrainingJobReq = builder.clone().try_into().expect("a job");
    let shown = format!("{created:?} {created:#?} {builder:?} {job:?} {:?}", job.phone);
    assert!(shown.contains(JOB) && !shown.contains("CANARY"), "{shown}");
}

#[tokio::test]
async fn the_client_fills_in_the_project_and_the_caller_may_override_it() {
    let sink = Sink::start(|_| json(200, &value!({}))).await;
    let client = client(&sink.url).await;
    client.show_voice_training_job().job_id(JOB).send().await.expect("shown");
    client.show_voice_training_job().project_id("other").job_id(JOB).send().await.expect("shown");
    let received = sink.received();
    let path = |project: &str| format!("/v1/{project}/voice-training-manage/user/jobs/{JOB}");
    assert_eq!((received[0].target.as_str(), received[0].header("x-project-id")), (&*path(PROJECT), Some(PROJECT)));
    assert_eq!((received[1].target.as_str(), received[1].header("x-project-id")), (&*path("other"), Some("other")));
}

#[tokio::test]
async fn ids_that_would_lead_to_another_path_are_refused_before_anything_is_sent() {
    let sink = Sink::start(|_| json(200, &value!({}))).await;
    let client = client(&sink.url).await;
    let long = "x".repeat(65);
    for id in ["", ".", "..", "a/b", "a%2Fb", "a?b", "声", "a b", "a\nb", &long] {
        let errors = [
            client.delete_voice_training_job().job_id(id).send().await.map(drop),
            client.delete_voice_training_job().job_id(JOB).project_id(id).send().await.map(drop),
        ];
        for error in errors {
            assert_eq!(error.expect_err(id).kind(), ErrorKind::InvalidRequest, "{id}");
        }
    }
    assert!(sink.received().is_empty());
}

/// The limits of numbers are kept like those of texts.
#[tokio::test]
async fn a_number_outside_of_its_limits_is_refused_before_anything_is_sent() {
    let sink = Sink::start(|_| json(200, &value!({}))).await;
    let client = client(&sink.url).await;
    let most = std::num::NonZeroU32::new(101).expect("not zero");
    let error = client.list_voice_training_job().limit(most).send().await.expect_err("too many");
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert!(error.to_string().contains("limit is 101, but must be at most 100"), "{error}");
    for (index, reason) in
        [(-5, "index is -5, but must be at least 0"), (1025, "index is 1025, but must be at most 1024")]
    {
        let error = client.confirm_training_segment().job_id(JOB).index(index).send().await.expect_err(reason);
        assert!(error.to_string().contains(reason), "{error}");
    }
    assert!(sink.received().is_empty());
}

#[tokio::test]
async fn a_missing_value_is_named_before_anything_is_sent() {
    let sink = Sink::start(|_| json(200, &value!({}))).await;
    let client = client(&sink.url).await;
    let error = client.show_voice_training_job().send().await.expect_err("no job id");
    assert!(error.to_string().starts_with("ShowVoiceTrainingJob: job_id"), "{error}");
    let error =
        client.create_training_advance_job().body_map(|job| job.sex(Sex::Male)).send().await.expect_err("no name");
    assert!(error.to_string().contains("voice_name"), "{error}");
    let unfinished = builder_without_project().endpoint(&sink.url).credentials(Credentials::token("t").expect("token"));
    let error =
        unfinished.build().await.expect("client").list_voice_training_job().send().await.expect_err("no project");
    assert!(error.to_string().contains("HUAWEICLOUD_SDK_PROJECT_ID"), "{error}");
    assert!(sink.received().is_empty());
}

#[tokio::test]
async fn a_signed_request_sends_what_it_signs_and_nothing_else() {
    let sink = Sink::start(|_| json(200, &value!({}))).await;
    let client = client(&sink.url).await;
    client
        .list_voice_training_job()
        .voice_name("a b+c/声")
        .offset(0)
        .x_app_user_id("u-1")
        .send()
        .await
        .expect("listed");
    let received = &sink.received()[0];
    let query = received.target.split_once('?').expect("a query").1;
    assert_eq!(query, "offset=0&voice_name=a%20b%2Bc%2F%E5%A3%B0");
    assert_eq!(received.header("x-app-userid"), Some("u-1"));
    assert_eq!(received.header("api-version"), None);
    assert_eq!(received.header("x-auth-token"), None);
    let authorization = received.header("authorization").expect("a signature");
    assert!(authorization.contains("SignedHeaders=host;x-project-id;x-sdk-date,"), "{authorization}");
}

#[tokio::test]
async fn a_token_goes_as_x_auth_token_alone() {
    let sink = Sink::start(|_| json(200, &value!({}))).await;
    let client = Client::builder()
        .endpoint(&sink.url)
        .project_id(PROJECT)
        .credentials(Credentials::token("MIIToken").expect("token"))
        .user_agent("my-studio/1.2")
        .build()
        .await
        .expect("client");
    client.list_voice_training_job().send().await.expect("listed");
    let received = &sink.received()[0];
    assert_eq!(received.header("x-auth-token"), Some("MIIToken"));
    assert_eq!((received.header("authorization"), received.header("x-sdk-date")), (None, None));
    let agent = received.header("user-agent").expect("an agent");
    assert_eq!(agent, concat!("metastudio-voice/", env!("CARGO_PKG_VERSION"), " my-studio/1.2"));
}

#[tokio::test]
async fn no_credential_follows_a_redirect() {
    let elsewhere = Sink::start(|_| json(200, &value!({}))).await;
    let place = format!("{}/stolen", elsewhere.url);
    let sink = Sink::start(move |_| {
        let mut moved = response(302, "text/plain", "");
        moved.headers_mut().insert("location", place.parse().expect("a place"));
        moved
    })
    .await;
    let client = client(&sink.url).await;
    let error = client.list_voice_training_job().send().await.expect_err("moved");
    assert_eq!((error.kind(), error.status()), (ErrorKind::UnexpectedResponse, Some(302)));
    assert!(elsewhere.received().is_empty());
}

#[tokio::test]
async fn an_endpoint_may_have_a_path_and_a_slash_at_its_end() {
    let sink = Sink::start(|_| json(200, &value!({}))).await;
    let client = client(&format!("{}/gateway/", sink.url)).await;
    client.list_voice_training_job().project_id("other").send().await.expect("listed");
    let received = &sink.received()[0];
    assert_eq!(received.target, "/gateway/v1/other/voice-training-manage/user/jobs");
    assert_eq!(received.header("x-project-id"), Some("other"));
}
