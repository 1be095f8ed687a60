//! A Postgres of its own for each test: on a free port, in a temporary folder, and not as root.

use std::fs;
use std::io;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// The password of the user `postgres`.
const PASSWORD: &str = "kept-secret";
/// The time in which the server must have started or ended.
const LIMIT: Duration = Duration::from_secs(60);
/// The user that Postgres runs as if the tests run as root: Postgres refuses to.
const NOBODY: u32 = 65534;

/// A running Postgres, which ends with this value.
pub struct Postgres {
    bin: PathBuf,
    folder: TempDir,
    port: u16,
    user: Option<u32>,
    settings: &'static [&'static str],
    server: Option<Child>,
}

impl Postgres {
    /// Starts a Postgres with the settings of the default, or says on standard error why the test is skipped: there is none on this machine.
    ///
    /// # Panics
    /// If there is one that does not start.
    pub fn start(test: &str) -> Option<Self> {
        Self::make(test, &[], &[])
    }

    /// Starts a Postgres whose databases have been made with these options of `initdb`, and which does not wait for the
    /// disk.
    ///
    /// # Panics
    /// If it does not start.
    pub fn start_with(test: &str, initdb: &[&str]) -> Option<Self> {
        Self::make(test, initdb, &["-c", "fsync=off"])
    }

    fn make(test: &str, initdb: &[&str], settings: &'static [&'static str]) -> Option<Self> {
        let Some(bin) = programs() else {
            eprintln!("{test} is SKIPPED: there is no Postgres here (Debian: apt-get install postgresql)");
            return None;
        };
        let folder = tempfile::tempdir().expect("a temporary folder");
        let user = (folder.path().metadata().expect("the folder").uid() == 0).then_some(NOBODY);
        if let Some(user) = user {
            chown(folder.path(), Some(user), Some(user)).expect("the folder for the user");
        }
        let port = free_port();
        let mut postgres = Self { bin, folder, port, user, settings, server: None };
        let password = postgres.folder.path().join("password");
        fs::write(&password, PASSWORD).expect("the password");
        fs::set_permissions(&password, fs::Permissions::from_mode(0o644)).expect("a file that can be read");
        let data = postgres.data();
        let made = postgres
            .program("initdb")
            .args(["--auth=scram-sha-256", "--username=postgres", "--no-sync", "--locale=C", "--encoding=UTF8"])
            .args(initdb)
            .arg("--pwfile")
            .arg(&password)
            .arg(&data)
            .output()
            .expect("initdb");
        assert!(made.status.success(), "initdb: {}", String::from_utf8_lossy(&made.stderr));
        postgres.run();
        Some(postgres)
    }

    /// Returns the URL of the database `postgres`.
    pub fn url(&self) -> String {
        self.url_at(self.port)
    }

    /// Returns the URL of the database behind another port, such as that of a proxy.
    pub fn url_at(&self, port: u16) -> String {
        format!("postgresql://postgres:{PASSWORD}@127.0.0.1:{port}/postgres")
    }

    /// Returns the port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Returns the password, which nothing may show.
    pub fn password(&self) -> &'static str {
        PASSWORD
    }

    /// Returns what the server has logged.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// Stops the server and breaks off its connections, as a restart does.
    ///
    /// # Panics
    /// If the server does not end.
    pub fn stop(&mut self) {
        self.end("INT");
    }

    /// Kills the server, as a crash of its machine does, but for what is in the machine's cache of files.
    ///
    /// # Panics
    /// If the server does not end.
    pub fn crash(&mut self) {
        // Its children end when they notice, but keep the shared memory until then; the next start waits for them.
        self.end("QUIT");
    }

    /// Starts the server that was stopped.
    ///
    /// # Panics
    /// If it does not start.
    pub fn run(&mut self) {
        let logged = self.log().len();
        let log = fs::File::options().create(true).append(true).open(self.folder.path().join("log")).expect("the log");
        let data = self.data();
        let server = self
            .program("postgres")
            .arg("-D")
            .arg(&data)
            .args(["-p", &self.port.to_string(), "-c", "listen_addresses=127.0.0.1"])
            .args(["-c", "unix_socket_directories="])
            .args(self.settings)
            .stdout(log.try_clone().expect("the log"))
            .stderr(log)
            .spawn()
            .expect("postgres");
        self.server = Some(server);
        let begin = Instant::now();
        while !self.log()[logged..].contains("ready to accept connections") {
            let ended = self.server.as_mut().map(|server| server.try_wait());
            assert!(matches!(ended, Some(Ok(None))), "postgres has ended: {}", self.log());
            assert!(begin.elapsed() < LIMIT, "postgres does not start: {}", self.log());
            std::thread::sleep(Duration::from_millis(10));
        }
        TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).expect("a server that listens");
    }

    /// Stops the server and all of its processes where they are; they keep their connections and answer nothing.
    pub fn pause(&self) {
        self.signal_all("STOP");
    }

    /// Lets the server that was paused go on.
    pub fn resume(&self) {
        self.signal_all("CONT");
    }

    fn end(&mut self, signal: &str) {
        let Some(mut server) = self.server.take() else { return };
        send(signal, &[server.id()]);
        let begin = Instant::now();
        while server.try_wait().expect("the server").is_none() {
            assert!(begin.elapsed() < LIMIT, "postgres does not end: {}", self.log());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn signal_all(&self, signal: &str) {
        let Some(server) = &self.server else { return };
        // First the one that starts the others.
        send(signal, &[server.id()]);
        send(signal, &children(server.id()));
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn program(&self, name: &str) -> Command {
        let mut command = Command::new(self.bin.join(name));
        command.current_dir(self.folder.path()).stdin(Stdio::null()).env("LC_ALL", "C");
        if let Some(user) = self.user {
            command.uid(user).gid(user);
        }
        command
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.resume();
        if let Some(mut server) = self.server.take() {
            send("INT", &[server.id()]);
            let _ = server.wait();
        }
    }
}

/// Returns the folder of the programs of Postgres, of version 15 if there are several.
fn programs() -> Option<PathBuf> {
    let folders =
        fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path().join("bin"));
    let mut folders: Vec<PathBuf> = folders.collect();
    folders.sort_by_key(|folder| !folder.starts_with("/usr/lib/postgresql/15"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    folders.extend(std::env::split_paths(&path));
    // A link elsewhere would hide the files beside the program.
    let real = |folder: &PathBuf| folder.join("initdb").canonicalize().ok()?.parent().map(Path::to_owned);
    folders.iter().filter_map(real).find(|folder| folder.join("postgres").exists())
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("its address").port()
}

/// Sends a signal to processes; those that have ended are no error.
fn send(signal: &str, processes: &[u32]) {
    for process in processes {
        let _ = Command::new("kill").args(["-s", signal, &process.to_string()]).stderr(Stdio::null()).status();
    }
}

/// Returns the processes that a process has started.
fn children(parent: u32) -> Vec<u32> {
    let stat = |process: u32| -> io::Result<bool> {
        let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
        // The name, which may have anything, is in parentheses; the state and the parent come after it.
        let fields = stat.rsplit(')').next().unwrap_or_default();
        Ok(fields.split_whitespace().nth(1).is_some_and(|field| field == parent.to_string()))
    };
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    let processes = processes.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    processes.filter(|process| stat(*process).unwrap_or(false)).collect()
}
