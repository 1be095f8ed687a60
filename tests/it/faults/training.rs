//! Each fault once at each call and each upload of a training. In the end there is one job, one submission, one spent
//! credit, and the recording to the byte.

use std::time::Duration;

use metastudio_voice::retry::{Backoff, NoRetry};
use metastudio_voice::training::Plan;
use metastudio_voice::{Client, Error};
use metastudio_voice_simulator::{
    Clock, ErrorResponse, ObjectKind, ReceivedRequest, Server, Simulator, UploadDisturbance,
};

use super::{PATIENCE, TRAINING, of_calls, of_uploads};
use crate::support::{TestClock, builder_of, file, side_by_side, wav};

struct Stage {
    simulator: Simulator,
    folder: tempfile::TempDir,
    client: Client,
}

/// The errors of the runs before the one with the voice, and the URLs that the first run refreshed.
struct Runs {
    errors: Vec<Error>,
    refreshes: usize,
}

impl Stage {
    /// Prepares a training whose calls are sent once, so that it meets the faults itself.
    async fn new(silent: bool) -> Self {
        let simulator = Simulator::builder().clock(Clock::Polled).start().await.expect("simulator");
        let limit = if silent { PATIENCE } else { Duration::from_secs(60) };
        let client = builder_of(&simulator).clock(TestClock::new()).retry_policy(NoRetry);
        let client = client.timeout(limit).build().await.expect("client");
        let uploader = client.uploader().retry_policy(Backoff::new()).response_timeout(limit).stall_timeout(limit);
        Self { simulator, folder: tempfile::tempdir().expect("folder"), client: client.with_uploader(uploader) }
    }

    /// Runs the plan until there is a voice, and asserts that there is one of each.
    async fn expect_one_of_each(&self, name: &str) -> Runs {
        let recording = wav(48_000);
        let path = file(self.folder.path(), "recording.wav", &recording);
        let plan = Plan::premium("v", &path).letter(file(self.folder.path(), "letter.pdf", "%PDF-1.4 signed"));
        let (mut errors, mut refreshes) = (Vec::new(), None);
        loop {
            let outcome = self.client.train(plan.clone()).await;
            let refreshes = *refreshes.get_or_insert(self.simulator.carried_out("ShowJobUploadingAddress"));
            match outcome {
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
                    return Runs { errors, refreshes };
                }
                Err(error) => errors.push(error),
            }
            assert!(errors.len() < 4, "{name}: {errors:#?}");
        }
    }

    /// Returns the requests that were disturbed.
    fn disturbed(&self) -> Vec<ReceivedRequest> {
        self.simulator.requests().into_iter().filter(|request| request.disturbed).collect()
    }
}

/// The number of trainings at a time, besides those that only wait.
const AT_ONCE: usize = 16;

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_at_any_call_of_a_training_ends_with_one_voice() {
    let mut rows = of_calls();
    rows.retain(|row| !row.training.is_empty());
    rows.sort_by_key(|row| !row.step.is_silent());
    let silent = rows.iter().filter(|row| row.step.is_silent()).count() * TRAINING.len();
    let cells = rows.into_iter().flat_map(|row| {
        let cells = TRAINING.into_iter().zip(row.training.chars()).enumerate();
        cells.map(move |(column, (operation, cell))| (row.clone(), column, operation, cell))
    });
    let trainings = cells.map(|(row, column, operation, cell)| async move {
        let name = format!("{}, {operation}", row.name);
        let stage = Stage::new(row.step.is_silent()).await;
        stage.simulator.disturb_operation(operation, row.step.server()).expect("an operation");
        let Runs { errors, .. } = stage.expect_one_of_each(&name).await;
        let disturbed = stage.disturbed().into_iter().map(|request| request.operation);
        assert_eq!(disturbed.collect::<Vec<_>>(), [Some(operation)], "{name}");
        assert_eq!(errors.len(), usize::from(cell == 'x'), "{name}: {errors:#?}");
        for error in errors {
            assert_eq!((error.operation(), error.job_id().is_some()), (Some(operation), column > 3), "{name}: {error}");
        }
    });
    side_by_side(AT_ONCE.max(silent), trainings).await;
}

/// Each upload meets the fault: a run that ends with the letter's leaves the recording's to the next.
#[tokio::test(flavor = "multi_thread")]
async fn a_fault_at_each_upload_of_a_training_ends_with_one_voice() {
    let trainings = of_uploads().into_iter().map(|row| async move {
        let (name, stage) = (row.name, Stage::new(row.is_silent()).await);
        for kind in [ObjectKind::Letter, ObjectKind::Recording] {
            stage.simulator.disturb_upload(Some(kind), [row.disturbance.clone()]);
        }
        let Runs { errors, refreshes } = stage.expect_one_of_each(name).await;
        let disturbed = stage.disturbed().into_iter().map(|request| request.server);
        assert_eq!(disturbed.collect::<Vec<_>>(), [Server::Obs; 2], "{name}");
        assert_eq!(refreshes, if name == "403, expired" { 2 } else { 0 }, "{name}");
        assert_eq!(errors.len(), if row.ends.is_some() { 2 } else { 0 }, "{name}: {errors:#?}");
        for error in errors {
            let words = row.ends.unwrap_or_default();
            assert!(error.job_id().is_some() && error.to_string().contains(words), "{name}: {error}");
        }
    });
    side_by_side(AT_ONCE, trainings).await;
}

#[tokio::test]
async fn a_refreshed_url_that_has_expired_too_is_refreshed_once_more_or_by_the_next_run() {
    for (expired, failed) in [(1, 0), (2, 1), (5, 2)] {
        let stage = Stage::new(false).await;
        let expires = UploadDisturbance::RespondUnread(ErrorResponse::new(403, "AccessDenied", "Request has expired"));
        stage.simulator.disturb_upload(Some(ObjectKind::Letter), [expires]);
        stage.simulator.expire_renewed_urls(Some(expired));
        let runs = stage.expect_one_of_each(&format!("{expired} refreshed URLs expired")).await;
        assert_eq!(runs.errors.len(), failed, "{:#?}", runs.errors);
        for error in &runs.errors {
            assert_eq!((error.code(), error.job_id()), (Some("AccessDenied"), Some(&*stage.simulator.jobs()[0].id)));
        }
    }
}
