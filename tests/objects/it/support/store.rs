//! A store in memory that fails as it is told, and counts what is asked of it.

use std::collections::VecDeque;
use std::fmt;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard};

use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::stream::{self, BoxStream};
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{
    CopyOptions, GetOptions, GetRange, GetResult, GetResultPayload, ListResult, MultipartUpload, ObjectMeta,
    ObjectStore, ObjectStoreExt, PutMultipartOptions, PutOptions, PutPayload, PutResult, Result,
};

/// What happens to a request for a range.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fault {
    /// It fails, with a text that holds secrets.
    Fails,
    /// It is not implemented.
    NotImplemented,
    /// Nothing comes.
    Hangs,
    /// The headers come, and then nothing.
    HangsAfterHeaders,
    /// One byte is missing at the end.
    Short,
    /// One byte follows.
    Long,
    /// Another range comes, of the same length.
    Shifted,
    /// One byte is another one.
    Flipped,
}

/// What the store says of its object besides the length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Condition {
    #[default]
    ETag,
    WeakETag,
    /// No ETag but a version, which alone can be read once it was asked for.
    Version,
    Nothing,
}

#[derive(Debug, Default)]
struct State {
    condition: Condition,
    faults: VecDeque<Fault>,
    /// Every fault is this one.
    always: Option<Fault>,
    /// What happens to the next requests without a range.
    heads: VecDeque<Fault>,
    requested: Vec<Range<u64>>,
    conditions: Vec<(Option<String>, Option<String>)>,
    /// The ranges that are requested and not read to their end.
    open: usize,
    most_open: usize,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Store {
    inner: Arc<InMemory>,
    state: Arc<Mutex<State>>,
}

impl Store {
    /// Returns a store with an object at `voices/long.wav`.
    pub(crate) async fn with(bytes: Vec<u8>, condition: Condition) -> Self {
        let store = Self::default();
        store.state().condition = condition;
        store.replace(bytes).await;
        store
    }

    pub(crate) async fn replace(&self, bytes: Vec<u8>) {
        self.inner.put(&LOCATION.into(), bytes.into()).await.expect("stored");
    }

    pub(crate) async fn delete(&self) {
        self.inner.delete(&LOCATION.into()).await.expect("deleted");
    }

    /// Lets the next requests for ranges fail.
    pub(crate) fn fail(&self, faults: impl IntoIterator<Item = Fault>) {
        self.state().faults.extend(faults);
    }

    /// Lets every request for a range fail, or none.
    pub(crate) fn fail_always(&self, fault: Option<Fault>) {
        self.state().always = fault;
    }

    /// Lets the next requests for the length fail.
    pub(crate) fn fail_heads(&self, faults: impl IntoIterator<Item = Fault>) {
        self.state().heads.extend(faults);
    }

    /// Returns the ranges that were requested.
    pub(crate) fn requested(&self) -> Vec<Range<u64>> {
        self.state().requested.clone()
    }

    /// Returns the ETag and the version of each request for a range.
    pub(crate) fn conditions(&self) -> Vec<(Option<String>, Option<String>)> {
        self.state().conditions.clone()
    }

    /// Returns how many ranges were open at most.
    pub(crate) fn most_open(&self) -> usize {
        self.state().most_open
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("state")
    }
}

/// The location of the object.
pub(crate) const LOCATION: &str = "voices/long.wav";

impl fmt::Display for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Faulty(https://AKSECRET:SKSECRET@store/?Signature=SIGNED)")
    }
}

fn failed() -> object_store::Error {
    let source =
        "GET https://store/k?X-Amz-Signature=SIGNED: <AWSAccessKeyId>AKSECRET</AWSAccessKeyId> SKSECRET".into();
    object_store::Error::Generic { store: "Faulty", source }
}

/// Counts a range as open until it is dropped.
struct Open(Store);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.state().open -= 1;
    }
}

#[async_trait::async_trait]
impl ObjectStore for Store {
    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        tracing::info!(target: "store", "get");
        let mut result = if let Some(GetRange::Bounded(range)) = &options.range {
            let (fault, open) = {
                let mut state = self.state();
                state.requested.push(range.clone());
                state.conditions.push((options.if_match.clone(), options.version.clone()));
                state.open += 1;
                state.most_open = state.most_open.max(state.open);
                (state.always.or_else(|| state.faults.pop_front()), Open(self.clone()))
            };
            // Lets the other requests begin.
            tokio::task::yield_now().await;
            match fault {
                Some(Fault::Fails) => return Err(failed()),
                Some(Fault::NotImplemented) => {
                    let (operation, implementer) = ("get_range".to_owned(), "SKSECRET".to_owned());
                    return Err(object_store::Error::NotImplemented { operation, implementer });
                }
                Some(Fault::Hangs) => std::future::pending().await,
                _ => {}
            }
            let range = range.clone();
            let options = GetOptions { version: None, ..options };
            let result = self.inner.get_opts(location, options).await?;
            let (meta, given) = (result.meta.clone(), result.range.clone());
            let mut bytes = result.bytes().await?.to_vec();
            match fault {
                Some(Fault::Short) => drop(bytes.pop()),
                Some(Fault::Long) => bytes.push(0),
                Some(Fault::Flipped) => bytes[0] ^= 1,
                _ => {}
            }
            let pieces: Vec<_> = bytes.chunks(100_000).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
            let pieces = stream::iter(pieces).map(move |piece| {
                let _ = &open;
                piece
            });
            let payload = match fault {
                Some(Fault::HangsAfterHeaders) => GetResultPayload::Stream(stream::pending().boxed()),
                _ => GetResultPayload::Stream(pieces.boxed()),
            };
            let range = match fault {
                Some(Fault::Shifted) => range.start + 1..range.end + 1,
                _ => given,
            };
            GetResult { payload, meta, range, attributes: Default::default(), extensions: Default::default() }
        } else {
            let fault = self.state().heads.pop_front();
            match fault {
                Some(Fault::Hangs) => std::future::pending().await,
                Some(_) => return Err(failed()),
                None => self.inner.get_opts(location, options).await?,
            }
        };
        let e_tag = result.meta.e_tag.take().expect("an ETag");
        match self.state().condition {
            Condition::ETag => result.meta.e_tag = Some(e_tag),
            Condition::WeakETag => result.meta.e_tag = Some(format!("W/{e_tag}")),
            Condition::Version => result.meta.version = Some(e_tag),
            Condition::Nothing => {}
        }
        Ok(result)
    }

    async fn put_opts(&self, location: &Path, payload: PutPayload, options: PutOptions) -> Result<PutResult> {
        self.inner.put_opts(location, payload, options).await
    }

    async fn put_multipart_opts(&self, to: &Path, options: PutMultipartOptions) -> Result<Box<dyn MultipartUpload>> {
        self.inner.put_multipart_opts(to, options).await
    }

    fn delete_stream(&self, locations: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        self.inner.delete_stream(locations)
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        self.inner.list(prefix)
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.inner.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        self.inner.copy_opts(from, to, options).await
    }
}
