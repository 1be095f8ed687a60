//! The task of a pool: it begins the queued trainings, and hands the submitted ones to the watcher.

use std::collections::VecDeque;

use tokio::sync::mpsc;
use tokio::task::JoinSet;

use super::training::{Command, Run, Work};
use super::watcher::{Watched, Watcher};
use crate::training::workflow::{self, Next};
use crate::{Client, Error, ErrorKind};

/// The worker of a pool. Dropping it stops all trainings.
pub(super) struct Worker {
    client: Client,
    concurrency: usize,
    commands: mpsc::UnboundedReceiver<Command>,
    /// The trainings that wait for their turn.
    queue: VecDeque<(Run, Work)>,
    /// The trainings that are brought to their submission.
    begun: JoinSet<Begun>,
    watcher: Watcher,
    is_closing: bool,
}

/// How a training that was begun has ended, or gone on.
enum Begun {
    Ended { credentials_refused: bool },
    Submitted(Box<Watched>),
}

impl Worker {
    pub(super) fn new(client: Client, concurrency: usize, commands: mpsc::UnboundedReceiver<Command>) -> Self {
        let watcher = Watcher::new(client.clone());
        let (queue, begun) = Default::default();
        Self { client, concurrency, commands, queue, begun, watcher, is_closing: false }
    }

    pub(super) async fn run(mut self) {
        loop {
            self.begin();
            if self.is_closing && self.begun.is_empty() && self.watcher.is_empty() {
                return;
            }
            tokio::select! {
                biased;
                command = self.commands.recv() => match command {
                    Some(Command::Start(run, work)) if self.is_closing => self.drop_work(run, work, None),
                    Some(Command::Start(run, Work::Submitted(context, id))) => {
                        self.watcher.add(Watched::new(run, *context, id));
                    }
                    Some(Command::Start(run, work)) => self.queue.push_back((run, work)),
                    Some(Command::Stop(id)) => self.stop(id),
                    Some(Command::ShutDown) => self.close(),
                    // All handles and the pool itself are gone.
                    None => return,
                },
                Some(begun) = self.begun.join_next() => match begun {
                    Ok(Begun::Submitted(watched)) if self.is_closing => self.watcher.end_stopped(watched),
                    Ok(Begun::Submitted(watched)) => self.watcher.add(watched),
                    Ok(Begun::Ended { credentials_refused: true }) => self.watcher.suspend(),
                    Ok(Begun::Ended { .. }) => {}
                    // A training whose code has panicked ended when it was dropped.
                    Err(_) => {}
                },
                () = self.watcher.turn() => {}
            }
        }
    }

    /// Begins the trainings for which there is a place.
    fn begin(&mut self) {
        while self.begun.len() < self.concurrency
            && let Some((run, work)) = self.queue.pop_front()
        {
            if run.is_stopping() {
                self.drop_work(run, work, None);
            } else if self.watcher.is_suspended() {
                self.drop_work(run, work, Some(not_begun()));
            } else {
                self.begun.spawn(bring_to_submission(self.client.clone(), work, run));
            }
        }
    }

    /// Ends a training that was not begun: as stopped, or with this error.
    fn drop_work(&mut self, run: Run, work: Work, error: Option<Error>) {
        let error = error.unwrap_or_else(|| run.stopped());
        match work {
            Work::Plan(_) => run.end(Err(error)),
            Work::Open(context) | Work::Submitted(context, _) => self.watcher.end(run, *context, error),
        }
    }

    fn stop(&mut self, id: u64) {
        if let Some(position) = self.queue.iter().position(|(run, _)| run.id() == id) {
            if let Some((run, work)) = self.queue.remove(position) {
                self.drop_work(run, work, None);
            }
        } else {
            // A training that is being begun stops by itself.
            self.watcher.stop(id);
        }
    }

    fn close(&mut self) {
        self.is_closing = true;
        for (run, work) in std::mem::take(&mut self.queue) {
            self.drop_work(run, work, None);
        }
        self.watcher.close();
    }
}

/// Runs a plan until its job is submitted.
async fn bring_to_submission(client: Client, work: Work, run: Run) -> Begun {
    let mut context = match work {
        Work::Submitted(context, id) => return Begun::Submitted(Watched::new(run, *context, id)),
        Work::Open(context) => context,
        Work::Plan(plan) => match run.traced(workflow::open(client, *plan, run.listeners(), None)).await {
            Ok(context) => {
                run.stop_when_asked(&context);
                Box::new(context)
            }
            Err(error) => {
                run.end(Err(error));
                return Begun::Ended { credentials_refused: false };
            }
        },
    };
    run.note(context.journal());
    let outcome = match run.unless_stopped(run.traced(workflow::until_submitted(&mut context))).await {
        Some(Ok(Next::Submitted(id))) => return Begun::Submitted(Watched::new(run, *context, id)),
        Some(Ok(Next::Ended(outcome))) => Ok(outcome),
        Some(Err(error)) => Err(error),
        None => Err(run.stopped()),
    };
    let credentials_refused = outcome.as_ref().is_err_and(Error::is_auth);
    run.end_after(*context, outcome).await;
    Begun::Ended { credentials_refused }
}

/// Returns the error of a training that was not begun.
fn not_begun() -> Error {
    let message = "the training was not begun: another training of the pool was refused with the same credentials";
    Error::new(ErrorKind::Credentials, message)
        .with_advice("nothing was created for this training: correct the credentials, and start it again")
}
