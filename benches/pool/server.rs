//! The server process: it answers a list with a page of the jobs, and a query with one of them.

use std::collections::{BTreeMap, VecDeque};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use metastudio_voice::operations::{LIST_VOICE_TRAINING_JOB, Operation, SHOW_VOICE_TRAINING_JOB};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{Failure, NAME};

const SECOND: Duration = Duration::from_secs(1);

/// A server process, which ends when this is dropped.
pub(crate) struct Server {
    process: Child,
    pub(crate) endpoint: String,
}

impl Server {
    pub(crate) fn start(jobs: usize, has_list: bool) -> Result<Self, Failure> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["--server", &format!("{jobs},{has_list}")]);
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let mut line = String::new();
        BufReader::new(process.stdout.take().ok_or("no output")?).read_line(&mut line)?;
        Ok(Self { process, endpoint: line.trim().to_owned() })
    }

    /// Returns the calls of each operation since the last time.
    pub(crate) fn counts(&self) -> Result<BTreeMap<String, Count>, Failure> {
        let mut connection = TcpStream::connect(self.endpoint.trim_start_matches("http://"))?;
        connection.write_all(b"GET /counts HTTP/1.1\r\nconnection: close\r\n\r\n")?;
        let mut response = String::new();
        connection.read_to_string(&mut response)?;
        Ok(serde_json::from_str(response.split_once("\r\n\r\n").ok_or("no body")?.1)?)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

/// The calls of one operation.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Count {
    pub(crate) calls: usize,
    /// The largest number of calls within a second.
    pub(crate) most: usize,
}

/// The times of the calls of each operation, in order.
#[derive(Default)]
struct Calls(BTreeMap<&'static str, Times>);

#[derive(Default)]
struct Times {
    times: VecDeque<Instant>,
    /// The number of those that were counted already. They are of the last second, which may go on.
    counted: usize,
}

impl Calls {
    fn add(&mut self, operation: &Operation) {
        self.0.entry(operation.id).or_default().times.push_back(Instant::now());
    }

    fn counts(&mut self) -> BTreeMap<&'static str, Count> {
        self.0.iter_mut().map(|(operation, times)| (*operation, times.count())).collect()
    }
}

impl Times {
    fn count(&mut self) -> Count {
        let (mut most, mut first) = (0, 0);
        for (n, time) in self.times.iter().enumerate() {
            while time.duration_since(self.times[first]) >= SECOND {
                first += 1;
            }
            most = most.max(n + 1 - first);
        }
        let count = Count { calls: self.times.len() - self.counted, most };
        self.times.retain(|time| time.elapsed() < SECOND);
        self.counted = self.times.len();
        count
    }
}

pub(crate) fn job_id(number: usize) -> String {
    format!("26f06524-4f75-4b3a-a853-{number:012}")
}

/// Serves until the standard input ends.
pub(crate) fn run(settings: &str) -> Result<(), Failure> {
    let (jobs, has_list) = settings.split_once(',').ok_or("no settings")?;
    let (jobs, has_list): (usize, bool) = (jobs.parse()?, has_list.parse()?);
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("http://{}", listener.local_addr()?);
    let calls = Arc::new(Mutex::new(Calls::default()));
    std::thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            let calls = Arc::clone(&calls);
            std::thread::spawn(move || serve(connection, jobs, has_list, &calls));
        }
    });
    std::io::stdin().read_to_end(&mut Vec::new())?;
    Ok(())
}

fn serve(connection: TcpStream, jobs: usize, has_list: bool, calls: &Mutex<Calls>) -> std::io::Result<()> {
    connection.set_nodelay(true)?;
    let mut reader = BufReader::new(connection);
    loop {
        let mut request = String::new();
        let mut line = String::new();
        while line != "\r\n" {
            line.clear();
            if reader.read_line(&mut line)? == 0 {
                return Ok(());
            }
            request.push_str(&line);
        }
        let path = request.split(' ').nth(1).unwrap_or_default();
        let (status, body) = respond(path, jobs, has_list, calls);
        let body = body.to_string();
        let date = "date: Thu, 01 Jan 2026 00:00:00 GMT";
        let head = format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\n{date}\r\ncontent-length: ");
        reader.get_mut().write_all(format!("{head}{}\r\n\r\n{body}", body.len()).as_bytes())?;
        if path == "/counts" {
            return Ok(());
        }
    }
}

fn respond(path: &str, jobs: usize, has_list: bool, calls: &Mutex<Calls>) -> (&'static str, Value) {
    let mut calls = calls.lock().expect("no panic");
    if path == "/counts" {
        return ("200 OK", json!(calls.counts()));
    }
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let last = path.rsplit('/').next().unwrap_or_default();
    if last != "jobs" {
        calls.add(&SHOW_VOICE_TRAINING_JOB);
        return ("200 OK", job(last));
    }
    calls.add(&LIST_VOICE_TRAINING_JOB);
    if !has_list {
        return ("403 Forbidden", json!({"error_code": "MSS.00000004", "error_msg": "forbidden"}));
    }
    let number = |name: &str| query.split('&').find_map(|part| part.strip_prefix(name)?.parse().ok());
    let (offset, limit): (usize, usize) = (number("offset=").unwrap_or(0), number("limit=").unwrap_or(10));
    let page: Vec<Value> = (offset..jobs.min(offset + limit)).map(|number| job(&job_id(number))).collect();
    ("200 OK", json!({"count": jobs, "jobs": page}))
}

/// Returns a job in training, with the fields that the documentation shows.
fn job(id: &str) -> Value {
    json!({
        "job_type": "ADVANCE",
        "job_id": id,
        "voice_name": NAME,
        "sex": "FEMALE",
        "language": "CN",
        "state": "PROCESSING",
        "reject_times": 1,
        "create_time": 1_767_225_600,
        "lastupdate_time": 1_767_225_600,
        "voice_authorization_url": format!("https://obs.example.com/letters/{id}.pdf?signature={:0>172}", 0),
        "training_input_source_url": format!("https://obs.example.com/recordings/{id}.zip?signature={:0>172}", 0),
        "create_type": "PACKAGE",
        "tag": "NEWS",
        "phone": "13500001111",
        "batch_name": "a batch",
        "allocated_resource": {
            "resource_id": "26f06524-4f75-4b3a-a853-b649a21aaf66",
            "charge_mode": "ONE_TIME",
            "expire_time": "2027-01-10T08:43:17Z",
        },
        "is_remake": false,
    })
}
