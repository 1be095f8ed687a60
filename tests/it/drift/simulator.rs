//! A simulator that drifts: each difference that it sends is found, and nothing else.

use metastudio_voice::Client;
use metastudio_voice_simulator::{Clock, Simulator};

use super::Told;
use crate::support::builder_of;

/// Calls everything that needs no upload.
async fn calls(client: &Client) {
    // Some of them fail, so that there are failures.
    let job = client.create_training_advance_job().body_map(|job| job.voice_name("v")).send().await.expect("a job");
    let job = job.into_inner().job_id;
    for _ in 0..2 {
        client.list_voice_training_job().send().await.expect("a list");
        client.show_voice_training_job().job_id(&*job).send().await.expect("a job");
        client.show_job_uploading_address().job_id(&*job).send().await.expect("URLs");
        client.show_voice_training_quotas().send().await.expect("quotas");
        client.show_tenant_duration_cfg().send().await.expect("lengths");
        client.list_job_operation_log().job_id(&*job).send().await.expect("a log");
        client.show_job_audit_result().job_id(&*job).send().await.expect("a review");
        client.show_voice_training_job().job_id("none").send().await.expect_err("no such job");
        let segments = client.show_training_segment_info().job_id(&*job).send().await;
        segments.expect_err("the job has a zip");
    }
    client.delete_voice_training_job().job_id(&*job).send().await.expect("deleted");
}

#[tokio::test]
async fn every_injected_difference_is_found_and_none_is_invented() {
    let mut sent_in_all = 0;
    for seed in 0..16 {
        let simulator = Simulator::builder().clock(Clock::Manual).drift(seed).start().await.expect("a simulator");
        let told = Told::default();
        let builder = told.by(builder_of(&simulator)).clock(crate::support::TestClock::default());
        calls(&builder.build().await.expect("a client")).await;
        let sent = simulator.drift().into_iter().filter(|drift| drift.sent > 0);
        let sent: Vec<String> = sent.map(|drift| drift.key).collect();
        sent_in_all += sent.len();
        assert_eq!(told.keys(), sent, "seed {seed}");
        let without: Vec<_> = told.all().into_iter().filter(|drift| drift.edits().is_empty()).collect();
        assert!(without.is_empty(), "seed {seed}: {without:?}");
    }
    assert!(sent_in_all > 80, "{sent_in_all}");
}
