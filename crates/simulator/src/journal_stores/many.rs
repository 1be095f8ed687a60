//! The rule about many journals.

use std::sync::Arc;

use metastudio_voice::training::JournalStatus;
use metastudio_voice::training::store::{JournalStore, Lease, Renewed};
use tokio::task::JoinSet;

use super::context::{Checked, Context, LONG, Verdict, acquire, ensure, step, store};
use super::sample;

/// The number of tasks that store journals at the same time.
const TASKS: usize = 32;
/// The number of journals of a page; no divisor of a round number.
const PAGE: usize = 487;

pub(super) async fn many<S: JournalStore>(context: Context<S>, count: usize) -> Checked {
    let keys: Vec<String> = (0..count).map(|number| context.key(format_args!("{number:06}"))).collect();
    let status = |number: usize| JournalStatus::ALL[number % JournalStatus::ALL.len()];
    let mut tasks = JoinSet::new();
    for task in 0..TASKS {
        let store_ = Arc::clone(context.on(task));
        let numbers = (task..count).step_by(TASKS);
        let mine: Vec<_> = numbers.map(|number| (keys[number].clone(), number, status(number))).collect();
        tasks.spawn(async move {
            let mut leases = Vec::new();
            for (key, number, status) in mine {
                let lease = acquire(&*store_, &key, LONG).await?;
                store(&*store_, &lease, 0, &sample::journal(&number.to_string(), status)?).await?;
                // The process has only so many files, and a lease that does not end keeps one open.
                if lease.expires {
                    leases.push(lease);
                } else {
                    step("release", store_.release(&lease)).await?;
                }
            }
            Ok::<Vec<Lease>, String>(leases)
        });
    }
    let mut leases = Vec::new();
    for task in tasks.join_all().await {
        leases.extend(task?);
    }
    let renewed = step("renew", context.on(0).renew(&leases, LONG)).await?;
    let held = renewed.iter().filter(|renewed| **renewed == Renewed::Held).count();
    ensure(renewed.len() == leases.len() && held == leases.len(), || {
        format!("renew gave {held} of {} leases that are held", leases.len())
    })?;
    for statuses in [JournalStatus::UNFINISHED, &[JournalStatus::Trained], JournalStatus::ALL] {
        let expected = keys.iter().enumerate().filter(|(number, _)| statuses.contains(&status(*number)));
        let expected: Vec<&str> = expected.map(|(_, key)| key.as_str()).collect();
        let mut listed: Vec<String> = Vec::new();
        let mut after = context.prefix.clone();
        while listed.len() < expected.len() {
            let page = step("list", context.on(1).list(statuses, Some(&after), PAGE)).await?;
            let Some(last) = page.last() else { break };
            ensure(page.len() <= PAGE, || format!("list gave {} journals, not {PAGE} at most", page.len()))?;
            after.clone_from(&last.key);
            listed.extend(page.into_iter().map(|stored| stored.key).filter(|key| key.starts_with(&context.prefix)));
        }
        let first = listed.iter().zip(&expected).position(|(listed, expected)| listed != expected);
        ensure(first.is_none() && listed.len() == expected.len(), || {
            format!(
                "the pages with {statuses:?} had {} journals, not {}, and were the first wrong at {first:?}",
                listed.len(),
                expected.len()
            )
        })?;
    }
    let mut tasks = JoinSet::new();
    for task in 0..TASKS {
        let store_ = Arc::clone(context.on(task));
        let mine: Vec<Lease> = leases.iter().skip(task).step_by(TASKS).cloned().collect();
        tasks.spawn(async move {
            for lease in mine {
                step("release", store_.release(&lease)).await?;
            }
            Ok::<(), String>(())
        });
    }
    tasks.join_all().await.into_iter().collect::<Result<(), String>>()?;
    Ok(Verdict::Holds)
}
