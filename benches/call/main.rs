//! Measures one create call: this crate against bare reqwest and Huawei's own SDK for Python, in one run.
//!
//! `taskset -c 1 cargo bench --workspace --bench call -- [--calls 5000] [--python-calls 300] [--runs 7]
//! [--instructions]`
//!
//! The server runs in a process of its own, and so does each contender in each round: once against the simulator, once
//! against an echo of it (see `server`). A contender makes its calls one after the other on one connection, after a
//! warm-up, and reports the CPU time of its own process.
//!
//! On one core (`taskset`) server and contender always take turns in the same way. Without it the scheduler sometimes
//! uses two cores, and the times of equal work differ by a quarter.
//!
//! The bench names Huawei's SDK and leaves it out where it cannot be installed.
//!
//! `--instructions` counts the instructions of the contenders in Rust with callgrind instead: that number does not
//! depend on other work on the machine.

mod bare;
mod contender;
mod instructions;
mod options;
mod ours;
mod processes;
mod report;
mod server;
mod usage;

type Failure = Box<dyn std::error::Error>;

/// The servers that the contenders call.
const SERVERS: [&str; 2] = ["simulator", "echo"];
/// The contenders in Rust, which are modes of this program.
const RUST: [&str; 3] = ["ours", "bare reqwest", LIMITED];
/// Bare reqwest with a time limit, which this crate has as well.
const LIMITED: &str = "bare, with time limit";
const PYTHON: &str = "Huawei's Python SDK";

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--server", which] => server::run(which),
        ["--contender", name, calls] => contender::run(name, calls.parse()?),
        _ => compare(&options::Options::read(&arguments)?),
    }
}

fn compare(options: &options::Options) -> Result<(), Failure> {
    if options.instructions {
        return instructions::compare(&processes::Server::start("echo")?);
    }
    let python = processes::python().inspect_err(|missing| println!("{PYTHON}: not installed: {missing}")).ok();
    println!("{} calls ({} in Python), {} runs", options.calls, options.python_calls, options.runs);
    for which in SERVERS {
        let server = processes::Server::start(which)?;
        let mut table = report::Table::default();
        // The contenders take turns in each round, so that other work on the machine disturbs them all.
        for _ in 0..options.runs {
            for name in RUST {
                table.add(name, &processes::output(processes::rust(&server, name, options.calls)?)?)?;
            }
            if let Some(python) = &python {
                table.add(PYTHON, &processes::output(processes::official(&server, python, options.python_calls))?)?;
            }
        }
        println!("\nagainst the {which}, {table}");
    }
    Ok(())
}
