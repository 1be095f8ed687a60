//! The rules about requests to release a lease.

use metastudio_voice::training::store::{JournalStore, Lease, Renewed};

use super::context::{
    Checked, Context, LONG, SHORT, Verdict, acquire, acquire_later, ensure, expect, is_held, journal_of, load, step,
    store,
};
use super::leases::has_an_end;

async fn request<S: JournalStore>(store: &S, key: &str) -> Checked<()> {
    step("request_release", store.request_release(key)).await
}

/// Checks that the renewal of a lease that is held tells whether its release was requested.
async fn tells<S: JournalStore>(store: &S, lease: &Lease, is_requested: bool, when: &str) -> Checked<()> {
    let renewed = step("renew", store.renew(std::slice::from_ref(lease), LONG)).await?;
    let expected = if is_requested { Renewed::ReleaseRequested } else { Renewed::Held };
    ensure(renewed == [expected], || format!("renew gave {renewed:?}, not {expected:?}, {when}"))
}

pub(super) async fn told<S: JournalStore>(context: Context<S>) -> Checked {
    let (key, other_key) = (context.key("a"), context.key("b"));
    let (one, other) = (&**context.on(0), &**context.on(1));
    let (lease, other_lease) = (acquire(one, &key, LONG).await?, acquire(one, &other_key, LONG).await?);
    tells(one, &lease, false, "before any request").await?;
    request(other, &key).await?;
    request(&**context.on(2), &key).await?;
    // Each time: the response to the first renewal may be lost.
    for _ in 0..3 {
        tells(one, &lease, true, "after a request").await?;
    }
    tells(one, &other_lease, false, "after a request for another key").await?;
    let both = [other_lease, lease.clone()];
    let renewed = step("renew", one.renew(&both, LONG)).await?;
    ensure(renewed == [Renewed::Held, Renewed::ReleaseRequested], || format!("renew gave {renewed:?} for both"))?;
    ensure(is_held(other, &key).await?, || "a request has ended the lease".to_owned())?;
    let journal = journal_of("a")?;
    let version = store(one, &lease, 0, &journal).await?;
    tells(one, &lease, true, "after a change of the journal").await?;
    step("remove", one.remove(&lease)).await?;
    store(one, &lease, 0, &journal_of("b")?).await?;
    ensure(version > 0, || "the version is 0".to_owned())?;
    step("release", one.release(&lease)).await?;
    ensure(!is_held(other, &key).await?, || "the lease was not released after a request".to_owned())?;
    Ok(Verdict::Holds)
}

pub(super) async fn forgotten<S: JournalStore>(context: Context<S>) -> Checked {
    let (free, never, ended) = (context.key("a"), context.key("b"), context.key("c"));
    let (one, other) = (&**context.on(0), &**context.on(1));
    // A request that the holder has followed.
    let lease = acquire(one, &free, LONG).await?;
    let journal = journal_of("a")?;
    let version = store(one, &lease, 0, &journal).await?;
    request(other, &free).await?;
    step("release", one.release(&lease)).await?;
    let lease = acquire(other, &free, LONG).await?;
    tells(other, &lease, false, "after a request to the holder before").await?;
    step("release", other.release(&lease)).await?;
    // Requests to nobody.
    for key in [&free, &never] {
        request(other, key).await?;
        let lease = acquire(one, key, LONG).await?;
        tells(one, &lease, false, "after a request while nobody held it").await?;
        step("release", one.release(&lease)).await?;
    }
    expect(one, &free, version, &journal).await?;
    ensure(load(one, &never).await?.is_none(), || "a request has made a journal".to_owned())?;
    // A request that nobody has followed.
    if has_an_end(&context).await? {
        acquire(one, &ended, SHORT).await?;
        request(other, &ended).await?;
        let lease = acquire_later(other, &ended, LONG).await?;
        tells(other, &lease, false, "after a request to a holder whose lease has ended").await?;
    }
    Ok(Verdict::Holds)
}
