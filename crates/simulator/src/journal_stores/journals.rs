//! The rules about journals.

use std::future::Future;
use std::sync::Arc;

use metastudio_voice::Error;
use metastudio_voice::training::JournalStatus;
use metastudio_voice::training::store::{JournalStore, Removed, StoredJournal, Swapped};
use tokio::task::{JoinSet, yield_now};

use super::context::{
    Checked, Context, LONG, SHORT, Verdict, acquire, acquire_later, ensure, expect, is_held, journal_of, load, step,
    store, swap,
};
use super::sample;

pub(super) async fn shared<S: JournalStore>(context: Context<S>) -> Checked {
    let key = context.key("a");
    let first = context.on(0);
    ensure(load(&**first, &key).await?.is_none(), || "load gave a journal that was never stored".to_owned())?;
    let lease = acquire(&**first, &key, LONG).await?;
    ensure(load(&**first, &key).await?.is_none(), || "load gave a journal of which only the lease exists".to_owned())?;
    let mut version = 0;
    for round in 0..3 {
        let journal = journal_of(round)?;
        version = store(&**first, &lease, version, &journal).await?;
        for machine in &context.stores {
            expect(&**machine, &key, version, &journal).await?;
        }
    }
    step("release", first.release(&lease)).await?;
    expect(&**context.on(1), &key, version, &journal_of(2)?).await?;
    Ok(Verdict::Holds)
}

pub(super) async fn texts<S: JournalStore>(context: Context<S>) -> Checked {
    let texts = [
        String::new(),
        "\0 between \0".to_owned(),
        "\u{1}\u{7f}\u{80}\u{2028}\u{feff}\u{fffd}\u{ffff}\u{10ffff}".to_owned(),
        "e\u{301} is not é, ﬁ not fi, İ not i".to_owned(),
        "\"quoted\" \\ \\u0000 ' '' % _ $1 ; -- {} \r\n\t ".to_owned(),
        "温柔女声 👩‍🎤 \u{202e}abc".to_owned(),
        "声".repeat(100_000),
        // A file of a journal may have 16 MiB.
        "x".repeat(15 << 20),
    ];
    for (number, text) in texts.into_iter().enumerate() {
        let key = context.key(number);
        let lease = acquire(&**context.on(0), &key, LONG).await?;
        let journal = journal_of(text)?;
        let version = store(&**context.on(0), &lease, 0, &journal).await?;
        expect(&**context.on(1), &key, version, &journal).await?;
        step("remove", context.on(0).remove(&lease)).await?;
        step("release", context.on(0).release(&lease)).await?;
    }
    Ok(Verdict::Holds)
}

pub(super) async fn versions<S: JournalStore>(context: Context<S>) -> Checked {
    let (key, store_) = (context.key("a"), &**context.on(0));
    let lease = acquire(store_, &key, LONG).await?;
    let (kept, other) = (journal_of("kept")?, journal_of("other")?);
    let conflict = async |version: u64| {
        let swapped = swap(store_, &lease, version, &other).await?;
        ensure(swapped == Swapped::Conflict, || format!("compare_and_swap gave {swapped:?} for version {version}"))
    };
    for version in [1, 2, u64::MAX] {
        conflict(version).await?;
        ensure(load(store_, &key).await?.is_none(), || "a conflict has stored a journal".to_owned())?;
    }
    let first = store(store_, &lease, 0, &kept).await?;
    let second = store(store_, &lease, first, &kept).await?;
    for version in [0, first, second + 1, u64::MAX] {
        conflict(version).await?;
        expect(store_, &key, second, &kept).await?;
    }
    // Also when the journal was removed between: what somebody has read of it is of another one.
    step("remove", store_.remove(&lease)).await?;
    for version in [first, second] {
        conflict(version).await?;
    }
    store(store_, &lease, 0, &kept).await?;
    conflict(0).await?;
    Ok(Verdict::Holds)
}

pub(super) async fn lost_updates<S: JournalStore>(context: Context<S>) -> Checked {
    const TASKS: usize = 8;
    let key = context.key("a");
    let lease = acquire(&**context.on(0), &key, LONG).await?;
    let mut version = 0;
    for round in 0..10 {
        let mut tasks = JoinSet::new();
        for task in 0..TASKS {
            // A lease that ends with its process is of no use on another machine.
            let store = Arc::clone(context.on(if lease.expires { task } else { 0 }));
            let (lease, journal) = (lease.clone(), journal_of(format_args!("{round}-{task}"))?);
            // All have read the same version.
            tasks.spawn(async move {
                let swapped = swap(&*store, &lease, version, &journal).await?;
                Ok::<_, String>((swapped, journal))
            });
        }
        let mut stored = Vec::new();
        for task in tasks.join_all().await {
            match task? {
                (Swapped::Stored(next), journal) => stored.push((next, journal)),
                (Swapped::Conflict, _) => {}
                (other, _) => return Err(format!("compare_and_swap gave {other:?} though the lease is held")),
            }
        }
        let [(next, journal)] = &stored[..] else {
            return Err(format!("{} of {TASKS} changes of version {version} were stored", stored.len()));
        };
        expect(&**context.on(1), &key, *next, journal).await?;
        version = *next;
    }
    Ok(Verdict::Holds)
}

pub(super) async fn keys<S: JournalStore>(context: Context<S>) -> Checked {
    let longest = 200 - context.prefix.len() - 1;
    let names: Vec<String> =
        ["a", "A", "aa", "a.", "a-", "a_", "a.json", "a.lock", "a.tmp", "CON", "-", "..", "0", "00"]
            .into_iter()
            .map(ToOwned::to_owned)
            .chain([longest - 1, longest].map(|length| "x".repeat(length)))
            .chain([format!("{}y", "x".repeat(longest - 1))])
            .collect();
    let mut held = Vec::new();
    for (number, name) in names.iter().enumerate() {
        let key = context.key(name);
        let lease = acquire(&**context.on(0), &key, LONG).await?;
        let journal = journal_of(number)?;
        let version = store(&**context.on(0), &lease, 0, &journal).await?;
        held.push((key, lease, version, journal));
    }
    for (key, lease, version, journal) in &held {
        expect(&**context.on(1), key, *version, journal).await?;
        step("release", context.on(0).release(lease)).await?;
    }
    Ok(Verdict::Holds)
}

pub(super) async fn removed<S: JournalStore>(context: Context<S>) -> Checked {
    let (key, store_) = (context.key("a"), &**context.on(0));
    let lease = acquire(store_, &key, LONG).await?;
    let remove = async || {
        let removed = step("remove", store_.remove(&lease)).await?;
        ensure(removed == Removed::Removed, || format!("remove gave {removed:?} though the lease is held"))?;
        ensure(load(&**context.on(1), &key).await?.is_none(), || "load gave a journal that was removed".to_owned())?;
        let after = context.key("");
        let listed = step("list", context.on(1).list(JournalStatus::ALL, Some(&after), 1)).await?;
        let is_listed = listed.iter().any(|stored| stored.key == key);
        ensure(!is_listed, || "list gave a journal that was removed".to_owned())?;
        ensure(is_held(&**context.on(1), &key).await?, || "remove has ended the lease".to_owned())
    };
    remove().await?;
    store(store_, &lease, 0, &journal_of("first")?).await?;
    remove().await?;
    remove().await?;
    let journal = journal_of("second")?;
    let version = store(store_, &lease, 0, &journal).await?;
    expect(&**context.on(1), &key, version, &journal).await?;
    Ok(Verdict::Holds)
}

pub(super) async fn list<S: JournalStore>(context: Context<S>) -> Checked {
    let store_ = &**context.on(0);
    let mut stored = Vec::new();
    // Neither in the order of the keys nor in that of a language, in which `B` is between `a` and `c`.
    for (number, name) in ["c", "B", "a", "_", "a-b", "ab", "10", "9", "a.b", "C"].into_iter().enumerate() {
        let status = JournalStatus::ALL[number % JournalStatus::ALL.len()];
        let journal = sample::journal(name, status)?;
        let key = context.key(name);
        let lease = acquire(store_, &key, LONG).await?;
        let version = store(store_, &lease, 0, &journal).await?;
        step("release", store_.release(&lease)).await?;
        stored.push(StoredJournal::new(key, version, journal));
    }
    stored.sort_by(|one, other| one.key.cmp(&other.key));
    // Keys of other rules and of earlier runs may be before and behind these.
    let begin = context.prefix.clone();
    let ours = |listed: Vec<StoredJournal>| -> Vec<StoredJournal> {
        listed.into_iter().filter(|stored| stored.key.starts_with(&context.key(""))).collect()
    };
    let all: &[JournalStatus] = JournalStatus::ALL;
    let selections = all.iter().map(std::slice::from_ref).chain([all, JournalStatus::UNFINISHED, &[]]);
    for statuses in selections {
        let expected: Vec<_> =
            stored.iter().filter(|stored| statuses.contains(&stored.journal.status())).cloned().collect();
        let listed = step("list", context.on(1).list(statuses, Some(&begin), usize::MAX)).await?;
        let listed = ours(listed);
        ensure(listed == expected, || {
            format!("list gave {} for {statuses:?}, not {}", keys_of(&listed), keys_of(&expected))
        })?;
        let everything = step("list", store_.list(statuses, None, usize::MAX)).await?;
        ensure(ours(everything) == expected, || format!("list without a key gave others for {statuses:?}"))?;
    }
    for (index, one) in stored.iter().enumerate() {
        let listed = step("list", store_.list(all, Some(&one.key), stored.len())).await?;
        ensure(ours(listed) == stored[index + 1..], || format!("list gave others after {}", one.key))?;
        let listed = step("list", store_.list(all, Some(&begin), index)).await?;
        ensure(listed == stored[..index], || format!("list gave {} of {index} journals", listed.len()))?;
    }
    // The key that the page begins after need not be that of a journal.
    let between = context.key("a-");
    let listed = step("list", store_.list(all, Some(&between), 1)).await?;
    let next = stored.iter().find(|stored| stored.key > between);
    ensure(listed.first() == next, || format!("list gave {} after {between}", keys_of(&listed)))?;
    Ok(Verdict::Holds)
}

fn keys_of(stored: &[StoredJournal]) -> String {
    let keys: Vec<&str> = stored.iter().map(|stored| stored.key.as_str()).take(20).collect();
    format!("[{}]", keys.join(", "))
}

/// A machine that goes down between a change and its acknowledgement drops the future after the request was sent.
pub(super) async fn lost_responses<S: JournalStore>(context: Context<S>) -> Checked {
    const ROUNDS: usize = 40;
    let (key, store_) = (context.key("a"), &**context.on(0));
    let lease = acquire(store_, &key, LONG).await?;
    let mut version = 0;
    for round in 0..ROUNDS {
        let journal = journal_of(round)?;
        let first = interrupted(round, store_.compare_and_swap(&lease, version, &journal)).await?;
        let again = match first {
            Some(swapped) => swapped,
            None => swap(store_, &lease, version, &journal).await?,
        };
        version = match again {
            Swapped::Stored(version) => version,
            // It had been stored before: nobody else could.
            Swapped::Conflict if first.is_none() => load(store_, &key).await?.map_or(0, |stored| stored.version),
            other => return Err(format!("compare_and_swap gave {other:?} when it was repeated")),
        };
        expect(&**context.on(1), &key, version, &journal).await?;
    }
    for round in 0..ROUNDS {
        interrupted(round, store_.remove(&lease)).await?;
        let removed = step("remove", store_.remove(&lease)).await?;
        ensure(removed == Removed::Removed, || format!("remove gave {removed:?} when it was repeated"))?;
        ensure(load(store_, &key).await?.is_none(), || "load gave a journal that was removed".to_owned())?;
        store(store_, &lease, 0, &journal_of(round)?).await?;
    }
    let mut token = lease.token;
    interrupted(0, store_.release(&lease)).await?;
    step("release", store_.release(&lease)).await?;
    if !lease.expires {
        return Ok(Verdict::Holds);
    }
    // An acquired lease of which its owner never learned ends like every other.
    for round in 0..5 {
        interrupted(round, store_.acquire(&key, "suite", SHORT)).await?;
        let lease = acquire_later(&**context.on(1), &key, SHORT).await?;
        ensure(lease.token > token, || format!("the token {} came after {token}", lease.token))?;
        token = lease.token;
        step("release", context.on(1).release(&lease)).await?;
    }
    Ok(Verdict::Holds)
}

/// Drops a step when other tasks have run this many times; returns its result if it had one by then.
async fn interrupted<T>(turns: usize, step: impl Future<Output = Result<T, Error>>) -> Checked<Option<T>> {
    let late = async {
        for _ in 0..turns {
            yield_now().await;
        }
    };
    tokio::select! {
        biased;
        result = step => result.map(Some).map_err(|error| format!("a step failed: {error:#}")),
        () = late => Ok(None),
    }
}
