//! Measures a pool that watches many jobs: its CPU time, its calls and its memory.
//!
//! `cargo bench --workspace --bench pool -- [--jobs 10000] [--minutes 6] [--without-list]`
//!
//! The server is a process of its own that repeats one job under as many ids as there are trainings, all of them in
//! training. The client keeps to the documented limits (`enforce_rate_limits`), and polls with the default interval of a
//! minute. `--without-list` refuses the list, so that each job is queried.
//!
//! The server counts the calls of each operation, as the limits are those of operations: by the number in any second,
//! wherever it begins. Two calls that the client sends a second apart may arrive a little closer to each other.
//!
//! The last table has the figures to reach: CPU time and memory are those of 10,000 jobs.
//!
//! The jobs are submitted, and resumed from a store: the simulator's `MemoryStore`. The memory is the growth of the
//! process while they are resumed, divided by their number: what the store itself holds is not in it.

mod server;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use metastudio_voice::operations;
use metastudio_voice::training::store::{Acquired, JournalStore};
use metastudio_voice::training::{Event, Journal, Training};
use metastudio_voice::{Client, Credentials};
use metastudio_voice_simulator::MemoryStore;
use serde_json::json;

type Failure = Box<dyn std::error::Error>;

const NAME: &str = "Gentle female voice";
const PROJECT: &str = "0123456789abcdef0123456789abcdef";
const REGION: &str = "cn-north-4";
/// The figures to reach: the CPU time of a minute for 10,000 jobs, in seconds, and the memory of a job in KiB.
const CPU: f64 = 1.0;
const MEMORY: f64 = 20.0;

struct Options {
    jobs: usize,
    minutes: u32,
    has_list: bool,
}

fn main() -> Result<(), Failure> {
    let mut options = Options { jobs: 10_000, minutes: 6, has_list: true };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut number = || arguments.next().ok_or("a number is missing");
        match &*argument {
            "--server" => return server::run(&number()?),
            "--jobs" => options.jobs = number()?.parse()?,
            "--minutes" => options.minutes = number()?.parse()?,
            "--without-list" => options.has_list = false,
            // cargo adds it.
            "--bench" => {}
            other => return Err(format!("unknown argument {other}").into()),
        }
    }
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?.block_on(measure(&options))
}

async fn measure(options: &Options) -> Result<(), Failure> {
    let server = server::Server::start(options.jobs, options.has_list)?;
    let keys = Credentials::access_key("ACCESSKEYID", "secret-access-key-0123456789abcdefghijkl")?;
    let client = Client::builder().endpoint(&*server.endpoint).region(REGION).project_id(PROJECT);
    let client = client.credentials(keys).enforce_rate_limits().build().await?;
    let store = MemoryStore::new();
    for number in 0..options.jobs {
        let lease = match store.acquire(&server::job_id(number), "the bench", Duration::from_secs(60)).await? {
            Acquired::Lease(lease) => lease,
            other => return Err(format!("{other:?}").into()),
        };
        store.compare_and_swap(&lease, 0, &journal(&server.endpoint, number)?).await?;
        store.release(&lease).await?;
    }
    let pool = client.pool().store(store).build();
    let before = resident()?;
    let began = Instant::now();
    let trainings = pool.resume_all().await?.trainings;
    println!("{} trainings are resumed after {:.1} s", trainings.len(), began.elapsed().as_secs_f64());
    watched(&trainings).await;
    println!("the state of each is known after {:.0} s", began.elapsed().as_secs_f64());
    let mut most = BTreeMap::new();
    println!("{:<8}{:>10}  {:<24}{:>8}{:>22}", "minute", "CPU, s", "operation", "calls", "most in one second");
    let mut row = |minute: &str, cpu: f64| -> Result<(), Failure> {
        let (mut minute, mut cpu) = (minute.to_owned(), format!("{cpu:.2}"));
        for (operation, count) in server.counts()? {
            let (minute, cpu) = (std::mem::take(&mut minute), std::mem::take(&mut cpu));
            println!("{minute:<8}{cpu:>10}  {operation:<24}{:>8}{:>22}", count.calls, count.most);
            let so_far = most.entry(operation).or_insert(0);
            *so_far = count.most.max(*so_far);
        }
        Ok(())
    };
    row("start", cpu_seconds()?)?;
    let mut largest = 0.0_f64;
    for minute in 1..=options.minutes {
        let before = cpu_seconds()?;
        tokio::time::sleep(Duration::from_secs(60)).await;
        let cpu = cpu_seconds()? - before;
        largest = largest.max(cpu);
        row(&minute.to_string(), cpu)?;
    }
    let grown = (resident()? - before).max(0.0);
    let each = grown / options.jobs as f64;
    println!("{:<44}{:>12}{:>12}  ", "", "measured", "reach");
    let verdict = |name: &str, measured: f64, reach: f64| {
        let passed = if measured <= reach { "pass" } else { "FAIL" };
        println!("{name:<44}{measured:>12.2}{reach:>12.2}  {passed}");
    };
    verdict("CPU seconds of the busiest minute", largest, CPU * options.jobs as f64 / 10_000.0);
    verdict("KiB for each training", each, MEMORY);
    for (operation, most) in &most {
        let name = format!("{operation}, calls in one second");
        match limit(operation) {
            Some(limit) => verdict(&name, *most as f64, limit.into()),
            None => println!("{name:<44}{most:>12}{:>12}", "no limit"),
        }
    }
    if let Some(ended) = trainings.iter().find(|training| training.has_ended()) {
        return Err(format!("a training has ended: {:?}", ended.outcome().await).into());
    }
    let began = Instant::now();
    pool.shutdown(Duration::from_secs(60)).await;
    println!("shut down within {:.1} s", began.elapsed().as_secs_f64());
    Ok(())
}

/// Returns the documented limit of an operation, in calls a second.
fn limit(operation: &str) -> Option<u32> {
    let limits = operations::ALL.iter().find(|known| known.id == operation)?.rate_limits;
    limits.iter().find(|(region, _)| *region == REGION).map(|(_, limit)| *limit)
}

/// Returns the journal of a submitted job.
fn journal(endpoint: &str, number: usize) -> Result<Journal, Failure> {
    Ok(serde_json::from_value(json!({
        "version": 1,
        "service": { "host": endpoint.trim_start_matches("http://"), "project_id": PROJECT },
        "edition": "ADVANCE",
        "voice_name": NAME,
        "plan": {
            "material": { "recording": format!("/var/voices/uploads/{number}/recording.wav") },
            "letter": format!("/var/voices/uploads/{number}/letter.pdf"),
            "details": { "sex": "FEMALE", "language": "CN", "description": "It is a female voice.", "tag": "NEWS" },
            "poll_interval_ms": 60_000,
            "deadline_s": 30 * 24 * 60 * 60,
        },
        "details": { "sex": 1, "language": 2, "description": 3, "tag": 4, "create_type": 5, "voice_name": 6 },
        "job_id": server::job_id(number),
        "submission": {
            "number": 1,
            "recording": { "bytes": 345_600_044, "crc32": 12_345 },
            "letter": { "bytes": 345_600, "crc32": 12_345 },
            "uploaded": ["letter", "recording"],
            "submitted_at": 1_767_225_600,
            "submitted_date": 1_767_225_600,
            "submitted_from": "CREATING",
        },
    }))?)
}

/// Waits until the state of each job is known.
async fn watched(trainings: &[Training]) {
    for training in trainings {
        let mut events = training.events();
        while !matches!(events.next().await, Some(Event::State { .. }) | None) {}
    }
}

/// Returns the user and system time of this process in seconds, also that of threads that have ended.
fn cpu_seconds() -> Result<f64, Failure> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let fields = stat.rsplit_once(')').ok_or("no name")?.1;
    let ticks: Result<Vec<f64>, _> = fields.split_whitespace().skip(11).take(2).map(str::parse).collect();
    // Linux shows ticks of a hundredth of a second, whatever it counts with.
    Ok(ticks?.iter().sum::<f64>() / 100.0)
}

/// Returns the resident memory of this process in KiB.
fn resident() -> Result<f64, Failure> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
    Ok(line.trim().trim_end_matches("kB").trim().parse()?)
}
