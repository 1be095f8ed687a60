//! The contenders in Rust: this crate, and a bare reqwest PUT of an existing zip.

use std::path::Path;
use std::time::Instant;

use metastudio_voice::upload::{ContentType, Package, Source};
use metastudio_voice::{Client, Credentials};

use crate::Failure;
use crate::trust::trusting;

/// Runs a contender and prints its times and its peak memory.
pub(crate) fn run(name: &str, url: &str, recording: &Path) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let seconds = match name {
        "ours" => runtime.block_on(ours(url, recording))?,
        "bare-reqwest" => runtime.block_on(bare(url, recording))?,
        other => return Err(format!("unknown contender {other}").into()),
    };
    let (cpu, peak) = usage()?;
    println!("{seconds} {cpu} {peak}");
    Ok(())
}

/// Makes the checksum, the zip and the PUT.
async fn ours(url: &str, recording: &Path) -> Result<f64, Failure> {
    let keys = Credentials::access_key("AK", "SK")?;
    let endpoint = if url.starts_with("https") { "https://127.0.0.1" } else { "http://127.0.0.1" };
    // A certificate that cannot be trusted shows when the client connects.
    let configured = Client::builder().configure_http(|http| trusting(http).unwrap_or_default());
    let client = configured.endpoint(endpoint).project_id("p").credentials(keys).build().await?;
    let started = Instant::now();
    let zip = Package::new().add("recording.wav", Source::open(recording)?)?.into_body().await?;
    client.uploader().put(url, zip).content_type(ContentType::ZIP).await?;
    Ok(started.elapsed().as_secs_f64())
}

/// Sends the same number of bytes from a file, without a checksum or a zip: the least that any client must do.
async fn bare(url: &str, recording: &Path) -> Result<f64, Failure> {
    let http = trusting(reqwest::Client::builder().http1_only().no_proxy())?.build()?;
    let started = Instant::now();
    let file = tokio::fs::File::open(recording).await?;
    let length = file.metadata().await?.len();
    let mut file = file;
    file.set_max_buf_size(256 * 1024);
    let stream = tokio_util::io::ReaderStream::with_capacity(file, 256 * 1024);
    let request = http.put(url).header("content-type", "application/zip").header("content-length", length);
    request.body(reqwest::Body::wrap_stream(stream)).send().await?.error_for_status()?;
    Ok(started.elapsed().as_secs_f64())
}

/// Returns the CPU seconds and the peak memory in KiB of this process.
fn usage() -> Result<(f64, u64), Failure> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let fields: Vec<&str> = stat.rsplit_once(')').ok_or("/proc/self/stat")?.1.split_whitespace().collect();
    // Fields 14 and 15, in ticks of a hundredth of a second.
    let ticks = fields[11].parse::<f64>()? + fields[12].parse::<f64>()?;
    let status = std::fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("/proc/self/status")?;
    Ok((ticks / 100.0, peak.trim().trim_end_matches(" kB").parse()?))
}
