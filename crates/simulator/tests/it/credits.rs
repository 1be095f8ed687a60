//! Credits: how many are left, and what happens if none is.

use metastudio_voice_simulator::Simulator;
use serde_json::{Value, json};

use crate::common::{Bench, good_zip, segments, stored_files};

async fn quotas(bench: &Bench) -> Value {
    bench.get("/quotas").await.expect_ok().json()
}

/// Creates a job of the MIDDLE edition that is paid for on demand, submits it, and returns the status.
async fn on_demand(bench: &Bench) -> u16 {
    let body = json!({ "voice_name": "v", "is_ondemand_resource": true });
    let job = bench.post("/user/middle-jobs", body).await.expect_ok().json();
    let url = job["training_data_uploading_url"].as_str().unwrap();
    bench.put(url, "application/zip", stored_files(&segments(100))).await.expect_ok();
    bench.commit(job["job_id"].as_str().unwrap()).await.status.as_u16()
}

#[tokio::test]
async fn a_submission_spends_a_credit_of_its_edition() {
    let bench = Bench::with(Simulator::builder().credits(5)).await;
    let before = quotas(&bench).await;
    let expected = json!({
        "flexus": 0, "basic": 5, "middle": 5, "middle_on_demand": 3, "advance": 5, "third_party_cmww": 5,
    });
    assert_eq!(before["resource_available_nums"], expected);
    let job = bench.submitted().await;
    let after = quotas(&bench).await;
    assert_eq!(after["resource_available_nums"]["advance"], 4);
    assert_eq!(after["resource_available_nums"]["basic"], 5);
    assert_eq!(after["count"], after["resources"].as_array().unwrap().len());
    let resources = after["resources"].as_array().unwrap();
    let resource = resources.iter().find(|resource| resource["resource_type"] == "ADVANCE").unwrap();
    assert_eq!((&resource["resource_nums"], &resource["resource_available_nums"]), (&json!(5), &json!(4)));
    let shown = bench.show(&job.id).await;
    for name in ["resource_id", "charge_mode", "expire_time"] {
        assert_eq!(shown["allocated_resource"][name], resource[name], "{name}");
    }
}

#[tokio::test]
async fn a_submission_without_a_credit_is_refused() {
    let bench = Bench::with(Simulator::builder().credits(1)).await;
    bench.submitted().await;
    let job = bench.created().await;
    bench.put(&job.recording_url, "application/zip", good_zip()).await.expect_ok();
    assert_eq!(bench.commit(&job.id).await.fault(), (403, "MSS.41000023".to_owned()));
    assert_eq!((bench.state(&job.id).as_str(), bench.simulator.credits_spent()), ("CREATING", 1));
}

#[tokio::test]
async fn three_jobs_can_be_paid_for_on_demand() {
    let bench = Bench::start().await;
    let mut statuses = Vec::new();
    for _ in 0..4 {
        statuses.push(on_demand(&bench).await);
    }
    assert_eq!(statuses, [200, 200, 200, 403]);
    let left = &quotas(&bench).await["resource_available_nums"];
    assert_eq!((&left["middle_on_demand"], &left["middle"]), (&json!(0), &json!(1000)));
    let shown = bench.get("/user/jobs?state=SYSTEM_AUDITING").await.expect_ok().json();
    assert_eq!(shown["jobs"][0]["allocated_resource"]["charge_mode"], "ON_DEMAND");
}

#[tokio::test]
async fn quotas_list_resources_in_pages() {
    let bench = Bench::start().await;
    let all = quotas(&bench).await;
    let page = bench.get("/quotas?offset=1&limit=2").await.expect_ok().json();
    assert_eq!(page["count"], all["count"]);
    assert_eq!(page["resources"].as_array().unwrap()[..], all["resources"].as_array().unwrap()[1..3]);
    assert_eq!(bench.get("/quotas?offset=100").await.expect_ok().json()["resources"], json!([]));
    for query in ["offset=-1", "offset=2147483648", "limit=0", "limit=101", "limit=x", "limit=1&limit=1"] {
        assert_eq!(bench.get(&format!("/quotas?{query}")).await.fault(), (400, "MSS.00000003".to_owned()), "{query}");
    }
}
