//! The rules about leases.

use std::sync::Arc;
use std::time::Duration;

use metastudio_voice::training::store::{Acquired, JournalStore, Lease, Removed, Renewed, Swapped};
use tokio::task::JoinSet;

use super::context::{
    Checked, Context, LONG, SHORT, Verdict, acquire, acquire_later, ensure, expect, is_held, journal_of, load, step,
    store, swap,
};

pub(super) async fn one_holder<S: JournalStore>(context: Context<S>) -> Checked {
    const TASKS: usize = 16;
    for round in 0..10 {
        let key = context.key(round);
        let mut tasks = JoinSet::new();
        for task in 0..TASKS {
            let (store, key) = (Arc::clone(context.on(task)), key.clone());
            tasks.spawn(async move { step("acquire", store.acquire(&key, "suite", LONG)).await });
        }
        let mut leases = Vec::new();
        for acquired in tasks.join_all().await {
            if let Acquired::Lease(lease) = acquired? {
                leases.push(lease);
            }
        }
        ensure(leases.len() == 1, || format!("{} of {TASKS} hold the lease of {key}", leases.len()))?;
    }
    Ok(Verdict::Holds)
}

pub(super) async fn in_use<S: JournalStore>(context: Context<S>) -> Checked {
    let (key, other) = (context.key("a"), context.key("b"));
    let lease = acquire(&**context.on(0), &key, LONG).await?;
    for machine in &context.stores {
        for owner in ["suite", "another", ""] {
            match step("acquire", machine.acquire(&key, owner, LONG)).await? {
                Acquired::InUse { owner } => {
                    let is_right = owner.as_ref().is_none_or(|owner| *owner == lease.owner);
                    ensure(is_right, || format!("acquire names {owner:?} as the holder of {lease:?}"))?;
                }
                other => return Err(format!("acquire gave {other:?} though {lease:?} is held")),
            }
        }
    }
    acquire(&**context.on(1), &other, LONG).await?;
    store(&**context.on(0), &lease, 0, &journal_of("a")?).await?;
    // An owner may be any text.
    for owner in [String::new(), "a\0b".to_owned(), "声音 👩‍🎤".to_owned(), "x".repeat(5_000)] {
        let key = context.key(owner.len());
        match step("acquire", context.on(0).acquire(&key, &owner, LONG)).await? {
            Acquired::Lease(lease) => step("release", context.on(0).release(&lease)).await?,
            other => return Err(format!("acquire gave {other:?} for the owner {owner:?}")),
        }
    }
    Ok(Verdict::Holds)
}

pub(super) async fn tokens<S: JournalStore>(context: Context<S>) -> Checked {
    let key = context.key("a");
    let mut last: Option<u64> = None;
    for round in 0..8 {
        let store_ = &**context.on(round);
        let lease = acquire(store_, &key, LONG).await?;
        let token = lease.token;
        ensure(last.is_none_or(|last| last < token), || format!("the token {token} came after {last:?}"))?;
        last = Some(token);
        if round % 4 == 1 {
            store(store_, &lease, 0, &journal_of(round)?).await?;
        }
        // Neither when there never was a journal, nor when there is one, nor when it was removed.
        if round % 4 == 3 {
            step("remove", store_.remove(&lease)).await?;
        }
        step("release", store_.release(&lease)).await?;
    }
    Ok(Verdict::Holds)
}

/// Checks that a lease changes nothing of a journal.
async fn changes_nothing<S: JournalStore>(store: &S, lease: &Lease, what: &str) -> Checked<()> {
    let before = load(store, &lease.key).await?;
    let version = before.as_ref().map_or(0, |stored| stored.version);
    let other = journal_of("of a lease that is not held")?;
    for version in [version, 0, version + 1] {
        let swapped = swap(store, lease, version, &other).await?;
        ensure(swapped == Swapped::LeaseLost, || format!("compare_and_swap gave {swapped:?} for {what}"))?;
    }
    let removed = step("remove", store.remove(lease)).await?;
    ensure(removed == Removed::LeaseLost, || format!("remove gave {removed:?} for {what}"))?;
    let renewed = step("renew", store.renew(std::slice::from_ref(lease), LONG)).await?;
    ensure(renewed == [Renewed::LeaseLost], || format!("renew gave {renewed:?} for {what}"))?;
    step("release", store.release(lease)).await?;
    let after = load(store, &lease.key).await?;
    ensure(after == before, || format!("the journal was changed with {what}"))
}

pub(super) async fn invented<S: JournalStore>(context: Context<S>) -> Checked {
    let (held, free, never) = (context.key("a"), context.key("b"), context.key("c"));
    let store_ = &**context.on(0);
    let lease = acquire(store_, &held, LONG).await?;
    let journal = journal_of("a")?;
    let version = store(store_, &lease, 0, &journal).await?;
    let token = lease.token;
    for key in [&held, &free, &never] {
        for token in [0, token.wrapping_sub(1), token, token + 1, u64::MAX] {
            if *key == held && token == lease.token {
                continue;
            }
            let mut invented = lease.clone();
            (invented.key, invented.token) = (key.clone(), token);
            changes_nothing(store_, &invented, &format!("the token {token}, which was never given for {key}")).await?;
        }
    }
    expect(store_, &held, version, &journal).await?;
    ensure(is_held(&**context.on(1), &held).await?, || "an invented lease has ended the real one".to_owned())?;
    store(store_, &lease, version, &journal).await?;
    Ok(Verdict::Holds)
}

pub(super) async fn released<S: JournalStore>(context: Context<S>) -> Checked {
    let key = context.key("a");
    let (one, other) = (&**context.on(0), &**context.on(1));
    let lost = acquire(one, &key, LONG).await?;
    let version = store(one, &lost, 0, &journal_of("first")?).await?;
    step("release", one.release(&lost)).await?;
    changes_nothing(one, &lost, "a lease that was released").await?;
    step("release", one.release(&lost)).await?;
    let lease = acquire(other, &key, LONG).await?;
    changes_nothing(one, &lost, "a lease that was released, and another acquired").await?;
    ensure(is_held(one, &key).await?, || "a release of the lease before has ended this one".to_owned())?;
    let journal = journal_of("second")?;
    let version = store(other, &lease, version, &journal).await?;
    expect(one, &key, version, &journal).await?;
    Ok(Verdict::Holds)
}

/// Waits until a lease of this duration that is acquired now has ended, by the clock of the store.
async fn pass<S: JournalStore>(context: &Context<S>, duration: Duration) -> Checked<()> {
    let key = context.key(format_args!("clock-{:08x}", fastrand::u32(..)));
    acquire(&**context.on(0), &key, duration).await?;
    let lease = acquire_later(&**context.on(1), &key, LONG).await?;
    step("release", context.on(1).release(&lease)).await
}

/// Returns whether the leases of a store end by time.
pub(super) async fn has_an_end<S: JournalStore>(context: &Context<S>) -> Checked<bool> {
    let lease = acquire(&**context.on(0), &context.key("kind"), LONG).await?;
    step("release", context.on(0).release(&lease)).await?;
    Ok(lease.expires)
}

pub(super) async fn ends<S: JournalStore>(context: Context<S>) -> Checked {
    if !has_an_end(&context).await? {
        return Ok(Verdict::DoesNotApply);
    }
    let key = context.key("a");
    let (one, other) = (&**context.on(0), &**context.on(1));
    let lost = acquire(one, &key, SHORT).await?;
    pass(&context, SHORT).await?;
    // Although nobody else holds it: a holder that may write after the end would write while the next one begins.
    changes_nothing(one, &lost, "a lease that has ended").await?;
    let lease = acquire(other, &key, LONG).await?;
    ensure(lease.token > lost.token, || format!("the token {} came after {}", lease.token, lost.token))?;
    Ok(Verdict::Holds)
}

pub(super) async fn paused_holder<S: JournalStore>(context: Context<S>) -> Checked {
    if !has_an_end(&context).await? {
        return Ok(Verdict::DoesNotApply);
    }
    let key = context.key("a");
    let (one, other) = (&**context.on(0), &**context.on(1));
    let first = acquire(one, &key, LONG).await?;
    let before = journal_of("before the pause")?;
    let version = store(one, &first, 0, &before).await?;
    let renewed = step("renew", one.renew(std::slice::from_ref(&first), SHORT)).await?;
    ensure(renewed == [Renewed::Held], || format!("renew gave {renewed:?} though the lease is held"))?;
    // The holder does nothing meanwhile.
    let second = acquire_later(other, &key, LONG).await?;
    ensure(second.token > first.token, || format!("the token {} came after {}", second.token, first.token))?;
    expect(other, &key, version, &before).await?;
    changes_nothing(one, &first, "a lease that has ended, and another holds it").await?;
    let after = journal_of("of the next holder")?;
    let version = store(other, &second, version, &after).await?;
    changes_nothing(one, &first, "a lease that has ended, and another has stored a journal").await?;
    expect(one, &key, version, &after).await?;
    ensure(is_held(one, &key).await?, || "the holder before has ended the lease".to_owned())?;
    store(other, &second, version, &after).await?;
    Ok(Verdict::Holds)
}

pub(super) async fn renewed<S: JournalStore>(context: Context<S>) -> Checked {
    if !has_an_end(&context).await? {
        return Ok(Verdict::DoesNotApply);
    }
    // A machine that is busy may renew too late; with more time it does not.
    for factor in [1, 4, 16, 64] {
        let (key, duration) = (context.key(factor), SHORT * factor);
        let (one, other) = (&**context.on(0), &**context.on(1));
        let lease = acquire(one, &key, duration).await?;
        let renew = async |duration| step("renew", one.renew(std::slice::from_ref(&lease), duration)).await;
        if renew(LONG).await? != [Renewed::Held] {
            continue;
        }
        pass(&context, duration).await?;
        ensure(is_held(other, &key).await?, || "a lease that was renewed has ended".to_owned())?;
        let version = store(one, &lease, 0, &journal_of("a")?).await?;
        let renewed = renew(SHORT).await?;
        ensure(renewed == [Renewed::Held], || format!("renew gave {renewed:?} though the lease is held"))?;
        let next = acquire_later(other, &key, LONG).await?;
        ensure(next.token > lease.token, || format!("the token {} came after {}", next.token, lease.token))?;
        let revived = renew(LONG).await?;
        ensure(revived == [Renewed::LeaseLost], || "a lease that another holds was renewed".to_owned())?;
        store(other, &next, version, &journal_of("b")?).await?;
        return Ok(Verdict::Holds);
    }
    Err(format!("no lease could be renewed within {} s", (SHORT * 64).as_secs()))
}

pub(super) async fn each_renewal<S: JournalStore>(context: Context<S>) -> Checked {
    let store_ = &**context.on(0);
    ensure(step("renew", store_.renew(&[], LONG)).await?.is_empty(), || "renew gave results for no lease".to_owned())?;
    let mut leases = Vec::new();
    let mut expected = Vec::new();
    for number in 0..12 {
        let lease = acquire(store_, &context.key(number), LONG).await?;
        let is_held = number % 3 != 1;
        if !is_held {
            step("release", store_.release(&lease)).await?;
        }
        if number % 4 == 0 {
            // The lease before of the same key, which is held.
            let mut old = lease.clone();
            old.token = lease.token.wrapping_sub(1);
            leases.push(old);
            expected.push(Renewed::LeaseLost);
        }
        leases.push(lease);
        expected.push(if is_held { Renewed::Held } else { Renewed::LeaseLost });
    }
    // Twice the same, and not in the order of the keys.
    leases.extend_from_within(..4);
    expected.extend_from_within(..4);
    leases.reverse();
    expected.reverse();
    for _ in 0..2 {
        let renewed = step("renew", store_.renew(&leases, LONG)).await?;
        ensure(renewed == expected, || format!("renew gave {renewed:?}, not {expected:?}"))?;
    }
    for (lease, _) in leases.iter().zip(&expected).filter(|(_, renewed)| **renewed == Renewed::Held) {
        let is_held = is_held(&**context.on(1), &lease.key).await?;
        ensure(is_held, || format!("the lease of {} is not held after its renewal", lease.key))?;
    }
    Ok(Verdict::Holds)
}

pub(super) async fn clocks<S: JournalStore>(context: Context<S>) -> Checked {
    if !has_an_end(&context).await? {
        return Ok(Verdict::DoesNotApply);
    }
    for holder in 0..context.stores.len() {
        for other in 0..context.stores.len() {
            let (key, short) =
                (context.key(format_args!("{holder}-{other}")), context.key(format_args!("{holder}-{other}-short")));
            let (holder, other) = (&**context.on(holder), &**context.on(other));
            let lease = acquire(holder, &key, LONG).await?;
            ensure(is_held(other, &key).await?, || "a lease had ended for a machine whose clock is ahead".to_owned())?;
            let renewed = step("renew", holder.renew(std::slice::from_ref(&lease), LONG)).await?;
            ensure(renewed == [Renewed::Held], || format!("renew gave {renewed:?} though the lease is held"))?;
            ensure(is_held(other, &key).await?, || "a lease had ended for a machine whose clock is ahead".to_owned())?;
            store(holder, &lease, 0, &journal_of("a")?).await?;
            acquire(holder, &short, SHORT).await?;
            acquire_later(other, &short, LONG).await?;
        }
    }
    Ok(Verdict::Holds)
}

pub(super) async fn extremes<S: JournalStore>(context: Context<S>) -> Checked {
    let (long, short) = (context.key("long"), context.key("short"));
    let (one, other) = (&**context.on(0), &**context.on(1));
    let lease = acquire(one, &long, Duration::MAX).await?;
    ensure(is_held(other, &long).await?, || "a lease of all time has ended".to_owned())?;
    let renewed = step("renew", one.renew(std::slice::from_ref(&lease), Duration::MAX)).await?;
    ensure(renewed == [Renewed::Held], || format!("renew gave {renewed:?} for all time"))?;
    store(one, &lease, 0, &journal_of("a")?).await?;
    if lease.expires {
        let lease = acquire(one, &short, Duration::ZERO).await?;
        let next = acquire_later(other, &short, Duration::ZERO).await?;
        ensure(next.token > lease.token, || format!("the token {} came after {}", next.token, lease.token))?;
    }
    Ok(Verdict::Holds)
}
