//! Reads an object of so many MiB as an upload does before it begins, and prints the most memory that this process has
//! had, in KiB, and the megabytes per second: `memory 1024`.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::stream::{self, BoxStream};
use metastudio_voice::upload::{Package, Source};
use object_store::path::Path;
use object_store::{
    CopyOptions, GetOptions, GetRange, GetResult, GetResultPayload, ListResult, MultipartUpload, ObjectMeta,
    ObjectStore, PutMultipartOptions, PutOptions, PutPayload, PutResult, Result,
};

/// The size of the pieces in which the store gives a range.
const PIECE: u64 = 64 * 1024;

/// A store with one object, whose bytes exist only while they are read.
#[derive(Debug)]
struct Endless {
    size: u64,
    /// The time that the store needs for a response.
    latency: Duration,
}

impl fmt::Display for Endless {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Endless")
    }
}

fn unused<T>() -> Result<T> {
    Err(object_store::Error::NotImplemented { operation: "this".to_owned(), implementer: "Endless".to_owned() })
}

#[async_trait::async_trait]
impl ObjectStore for Endless {
    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        tokio::time::sleep(self.latency).await;
        let range = match options.range {
            Some(GetRange::Bounded(range)) => range,
            _ => 0..self.size,
        };
        let pieces = |range: Range<u64>| {
            range.clone().step_by(PIECE as usize).map(move |start| PIECE.min(range.end - start) as usize)
        };
        let pieces = stream::iter(pieces(range.clone())).map(|length| Ok(Bytes::from(vec![7; length])));
        Ok(GetResult {
            payload: GetResultPayload::Stream(pieces.boxed()),
            meta: ObjectMeta {
                location: location.clone(),
                last_modified: SystemTime::UNIX_EPOCH.into(),
                size: self.size,
                e_tag: Some("\"7\"".to_owned()),
                version: None,
            },
            range,
            attributes: Default::default(),
            extensions: Default::default(),
        })
    }

    async fn put_opts(&self, _: &Path, _: PutPayload, _: PutOptions) -> Result<PutResult> {
        unused()
    }

    async fn put_multipart_opts(&self, _: &Path, _: PutMultipartOptions) -> Result<Box<dyn MultipartUpload>> {
        unused()
    }

    fn delete_stream(&self, locations: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        locations.map(|_| unused()).boxed()
    }

    fn list(&self, _: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        stream::empty().boxed()
    }

    async fn list_with_delimiter(&self, _: Option<&Path>) -> Result<ListResult> {
        unused()
    }

    async fn copy_opts(&self, _: &Path, _: &Path, _: CopyOptions) -> Result<()> {
        unused()
    }
}

#[tokio::main]
async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1).map(|argument| argument.parse());
    let mebibytes: u64 = arguments.next().ok_or("memory MIB [LATENCY_MS]")??;
    let latency = Duration::from_millis(arguments.next().transpose()?.unwrap_or(0));
    let store = Arc::new(Endless { size: mebibytes << 20, latency });
    let source = Source::object(store, "long.wav").await?;
    let started = Instant::now();
    let body = Package::new().add("recording.wav", source)?.into_body().await?;
    let rate = body.len() as f64 / started.elapsed().as_secs_f64() / 1e6;
    let status = std::fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
    println!("{} {rate:.0}", peak.trim().trim_end_matches(" kB"));
    Ok(())
}
