//! The CPU time of this process.

use crate::Failure;

/// User and system time of all threads, in seconds.
///
/// From `schedstat`, which counts nanoseconds; `stat` and `getrusage` would add up or split ticks. The kernel brings
/// the figure of a running thread up to date when it yields.
pub(crate) fn cpu_seconds() -> Result<f64, Failure> {
    std::thread::yield_now();
    let mut sum = 0.0;
    for thread in std::fs::read_dir("/proc/self/task")? {
        let text = std::fs::read_to_string(thread?.path().join("schedstat"))?;
        sum += text.split_whitespace().next().ok_or("schedstat is empty")?.parse::<f64>()?;
    }
    Ok(sum / 1e9)
}
