//! Counts the instructions of a call with callgrind, as the difference of two runs of different length, without start
//! and warm-up.
//!
//! Valgrind's processor has no SHA instructions, so hashing, which is the same for all, weighs more here than on a real
//! processor.

use std::path::Path;
use std::process::Command;

use crate::processes::{self, Server};
use crate::{Failure, RUST};

const FEW: u32 = 100;
const MANY: u32 = 1100;

pub(crate) fn compare(server: &Server) -> Result<(), Failure> {
    let ours = per_call(server, RUST[0])?;
    println!("instructions per call: {} {ours:.0}", RUST[0]);
    for name in &RUST[1..] {
        let other = per_call(server, name)?;
        println!("{name} {other:.0}, ours × {:.3}", ours / other);
    }
    Ok(())
}

fn per_call(server: &Server, name: &str) -> Result<f64, Failure> {
    let few = count(server, name, FEW)?;
    let many = count(server, name, MANY)?;
    Ok((many - few) / f64::from(MANY - FEW))
}

/// Counts the instructions of a whole process. The last profile stays for `callgrind_annotate`.
fn count(server: &Server, name: &str, calls: u32) -> Result<f64, Failure> {
    let profile = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("callgrind.{}", name.replace(' ', "-")));
    let contender = processes::rust(server, name, calls)?;
    let mut command = Command::new("valgrind");
    command.arg("--tool=callgrind").arg(format!("--callgrind-out-file={}", profile.display()));
    command.arg(contender.get_program()).args(contender.get_args());
    server.set_variables(&mut command);
    processes::output(command)?;
    let text = std::fs::read_to_string(&profile)?;
    let total = text.lines().find_map(|line| line.strip_prefix("totals: ")).ok_or("callgrind counted nothing")?;
    Ok(total.trim().parse()?)
}
