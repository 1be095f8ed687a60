//! Whole trainings in which one in four calls and uploads fails. After each error the same plan is run again, until
//! each recording has one voice, one job, one submission and one spent credit.
//!
//! Besides, depending on the seed: the service's clock is hours off, its lists lag behind, web pages replace responses,
//! IAM issues short-lived tokens and is unavailable at times, and two recordings become voices of the same name at the
//! same time.

use std::time::Duration;

use metastudio_voice::auth::IamUser;
use metastudio_voice::training::{Outcome, Plan};
use metastudio_voice::{Client, Credentials, Error};
use metastudio_voice_simulator::{
    Clock, Disturbance, ErrorResponse, ObjectKind, ReceivedRequest, Server, Simulator, UploadDisturbance,
};

use super::{transient_calls, transient_uploads};
use crate::support::{TestClock, builder_of, file, side_by_side, wav};

/// The number of runs of a plan at most.
const MAX_RUNS: usize = 16;

/// How the plans of a seed are run.
#[derive(Clone, Copy)]
enum Way {
    /// By `Client::train_all`.
    TrainAll,
    /// In a pool without a store, so that each journal is where its plan says.
    Pool,
}

impl Way {
    async fn run(self, client: &Client, plans: impl Iterator<Item = Plan>) -> Vec<Result<Outcome, Error>> {
        if let Self::TrainAll = self {
            return client.train_all(plans).await;
        }
        let pool = client.pool().build();
        let mut trainings = Vec::new();
        for (n, plan) in plans.enumerate() {
            trainings.push(pool.start(n.to_string(), plan).await.expect("started"));
        }
        let mut outcomes = Vec::new();
        for training in trainings {
            outcomes.push(training.outcome().await);
        }
        pool.shutdown(Duration::from_secs(10)).await;
        outcomes
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_is_created_once_and_paid_once_whatever_fails() {
    expect_one_of_each(Way::TrainAll, 0..24).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_of_a_pool_is_created_once_and_paid_once_whatever_fails() {
    expect_one_of_each(Way::Pool, 0..24).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "slow: two hundred trainings"]
async fn a_job_is_created_once_and_paid_once_in_two_hundred_trainings() {
    expect_one_of_each(Way::TrainAll, 24..224).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "slow: two hundred trainings"]
async fn a_job_of_a_pool_is_created_once_and_paid_once_in_two_hundred_trainings() {
    expect_one_of_each(Way::Pool, 24..224).await;
}

async fn expect_one_of_each(way: Way, seeds: std::ops::Range<u64>) {
    let count = seeds.end - seeds.start;
    let ended = side_by_side(16, seeds.map(move |seed| trained(way, seed))).await;
    let sum = |all: Counts, one: Counts| std::array::from_fn(|n| (all[n].0 + one[n].0, one[n].1));
    let met = ended.into_iter().reduce(sum).expect("a seed");
    println!("{count} seeds: {met:?}");
    assert!(met.iter().all(|(count, _)| *count > 0), "{met:?}");
    // One in four calls fails.
    let [_, _, (disturbed, _), (calls, _), ..] = met;
    assert!((calls / 5..calls / 3).contains(&disturbed), "{met:?}");
}

/// The conditions that the seed selects besides the failing calls and uploads.
struct World {
    simulator: Simulator,
    client: Client,
    voices: usize,
    offset: i64,
    lag: u32,
}

/// Returns the fates of a thousand requests, of which one in four fails.
fn drawn<D: Clone>(random: &mut fastrand::Rng, pass: &D, faults: &[(&str, D)]) -> Vec<D> {
    let mut fate = || if random.u32(..4) == 0 { &random.choice(faults).expect("a fault").1 } else { pass };
    (0..1_000).map(|_| fate().clone()).collect()
}

async fn world(seed: u64) -> World {
    let offset = [0, 1_200, -1_200, 7_200, -7_200, 400 * 86_400][usize::try_from(seed % 6).expect("small")];
    let simulator = Simulator::builder().clock(Clock::Polled).clock_offset(offset);
    // The token is refreshed after five minutes, which a training's pauses soon exceed.
    let simulator = simulator.token_lifetime(Duration::from_secs(45 * 60));
    let simulator = simulator.start().await.expect("simulator");
    let lag = u32::try_from(seed / 6 % 5).expect("small");
    simulator.delay_listing(lag);
    if seed.is_multiple_of(5) {
        // A proxy on the way replaces responses by its own pages.
        let pages =
            [Disturbance::Pass, Disturbance::WebPage, Disturbance::WebPage, Disturbance::Pass, Disturbance::WebPage];
        for operation in
            ["ListVoiceTrainingJob", "ShowVoiceTrainingJob", "ListJobOperationLog", "ShowJobUploadingAddress"]
        {
            simulator.disturb_operation(operation, pages.clone()).expect("an operation");
        }
    }
    let mut random = fastrand::Rng::with_seed(seed);
    simulator.disturb(drawn(&mut random, &Disturbance::Pass, &transient_calls()));
    simulator.disturb_upload(None, drawn(&mut random, &UploadDisturbance::Pass, &transient_uploads()));
    let builder = match seed % 3 {
        0 => builder_of(&simulator),
        1 => builder_of(&simulator).credentials(Credentials::token(simulator.token()).expect("a token")),
        _ => {
            let away = ErrorResponse::text(503, "IAM is unavailable");
            let away = Disturbance::Respond(away);
            let away = [away.clone(), Disturbance::Pass, away.clone(), away.clone(), Disturbance::Pass, away];
            simulator.disturb_operation("KeystoneCreateUserTokenByPassword", away).expect("an operation");
            let user = IamUser::new(simulator.domain(), simulator.user(), simulator.password());
            let builder = Client::builder().endpoint(simulator.endpoint()).iam_endpoint(simulator.iam_endpoint());
            builder.project_id(simulator.project_id()).iam_user(user)
        }
    };
    let client = builder.clock(TestClock::new()).timeout(Duration::from_secs(600)).build().await.expect("client");
    World { simulator, client, voices: if seed.is_multiple_of(4) { 2 } else { 1 }, offset, lag }
}

/// The number of occurrences of each condition.
type Counts = [(usize, &'static str); 10];

/// Returns the number of lists that lacked a job, if each job is missing from `lag` lists.
fn lists_behind(requests: &[ReceivedRequest], lag: u32) -> usize {
    let (mut behind, mut missing) = (0, 0);
    for request in requests.iter().filter(|request| request.carried_out) {
        match request.operation {
            Some("CreateTrainingAdvanceJob") => missing = lag,
            Some("ListVoiceTrainingJob") if missing > 0 => (behind, missing) = (behind + 1, missing - 1),
            _ => {}
        }
    }
    behind
}

/// Trains under the conditions of a seed, and returns how often each of them occurred.
async fn trained(way: Way, seed: u64) -> Counts {
    let World { simulator, client, voices, offset, lag } = world(seed).await;
    let folder = tempfile::tempdir().expect("folder");
    let sounds: Vec<Vec<u8>> = (0..voices).map(|n| wav(96_000 + 7 * u32::try_from(n).expect("small"))).collect();
    let files: Vec<_> =
        sounds.iter().enumerate().map(|(n, sound)| file(folder.path(), &format!("{n}.wav"), sound)).collect();
    let (mut errors, mut runs) = (Vec::new(), 0);
    let trained = loop {
        runs += 1;
        let outcomes = way.run(&client, files.iter().map(|file| Plan::premium("v", file))).await;
        let ended: Vec<_> = outcomes
            .into_iter()
            .filter_map(|outcome| outcome.map_err(|error| errors.push(error.to_string())).ok())
            .map(|outcome| outcome.into_voice().expect("a voice"))
            .collect();
        if ended.len() == voices {
            break ended;
        }
        assert!(errors.len() < MAX_RUNS * voices, "seed {seed}: {errors:#?}");
    };
    let jobs = simulator.jobs();
    assert_eq!((jobs.len(), simulator.credits_spent()), (voices, voices as u64), "seed {seed}: {errors:#?}");
    assert!(jobs.iter().all(|job| job.submissions == 1), "seed {seed}: {jobs:#?}");
    for (voice, sound) in trained.iter().zip(&sounds) {
        let stored = simulator.object(&voice.job_id, ObjectKind::Recording).expect("stored").bytes().expect("bytes");
        assert!(stored.windows(sound.len()).any(|part| part == sound), "seed {seed}: the wrong recording");
    }
    let requests = simulator.requests();
    let to = |server| requests.iter().filter(move |request| request.server == server);
    let disturbed = |server| to(server).filter(|request| request.disturbed).count();
    [
        (voices, "voices"),
        (runs, "runs"),
        (disturbed(Server::MetaStudio), "calls disturbed"),
        (to(Server::MetaStudio).count(), "calls"),
        (disturbed(Server::Obs), "uploads disturbed"),
        (to(Server::Obs).count(), "uploads"),
        (disturbed(Server::Iam), "calls to an unavailable IAM"),
        (lists_behind(&requests, lag), "lists that lacked a job"),
        (usize::from(offset != 0), "wrong clocks"),
        (usize::from(voices == 2), "pairs of voices of one name"),
    ]
}
