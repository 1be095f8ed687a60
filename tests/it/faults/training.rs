//! Each fault of the network and the service, once at each call and each upload of a training. In the end there is one
//! job, one submission, one spent credit, and the recording to the byte.

use std::time::Duration;

use metastudio_voice::Client;
use metastudio_voice::training::Plan;
use metastudio_voice_simulator::{
    Clock, Disturbance, ErrorResponse, ObjectKind, ReceivedRequest, Server, Simulator, UploadDisturbance,
};

use crate::support::{TestClock, builder_of, file, side_by_side, wav};

/// A fault: its name, and the simulator's disturbance.
type Fault<D> = (&'static str, D);

fn of_calls() -> [Fault<Disturbance>; 12] {
    use Disturbance as D;
    let gone = || ErrorResponse::text(504, "gateway timeout");
    [
        ("429", D::Respond(ErrorResponse::new(429, "APIGW.0308", "over ratelimit,limit:10,time:1 second"))),
        ("500", D::Respond(ErrorResponse::text(500, "broken"))),
        ("503", D::Respond(ErrorResponse::text(503, "busy"))),
        ("504, done", D::RespondAfter(gone())),
        ("reset", D::ResetUnread),
        ("reset, read", D::ResetBefore),
        ("reset, done", D::ResetAfter),
        ("silence", D::HangBefore),
        ("silence, done", D::HangAfter),
        ("cut off", D::Truncated),
        ("malformed", D::Malformed),
        ("web page", D::WebPage),
    ]
}

fn of_uploads() -> [Fault<UploadDisturbance>; 15] {
    use UploadDisturbance as U;
    let refused = |status, code: &str| ErrorResponse::new(status, code, "try again");
    [
        ("503 SlowDown", U::RespondUnread(refused(503, "SlowDown"))),
        ("500", U::Respond(refused(500, "InternalError"))),
        ("RequestTimeout", U::Respond(refused(400, "RequestTimeout"))),
        ("500, done", U::RespondAfter(refused(500, "InternalError"))),
        ("403 expired", U::RespondUnread(refused(403, "AccessDenied"))),
        ("reset", U::ResetUnread),
        ("reset, middle", U::ResetMiddle { after: 50_000 }),
        ("reset, read", U::ResetBefore),
        ("reset, done", U::ResetAfter),
        ("stall", U::Stall { after: 50_000 }),
        ("silence", U::HangBefore),
        ("silence, done", U::HangAfter),
        ("late", U::Slow { pause: Duration::from_millis(20) }),
        ("wrong ETag", U::WrongEtag),
        ("encrypted", U::EncryptedEtag),
    ]
}

struct Stage {
    simulator: Simulator,
    folder: tempfile::TempDir,
    client: Client,
}

impl Stage {
    async fn new() -> Self {
        let simulator = Simulator::builder().clock(Clock::Polled).start().await.expect("simulator");
        let client = builder_of(&simulator).clock(TestClock::new());
        let client = client.timeout(Duration::from_secs(5)).attempt_timeout(Duration::from_millis(500));
        let client = client.build().await.expect("client");
        let quick = Duration::from_millis(500);
        let client = client.with_uploader(client.uploader().response_timeout(quick).stall_timeout(quick));
        Self { simulator, folder: tempfile::tempdir().expect("folder"), client }
    }

    /// Runs the plan until there is a voice, asserts that there is one of each, and returns the number of runs.
    async fn expect_one_of_each(&self, name: &str) -> usize {
        let recording = wav(96_000);
        let path = file(self.folder.path(), "recording.wav", &recording);
        let plan = Plan::premium("v", &path).letter(file(self.folder.path(), "letter.pdf", "%PDF-1.4 signed"));
        let mut errors = Vec::new();
        while errors.len() < 4 {
            match self.client.train(plan.clone()).await {
                Ok(outcome) => {
                    outcome.into_voice().expect("a voice");
                    let jobs = self.simulator.jobs();
                    let counts = (jobs.len(), jobs[0].submissions, self.simulator.credits_spent());
                    assert_eq!(counts, (1, 1, 1), "{name}: {errors:#?}");
                    let stored =
                        |kind| self.simulator.object(&jobs[0].id, kind).expect("stored").bytes().expect("bytes");
                    let zip = stored(ObjectKind::Recording);
                    assert!(zip[30 + "recording.wav".len()..].starts_with(&recording), "{name}");
                    assert_eq!(stored(ObjectKind::Letter), b"%PDF-1.4 signed", "{name}");
                    return errors.len() + 1;
                }
                Err(error) => errors.push(error.to_string()),
            }
        }
        panic!("{name}: {errors:#?}");
    }

    /// Returns the only request that was disturbed.
    fn disturbed(&self) -> ReceivedRequest {
        let mut disturbed = self.simulator.requests().into_iter().filter(|request| request.disturbed);
        let request = disturbed.next().expect("the fault was met");
        assert_eq!(disturbed.next(), None);
        request
    }
}

/// Prints the number of runs of each case, a row for each fault.
fn print<'a>(columns: &[&str], faults: impl Iterator<Item = &'a str>, runs: &[usize]) {
    println!("{:16}{}", "runs needed", columns.join("  "));
    for (name, runs) in faults.zip(runs.chunks(columns.len())) {
        let cells = runs.iter().zip(columns).map(|(runs, column)| format!("{runs:<width$}", width = column.len() + 2));
        println!("{name:16}{}", cells.collect::<String>());
    }
}

/// The number of trainings at a time: most of them wait for a timeout.
const AT_ONCE: usize = 16;

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_at_any_call_ends_with_one_voice() {
    let operations: [&str; 7] = [
        "ShowTenantDurationCfg",
        "ShowVoiceTrainingQuotas",
        "ListVoiceTrainingJob",
        "CreateTrainingAdvanceJob",
        "ListJobOperationLog",
        "CommitVoiceTrainingJob",
        "ShowVoiceTrainingJob",
    ];
    let cases = of_calls().into_iter().flat_map(|fault| operations.map(|operation| (operation, fault.clone())));
    let runs = cases.map(|(operation, (name, fault))| async move {
        let stage = Stage::new().await;
        stage.simulator.disturb_operation(operation, [fault]);
        let runs = stage.expect_one_of_each(&format!("{operation}, {name}")).await;
        assert_eq!(stage.disturbed().operation, Some(operation), "{name}");
        runs
    });
    let runs = side_by_side(AT_ONCE, runs).await;
    print(&operations, of_calls().iter().map(|(name, _)| *name), &runs);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_at_any_upload_ends_with_one_voice() {
    let kinds = [ObjectKind::Letter, ObjectKind::Recording];
    let cases = of_uploads().into_iter().flat_map(|fault| kinds.map(|kind| (kind, fault.clone())));
    let runs = cases.map(|(kind, (name, fault))| async move {
        let stage = Stage::new().await;
        stage.simulator.disturb_upload(Some(kind), [fault]);
        let runs = stage.expect_one_of_each(&format!("{kind:?}, {name}")).await;
        assert_eq!(stage.disturbed().server, Server::Obs, "{kind:?}, {name}");
        runs
    });
    let runs = side_by_side(AT_ONCE, runs).await;
    print(&["letter", "recording"], of_uploads().iter().map(|(name, _)| *name), &runs);
}

#[tokio::test]
async fn a_refreshed_url_that_has_expired_too_is_refreshed_once_more_or_by_the_next_run() {
    for expired in [1, 2, 5] {
        let stage = Stage::new().await;
        stage.simulator.disturb_upload(
            Some(ObjectKind::Letter),
            [UploadDisturbance::RespondUnread(ErrorResponse::new(403, "AccessDenied", "Request has expired"))],
        );
        stage.simulator.expire_renewed_urls(Some(expired));
        let runs = stage.expect_one_of_each(&format!("{expired} expired refreshes")).await;
        println!("{expired} refreshed URLs expired: {runs} runs");
    }
}
