//! `metastudio-voice upload`: sends a file to a pre-signed URL, as a training does.

use std::path::PathBuf;

use clap::Args;
use metastudio_voice::upload::{Body, ContentType, Source, Uploader};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::terminal::{Terminal, line_of_stdin};
use crate::texts;

/// The length of the longest URL, in bytes. Those of OBS have some 500.
const MAX_URL: u64 = 64 * 1024;

#[derive(Args)]
pub(crate) struct Arguments {
    /// Pre-signed URL of a PUT request; `-` reads it from the standard input, where no other process can see it.
    url: String,
    /// File to send.
    file: PathBuf,
    /// Content-Type that the signature contains. Without it, the request has none.
    #[arg(long, value_name = "TYPE")]
    content_type: Option<String>,
    /// Upper limit of the bytes that are sent in a second.
    #[arg(long, value_name = "BYTES")]
    bandwidth: Option<u64>,
}

pub(crate) async fn run(arguments: Arguments, terminal: Terminal) -> Result<Exit, Failure> {
    let url = match &*arguments.url {
        "-" => line_of_stdin(MAX_URL).await.map_err(|error| Failure::Usage(error.to_string()))?,
        url => url.to_owned(),
    };
    let content_type = arguments.content_type.map(ContentType::new).transpose()?;
    let body = Body::file(Source::open(&arguments.file)?)?;
    let length = body.len();
    let bar = terminal.bar(arguments.file.display().to_string(), length);
    let mut put = Uploader::for_url(&url)?.put(url, body).content_type(content_type);
    if let Some(bandwidth) = arguments.bandwidth {
        put = put.bandwidth_limit(bandwidth);
    }
    let retries = terminal.clone();
    put.on_progress(move |progress| bar.show(&progress))
        .on_retry(move |error| retries.note(texts::RETRYING.with(&[("error", error)])))
        .await?;
    if terminal.is_json() {
        terminal.json(&serde_json::json!({ "bytes": length }))?;
    } else {
        terminal.note(texts::SENT.with(&[("bytes", &length)]));
    }
    Ok(Exit::Done)
}
