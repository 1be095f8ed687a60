//! The list of jobs: filters, sorting, pages.

use serde_json::{Value, json};

use crate::common::Bench;

/// Returns the names of the jobs that a query lists, in order.
async fn names(bench: &Bench, query: &str) -> Vec<String> {
    let list = bench.get(&format!("/user/jobs?{query}")).await.expect_ok().json();
    let jobs = list["jobs"].as_array().unwrap();
    jobs.iter().map(|job| job["voice_name"].as_str().unwrap().to_owned()).collect()
}

async fn create(bench: &Bench, body: Value) -> String {
    bench.create(body).await["job_id"].as_str().unwrap().to_owned()
}

/// Creates a job that is paid for on demand, which is of the MIDDLE edition.
async fn on_demand(bench: &Bench, body: Value) -> String {
    let created = bench.post("/user/middle-jobs", body).await.expect_ok().json();
    created["job_id"].as_str().unwrap().to_owned()
}

/// Creates four jobs: a, b, c and ab.
async fn four() -> (Bench, Vec<String>) {
    let bench = Bench::start().await;
    let ids = [
        create(&bench, json!({ "voice_name": "a", "tag": "NEWS", "batch_name": "one" })).await,
        on_demand(&bench, json!({ "voice_name": "b", "tag": "NEWS", "is_ondemand_resource": true })).await,
        create(&bench, json!({ "voice_name": "c", "is_ondemand_resource": false })).await,
        create(&bench, json!({ "voice_name": "ab", "batch_name": "one" })).await,
    ];
    (bench, ids.to_vec())
}

#[tokio::test]
async fn the_list_shows_the_newest_job_first_by_default() {
    let (bench, _) = four().await;
    for query in ["", "sort_key=create_time", "sort_key=ceate_time&sort_dir=desc", "sort_key=update_time"] {
        assert_eq!(names(&bench, query).await, ["ab", "c", "b", "a"], "{query}");
    }
    assert_eq!(names(&bench, "sort_dir=asc").await, ["a", "b", "c", "ab"]);
}

#[tokio::test]
async fn list_filters_combine() {
    let (bench, ids) = four().await;
    for (query, expected) in [
        ("voice_name=a", vec!["ab", "a"]),
        ("voice_name=A", vec![]),
        ("tag=NEWS", vec!["b", "a"]),
        ("batch_name=one", vec!["ab", "a"]),
        ("batch_name=on", vec![]),
        ("tag=NEWS&batch_name=one", vec!["a"]),
        ("job_type=ADVANCE", vec!["ab", "c", "a"]),
        ("job_type=MIDDLE", vec!["b"]),
        ("job_type=BASIC", vec![]),
        ("is_ondemand_resource=true", vec!["b"]),
        ("is_ondemand_resource=false", vec!["ab", "c", "b", "a"]),
        ("state=CREATING", vec!["ab", "c", "b", "a"]),
        ("state=FAILED,CREATING", vec!["ab", "c", "b", "a"]),
        ("state=FAILED,WAITING", vec![]),
        ("state=USER_RESULT_REVIEW", vec![]),
        (&format!("job_id={}", ids[2]), vec!["c"]),
    ] {
        assert_eq!(names(&bench, query).await, expected, "{query}");
    }
}

#[tokio::test]
async fn time_filters_limit_the_list_on_both_sides() {
    let (bench, _) = four().await;
    for (query, count) in [
        ("create_since=2021-01-10T08:43:17Z", 4),
        ("create_until=2021-01-10T08:43:17Z", 0),
        ("create_since=2037-01-10T08:43:17Z", 0),
        ("create_until=2037-01-10T08:43:17Z&update_since=2021-01-10T08:43:17Z", 4),
        ("update_until=2021-01-10T08:43:17Z", 0),
        ("create_since=&update_until=", 4),
    ] {
        assert_eq!(names(&bench, query).await.len(), count, "{query}");
    }
}

#[tokio::test]
async fn a_state_filter_uses_the_present_state_of_the_job() {
    let bench = Bench::start().await;
    let job = bench.submitted().await;
    for (state, count) in [("SYSTEM_AUDITING", 1), ("AUDITING", 0)] {
        assert_eq!(names(&bench, &format!("state={state}")).await.len(), count);
    }
    bench.simulator.advance();
    assert_eq!(names(&bench, &format!("state=AUDITING&job_id={}", job.id)).await.len(), 1);
}

#[tokio::test]
async fn a_page_has_ten_jobs_by_default_and_the_count_is_of_all() {
    let bench = Bench::start().await;
    for n in 0..12 {
        create(&bench, json!({ "voice_name": format!("voice {n}") })).await;
    }
    let list = bench.get("/user/jobs").await.json();
    assert_eq!((list["count"].as_u64(), list["jobs"].as_array().unwrap().len()), (Some(12), 10));
    let last = bench.get("/user/jobs?offset=10&limit=100").await.json();
    assert_eq!((last["count"].as_u64(), last["jobs"].as_array().unwrap().len()), (Some(12), 2));
    assert_eq!(names(&bench, "offset=1&limit=2&sort_dir=asc").await, ["voice 1", "voice 2"]);
    assert!(names(&bench, "offset=2147483647").await.is_empty());
}

#[tokio::test]
async fn the_operation_log_has_pages() {
    let bench = Bench::start().await;
    let job = bench.submitted().await;
    let log = bench.get(&format!("/user/jobs/{}/op-logs?offset=1&limit=1", job.id)).await.expect_ok().json();
    assert_eq!((log["count"].as_u64(), log["operations"].as_array().unwrap().len()), (Some(2), 1));
    assert_eq!(log["operations"][0]["action"], "COMMIT_JOB");
}

#[tokio::test]
async fn list_parameters_out_of_bounds_are_refused_and_named() {
    let bench = Bench::start().await;
    for (name, value) in [
        ("offset", "-1"),
        ("offset", "2147483648"),
        ("limit", "0"),
        ("limit", "101"),
        ("limit", "ten"),
        ("limit", "1.0"),
        ("limit", "%2B5"),
        ("limit", ""),
        ("state", "creating"),
        ("state", "CREATING, WAITING"),
        ("state", ""),
        ("voice_name", &*"x".repeat(257)),
        ("job_id", &*"x".repeat(65)),
        ("tag", &*"x".repeat(33)),
        ("sort_key", "name"),
        ("sort_dir", "up"),
        ("is_ondemand_resource", "1"),
        ("create_since", "yesterday"),
        ("create_until", "1714000000"),
        ("update_since", "2021-01-10T08:43:17.000Z"),
        ("limit", "5&limit=5"),
    ] {
        let response = bench.get(&format!("/user/jobs?{name}={}", value.replace(' ', "%20"))).await;
        assert_eq!(response.fault(), (400, "MSS.00000003".to_owned()), "{name}={value}");
        assert!(response.json()["error_msg"].as_str().unwrap().contains(name), "{}", response.text);
    }
}

#[tokio::test]
async fn time_filters_include_the_second_of_a_jobs_creation() {
    let bench = Bench::start().await;
    let id = create(&bench, json!({ "voice_name": "v" })).await;
    let created = bench.show(&id).await["create_time"].as_i64().unwrap();
    let written = |second: i64| {
        let at = time::OffsetDateTime::from_unix_timestamp(second).unwrap();
        at.format(&time::format_description::well_known::Rfc3339).unwrap()
    };
    for (name, offset, count) in
        [("create_since", 0, 1), ("create_since", 1, 0), ("create_until", 0, 1), ("create_until", -1, 0)]
    {
        let query = format!("{name}={}&voice_name=v&job_type=ADVANCE", written(created + offset));
        assert_eq!(names(&bench, &query).await.len(), count, "{query}");
    }
}

#[tokio::test]
async fn a_delayed_job_is_missing_from_the_next_lists() {
    let bench = Bench::start().await;
    let early = create(&bench, json!({ "voice_name": "early" })).await;
    bench.simulator.delay_listing(2);
    let late = create(&bench, json!({ "voice_name": "late" })).await;
    bench.get(&format!("/user/jobs/{late}")).await.expect_ok();
    let list = bench.get("/user/jobs").await.expect_ok().json();
    assert_eq!((&list["count"], &list["jobs"][0]["job_id"]), (&json!(1), &json!(early)));
    assert_eq!(names(&bench, &format!("job_id={late}")).await.len(), 0);
    assert_eq!(names(&bench, "").await, ["late", "early"], "after two lists with any filters");
    let url = format!("{}/_simulator/list/delay", bench.simulator.endpoint());
    let delay = async |body: &str| bench.client.post(&url).body(body.to_owned()).send().await.unwrap().status();
    assert_eq!((delay(r#"{"lists":1}"#).await.as_u16(), delay("{}").await.as_u16()), (204, 400));
    create(&bench, json!({ "voice_name": "latest" })).await;
    assert_eq!(names(&bench, "").await, ["late", "early"]);
    assert_eq!(names(&bench, "").await, ["latest", "late", "early"]);
}

#[tokio::test]
async fn the_operation_log_has_an_entry_for_each_submission() {
    let bench = Bench::start().await;
    let job = bench.submitted().await;
    let submissions = async || {
        let log = bench.get(&format!("/user/jobs/{}/op-logs?limit=100", job.id)).await.expect_ok().json();
        log["operations"].as_array().unwrap().iter().filter(|entry| entry["action"] == "COMMIT_JOB").count()
    };
    assert_eq!(submissions().await, 1);
    bench.commit(&job.id).await;
    assert_eq!(submissions().await, 1, "a refused submission does not count");
    bench.simulator.fail_review(None, metastudio_voice_simulator::ReviewFailure::admin("no"));
    bench.simulator.advance();
    bench.simulator.advance();
    bench.commit(&job.id).await.expect_ok();
    assert_eq!(submissions().await, 2);
    assert_eq!((bench.simulator.jobs()[0].submissions, bench.simulator.credits_spent()), (2, 1));
}
