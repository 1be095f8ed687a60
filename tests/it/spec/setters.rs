//! The setters of requests take the values that programs have: texts in every form, enums, lists of them, times. The
//! message about a value that is refused begins with its name.

use std::num::NonZeroU32;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use metastudio_voice::types::{
    AppUserId, BatchName, CommitJobReq, CreateTrainingJobReq, CreateTrainingJobRsp, JobId, JobState, JobTag, JobType,
    SetJobBatchNameReq, Sex, SortDir, SortKey, StateFilter, TimeFilter, VoiceName, VoiceTrainingAllocatedResource,
};
use metastudio_voice::{Client, Error, ErrorKind};
use serde_json::json as value;

use crate::support::{Sink, client, json};

/// A service that takes everything, and a client of it.
async fn service() -> (Sink, Client) {
    let sink = Sink::start(|_| json(200, &value!({}))).await;
    let client = client(&sink.url).await;
    (sink, client)
}

/// The queries that a service has received.
fn queries(sink: &Sink) -> Vec<String> {
    let query = |target: &str| target.split_once('?').map(|(_, query)| query.to_owned()).unwrap_or_default();
    sink.received().iter().map(|received| query(&received.target)).collect()
}

fn message<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    let error = result.expect_err("refused");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::InvalidRequest, 0));
    error.message().to_owned()
}

#[tokio::test]
async fn a_parameter_takes_a_text_and_its_own_type_by_value_and_by_reference() {
    let (sink, client) = service().await;
    let created: CreateTrainingJobRsp = serde_json::from_value(value!({"job_id": "job-1"})).expect("a response");
    let id = JobId::try_from("job-1").expect("an id");
    for call in [
        client.show_voice_training_job().job_id("job-1"),
        client.show_voice_training_job().job_id(&created.job_id),
        client.show_voice_training_job().job_id(created.job_id.as_str()),
        client.show_voice_training_job().job_id(created.job_id.clone()),
        client.show_voice_training_job().job_id(&id),
        client.show_voice_training_job().job_id(id.clone()),
    ] {
        call.send().await.expect("shown");
    }
    let ids: Vec<String> = sink.received().iter().map(|received| received.target.clone()).collect();
    assert!(ids.len() == 6 && ids.iter().all(|target| target.ends_with("/user/jobs/job-1")), "{ids:?}");
    let user = AppUserId::try_from("u").expect("a user");
    client.list_voice_training_job().job_id(&id).x_app_user_id(&user).send().await.expect("listed");
    assert_eq!(sink.received()[6].header("x-app-userid"), Some("u"));
}

#[test]
fn a_property_takes_a_text_and_its_own_type_by_value_and_by_reference() {
    let (text, name) = ("Mine".to_owned(), VoiceName::try_from("Mine").expect("a name"));
    for builder in [
        CreateTrainingJobReq::builder().voice_name("Mine"),
        CreateTrainingJobReq::builder().voice_name(&text),
        CreateTrainingJobReq::builder().voice_name(text.clone()),
        CreateTrainingJobReq::builder().voice_name(&name),
        CreateTrainingJobReq::builder().voice_name(name.clone()),
    ] {
        assert_eq!(&*CreateTrainingJobReq::try_from(builder).expect("a job").voice_name, "Mine");
    }
    let male = Sex::Male.to_string();
    for builder in [CommitJobReq::builder().sex(&Sex::Male), CommitJobReq::builder().sex(&male)] {
        let commit: CommitJobReq = builder.voice_name(&text).try_into().expect("a submission");
        assert_eq!((commit.sex, commit.voice_name), (Some(Sex::Male), Some(name.clone())));
    }
    let batch = BatchName::try_from("b").expect("a name");
    let ids = vec![JobId::try_from(&text).expect("an id")];
    let set = SetJobBatchNameReq::try_from(SetJobBatchNameReq::builder().batch_name(&batch).job_ids(ids));
    assert_eq!(set.expect("a batch").batch_name, Some(batch));
}

#[tokio::test]
async fn a_filter_takes_the_enum_one_value_or_several() {
    let (sink, client) = service().await;
    let states = vec![JobState::Failed, JobState::AuditFailed];
    let filter = StateFilter::try_from(&states).expect("a filter");
    for call in [
        client.list_voice_training_job().state("FAILED,AUDIT_FAILED"),
        client.list_voice_training_job().state([JobState::Failed, JobState::AuditFailed]),
        client.list_voice_training_job().state(&[JobState::Failed, JobState::AuditFailed]),
        client.list_voice_training_job().state(states.as_slice()),
        client.list_voice_training_job().state(&states),
        client.list_voice_training_job().state(states),
        client.list_voice_training_job().state(&filter),
    ] {
        call.send().await.expect("listed");
    }
    assert_eq!(queries(&sink), ["state=FAILED%2CAUDIT_FAILED"; 7]);
    let one = client.list_voice_training_job().state(JobState::AuditFailed).tag(JobTag::News).job_type(&JobType::Basic);
    one.send().await.expect("listed");
    assert_eq!(queries(&sink)[7], "job_type=BASIC&state=AUDIT_FAILED&tag=NEWS");
}

#[tokio::test]
async fn a_filter_without_a_value_or_with_a_separator_in_one_is_refused() {
    let (sink, client) = service().await;
    let list = |states: Vec<JobState>| client.list_voice_training_job().state(states).send();
    assert_eq!(message(list(Vec::new()).await), "state is an empty list: give at least one value, or leave it out");
    assert_eq!(
        message(list(vec![JobState::from("A,B")]).await),
        "state has an entry that contains `,`, which separates the entries"
    );
    let long = vec![JobState::SystemAuditing; 10];
    assert_eq!(message(list(long).await), "state is longer than 128 characters");
    assert!(sink.received().is_empty());
}

#[tokio::test]
async fn a_list_is_sorted_by_enums_that_are_open() {
    let (sink, client) = service().await;
    let list = || client.list_voice_training_job();
    list().sort_key(SortKey::UpdateTime).sort_dir(SortDir::Asc).send().await.expect("listed");
    list().sort_key("update_time").sort_dir("asc").send().await.expect("listed");
    list().sort_dir(SortDir::from("sideways")).send().await.expect("listed");
    let sorted = "sort_dir=asc&sort_key=update_time";
    assert_eq!(queries(&sink), [sorted, sorted, "sort_dir=sideways"]);
}

#[tokio::test]
async fn a_time_filter_takes_a_system_time() {
    let (sink, client) = service().await;
    let time = UNIX_EPOCH + Duration::from_millis(1_610_268_197_900);
    client.list_voice_training_job().create_since(time).update_until("2021-01-10").send().await.expect("listed");
    assert_eq!(queries(&sink), ["create_since=2021-01-10T08%3A43%3A17Z&update_until=2021-01-10"]);
    assert_eq!(&**TimeFilter::try_from(time).expect("a time"), "2021-01-10T08:43:17Z");
    let far = UNIX_EPOCH + Duration::from_secs(300_000_000_000);
    let refused = client.list_voice_training_job().create_until(far).send().await;
    assert_eq!(message(refused), "create_until is a time outside of the years 0 to 9999");
}

#[test]
fn a_time_in_a_response_is_read_when_its_format_is_documented() {
    let credit = |time: serde_json::Value| -> VoiceTrainingAllocatedResource {
        serde_json::from_value(value!({"expire_time": time})).expect("a credit")
    };
    let read: Option<SystemTime> = credit(value!("2021-01-10T08:43:17Z")).expire_time();
    assert_eq!(read, Some(UNIX_EPOCH + Duration::from_secs(1_610_268_197)));
    for other in [value!("soon"), value!(""), value!(null)] {
        assert_eq!(credit(other).expire_time(), None);
    }
    assert_eq!(credit(value!("soon")).expire_time.as_deref(), Some("soon"), "the field keeps it as it came");
}

#[tokio::test]
async fn a_value_that_is_refused_is_named_alike_in_bodies_and_parameters() {
    let (sink, client) = service().await;
    let named = |name: &str| client.create_training_advance_job().body_map(|job| job.voice_name(name)).send();
    assert_eq!(message(named(&"x".repeat(65)).await), "voice_name is longer than 64 characters");
    assert_eq!(message(named("").await), "voice_name is shorter than 1 character");
    let shown = |id: &'static str| client.show_voice_training_job().job_id(id).send();
    assert_eq!(message(shown("a/b").await), "job_id does not match the pattern `^[A-Za-z0-9_-]+$`");
    assert_eq!(message(shown("").await), "job_id is shorter than 1 character");
    let listed = client.list_voice_training_job().voice_name("x".repeat(257)).send().await;
    assert_eq!(message(listed), "voice_name is longer than 256 characters");
    let listed = client.list_voice_training_job().limit(NonZeroU32::new(101).expect("not zero")).send().await;
    assert_eq!(message(listed), "limit is 101, but must be at most 100");
    let listed = client.list_voice_training_job().limit(0_u32).send().await;
    assert!(message(listed).starts_with("limit: "), "the reason is std's");
    let body = client.create_training_advance_job().body(CreateTrainingJobReq::builder().voice_name("")).send().await;
    assert_eq!(message(body), "body: voice_name is shorter than 1 character");
    assert!(sink.received().is_empty());
}

#[tokio::test]
async fn a_value_that_is_missing_is_named() {
    let (sink, client) = service().await;
    assert_eq!(message(client.show_voice_training_job().send().await), "job_id is missing");
    assert_eq!(message(client.create_training_advance_job().send().await), "voice_name is missing");
    assert!(sink.received().is_empty());
}

#[test]
fn a_type_that_is_made_by_itself_says_what_is_wrong_with_the_value() {
    let error = |text: &str| JobId::try_from(text).expect_err("refused").to_string();
    assert_eq!(error(&"x".repeat(65)), "the value is longer than 64 characters");
    assert_eq!(error("a b"), "the value does not match the pattern `^[A-Za-z0-9_-]+$`");
}
