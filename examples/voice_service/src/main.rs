//! A service that trains voices: recordings come in over HTTP, and events go out as they happen. README.md shows how to
//! run it. All replicas share the journals (in Postgres, or in a folder) and the folder of the recordings.

use std::error::Error as StdError;
use std::io::ErrorKind::NotFound;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::sse::{self, KeepAlive, Sse};
use axum::response::{Html, IntoResponse, Json};
use axum::routing::{Router, get, post};
use clap::Parser;
use futures_util::StreamExt;
use metastudio_voice::training::store::{FileStore, JournalStore, PostgresStore};
use metastudio_voice::training::{Followed, Journal, JournalStatus, Plan, Pool};
use metastudio_voice::{Client, Error, ErrorKind};
use metastudio_voice_simulator::Simulator;
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;
use tokio::signal::unix::{SignalKind, signal};

/// The largest recording, in bytes.
const MAX_RECORDING: usize = 2 << 30;
/// The longest pause within an upload.
const PATIENCE: Duration = Duration::from_secs(30);

/// Trains voices from recordings that come in over HTTP. Without an endpoint and a region, it uses a simulator of its own.
#[derive(Parser)]
struct Settings {
    /// Address of this service, which asks nobody who they are.
    #[arg(long, env, default_value = "127.0.0.1:3000")]
    listen: SocketAddr,
    /// Folder of the recordings, and of the journals if there is no database. All replicas share it.
    #[arg(long, env, default_value = "voices")]
    data: PathBuf,
    /// Postgres with the journals, such as postgresql://user:password@host:5432/database.
    #[arg(long, env, hide_env_values = true)]
    database_url: Option<String>,
    /// Address of a running simulator, with its key and project in the variables HUAWEICLOUD_SDK_AK, _SK and _PROJECT_ID.
    #[arg(long, env)]
    endpoint: Option<String>,
    /// Region of the real service, with the credentials that Huawei's SDKs would find. Each voice spends a credit.
    #[arg(long, env, conflicts_with = "endpoint")]
    live_region: Option<String>,
    /// Seconds after which the trainings of a replica that has died belong to nobody, and between two searches for such.
    #[arg(long, env, default_value_t = 60)]
    lease_seconds: u64,
}

struct App {
    store: Arc<dyn JournalStore>,
    pool: Pool,
    recordings: PathBuf,
    poll_interval: Duration,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn StdError>> {
    let filter = tracing_subscriber::EnvFilter::from_default_env();
    tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(std::io::stderr).init();
    let settings = Settings::parse();
    let recordings = settings.data.join("recordings");
    std::fs::create_dir_all(&recordings)?;
    let store: Arc<dyn JournalStore> = match &settings.database_url {
        Some(url) => {
            let store = PostgresStore::builder(url).build()?;
            store.migrate().await?;
            Arc::new(store)
        }
        None => Arc::new(FileStore::folder(&settings.data)),
    };
    let mut simulator = None; // It serves until the end.
    let (client, poll_interval) = match (settings.live_region, settings.endpoint) {
        (Some(region), _) => (Client::builder().region(region).enforce_rate_limits(), Duration::from_secs(60)),
        (None, Some(endpoint)) => (Client::builder().endpoint(endpoint), Duration::from_millis(200)),
        (None, None) => (simulator.insert(Simulator::start().await?).client_builder(), Duration::from_millis(200)),
    };
    let client = client.build().await?;
    let lease = Duration::from_secs(settings.lease_seconds);
    let pool = client.pool().store(Arc::clone(&store)).lease(lease).build();
    let routes = Router::new()
        .route("/", get(async || Html(include_str!("page.html"))))
        .route("/voices", get(list).post(start))
        .route("/voices/{key}", post(resubmit).delete(cancel))
        .route("/voices/{key}/events", get(events))
        .with_state(Arc::new(App { store, pool: pool.clone(), recordings, poll_interval }));
    let mut terminated = signal(SignalKind::terminate())?;
    let listener = tokio::net::TcpListener::bind(settings.listen).await?;
    println!("http://{}", listener.local_addr()?);
    tokio::select! {
        served = axum::serve(listener, routes).into_future() => served?,
        () = pool.resume_every(lease) => {}
        _ = terminated.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
    pool.shutdown(Duration::from_secs(10)).await;
    Ok(())
}

type Refused = (StatusCode, String);
type Parameters = Query<std::collections::HashMap<String, String>>;

/// Takes a recording and the name of a voice. With a key of its own, a client can repeat a request without a response.
async fn start(app: State<Arc<App>>, Query(new): Parameters, body: Body) -> Result<Json<Value>, Refused> {
    let key = new.get("key").cloned().unwrap_or_else(|| format!("{:032x}", fastrand::u128(..)));
    let name = new.get("name").ok_or((StatusCode::BAD_REQUEST, "the parameter name is missing".to_owned()))?;
    if app.store.load(&key).await.map_err(refused)?.is_none() {
        let plan = Plan::premium(name, app.receive(&key, body).await?).poll_interval(app.poll_interval);
        app.pool.start(&key, plan).await.map_err(refused)?;
    }
    Ok(Json(json!({ "key": key })))
}

/// Takes a better recording, after a failed review or after a recording that could not be used.
async fn resubmit(app: State<Arc<App>>, Path(key): Path<String>, body: Body) -> Result<StatusCode, Refused> {
    let plan = Plan::from_journal(&app.load(&key).await?).map_err(refused)?;
    let recording = app.receive(&key, body).await?;
    app.pool.start(&key, plan.recording(recording).resubmit()).await.map_err(refused)?;
    Ok(StatusCode::ACCEPTED)
}

async fn cancel(app: State<Arc<App>>, Path(key): Path<String>) -> Result<StatusCode, Refused> {
    app.load(&key).await?;
    app.pool.delete(&key).await.map_err(refused)?;
    let removed = tokio::fs::remove_dir_all(app.recordings.join(&key)).await;
    // Another request may have deleted the same training.
    removed.or_else(|error| if error.kind() == NotFound { Ok(()) } else { Err(failed(error)) })?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lists up to a thousand voices, those after a key.
async fn list(app: State<Arc<App>>, Query(page): Parameters) -> Result<Json<Value>, Refused> {
    let after = page.get("after").map(String::as_str);
    let listed = app.store.list(JournalStatus::ALL, after, 1_000).await.map_err(refused)?;
    Ok(Json(listed.iter().map(|stored| shown(&stored.key, &stored.journal)).collect()))
}

/// Sends what happens to a training on any replica. After an error the browser connects again.
async fn events(app: State<Arc<App>>, Path(key): Path<String>) -> Result<impl IntoResponse, Refused> {
    app.load(&key).await?;
    let news = app.pool.follow(&*key).map(move |followed| match followed.map_err(axum::Error::new)? {
        Followed::Event(event) => sse::Event::default().json_data(event),
        Followed::Journal(journal) => sse::Event::default().event("voice").json_data(shown(&key, &journal)),
        _ => Ok(sse::Event::default()),
    });
    Ok(Sse::new(news).keep_alive(KeepAlive::default()))
}

impl App {
    async fn load(&self, key: &str) -> Result<Journal, Refused> {
        let stored = self.store.load(key).await.map_err(refused)?;
        Ok(stored.ok_or((StatusCode::NOT_FOUND, "there is no such voice".to_owned()))?.journal)
    }

    /// Writes a recording into the folder that all replicas share. One that does not arrive whole leaves nothing.
    async fn receive(&self, key: &str, body: Body) -> Result<PathBuf, Refused> {
        let folder = self.recordings.join(key);
        tokio::fs::create_dir_all(&folder).await.map_err(failed)?;
        let file = tempfile::Builder::new().suffix(".wav").tempfile_in(folder).map_err(failed)?;
        let mut writer = tokio::fs::File::from_std(file.reopen().map_err(failed)?);
        let (mut pieces, mut size) = (body.into_data_stream(), 0);
        while let Some(piece) = tokio::time::timeout(PATIENCE, pieces.next()).await.map_err(failed)? {
            let piece = piece.map_err(|error| (StatusCode::BAD_REQUEST, error.to_string()))?;
            size += piece.len();
            if size > MAX_RECORDING {
                return Err((StatusCode::PAYLOAD_TOO_LARGE, format!("the limit is {MAX_RECORDING} bytes")));
            }
            writer.write_all(&piece).await.map_err(failed)?;
        }
        writer.sync_all().await.map_err(failed)?;
        // From here on a journal may name it, whatever becomes of this request.
        Ok(file.keep().map_err(failed)?.1)
    }
}

/// Returns a voice for the page.
fn shown(key: &str, journal: &Journal) -> Value {
    let (name, status, asset_id) = (journal.voice_name(), journal.status(), journal.asset_id());
    let reason = journal.stop_reason().map(|reason| &reason.message);
    json!({ "key": key, "name": name, "status": status, "asset_id": asset_id, "reason": reason })
}

fn refused(error: Error) -> Refused {
    let status = match error.kind() {
        ErrorKind::InvalidRequest => StatusCode::BAD_REQUEST,
        ErrorKind::JournalInUse => StatusCode::CONFLICT,
        kind if kind == ErrorKind::Stopped || error.is_transient() => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    };
    (status, format!("{error:#}"))
}

fn failed(error: impl StdError) -> Refused {
    (StatusCode::INTERNAL_SERVER_ERROR, error.to_string())
}
