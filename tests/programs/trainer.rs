//! The program that is killed: this test binary again, which trains one voice.

use std::process::Command;
use std::time::Duration;

use metastudio_voice::Error;
use metastudio_voice::training::{Outcome, Plan, Voice};

use crate::child::child;

/// The variable with the name of the way in which the program trains.
pub(crate) const WAY: &str = "METASTUDIO_VOICE_TEST_WAY";

/// How the program runs its training.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// By `Client::train`.
    Train,
    /// In a pool without a store, so that the journal is where the plan says.
    Pool,
}

impl Way {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Train => "train",
            Self::Pool => "pool",
        }
    }
}

/// Returns the command that runs the program. It needs the variable [`WAY`].
pub(crate) fn program() -> Command {
    child(module_path!(), "in_a_child_a_voice_is_trained")
}

/// Runs in the child.
#[tokio::test(flavor = "multi_thread")]
async fn in_a_child_a_voice_is_trained() {
    let Ok(way) = std::env::var(WAY) else { return };
    let way = if way == Way::Pool.name() { Way::Pool } else { Way::Train };
    if let Err(error) = trained(way).await {
        eprintln!("error: {error:#}");
        std::process::exit(1);
    }
}

async fn trained(way: Way) -> Result<Voice, Error> {
    let client = metastudio_voice::Client::builder().region("cn-north-4").build().await?;
    let plan = Plan::premium("Gentle female voice", "recording.wav").letter("letter.pdf");
    let plan = plan.poll_interval(Duration::from_millis(30));
    let outcome = match way {
        Way::Train => client.train(plan).await,
        Way::Pool => client.pool().build().start("order-17", plan).await?.outcome().await,
    };
    outcome.and_then(Outcome::into_voice)
}
