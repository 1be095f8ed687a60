//! Measures the cost of analysing a recording in the one pass that reads it anyway: `cargo bench --workspace --bench
//! preflight`.
//!
//! The figures are MB/s (10^6 bytes), the median of the rounds (smallest-largest), and MB per second of CPU, which
//! counts on a machine with other work. The rows take turns in each round. The file is in the page cache.
//! `METASTUDIO_VOICE_BENCH_MIB` sets the length of the recording. Python's row is its `wave` and `audioop` (up to
//! 3.12), which find only the peak and the power; ffmpeg's is `ebur128`. Both are whole processes. The bench names a
//! program that is not installed, and measures the others.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use metastudio_voice::audio::{Meter, Recording};
use metastudio_voice::upload::{Package, Source};

const ROUNDS: usize = 7;
const RATE: u32 = 48_000;

const PYTHON_ROW: &str = "python wave, audioop (levels only)";
const FFMPEG_ROW: &str = "ffmpeg -af ebur128";

const PYTHON: &str = "
import audioop, sys, wave
with wave.open(sys.argv[1]) as sound:
    width = sound.getsampwidth()
    peak, power, pieces = 0, 0.0, 0
    while piece := sound.readframes(65536):
        peak = max(peak, audioop.max(piece, width))
        power += audioop.rms(piece, width) ** 2
        pieces += 1
";

/// The work on each piece that is read.
#[derive(Clone, Copy)]
enum Work {
    Checksum,
    Meter,
    Profile,
}

fn main() {
    let mib = std::env::var("METASTUDIO_VOICE_BENCH_MIB").ok().and_then(|mib| mib.parse().ok()).unwrap_or(512_u64);
    let folder = tempfile::tempdir().expect("folder");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("runtime");
    let python = installed(PYTHON_ROW, "python3", &["-c", "import audioop"]);
    let ffmpeg = installed(FFMPEG_ROW, "ffmpeg", &["-version"]);
    for (bits, channels) in [(16_u16, 1_u16), (24, 1), (16, 2)] {
        let path = folder.path().join("recording.wav");
        let bytes = write(&path, mib << 20, bits, channels).expect("a recording");
        let recording = Source::open(&path).and_then(|source| Recording::inspect(&source)).expect("a recording");
        println!("{recording}: {mib} MiB");
        let pass = |work| runtime.block_on(pass(&path, &recording, work));
        let mut rows: Vec<Row<'_>> = vec![
            ("read, CRC", Box::new(|| pass(Work::Checksum))),
            ("read, CRC, meter", Box::new(|| pass(Work::Meter))),
            ("read, CRC, meter with profile", Box::new(|| pass(Work::Profile))),
        ];
        if python {
            rows.push((
                PYTHON_ROW,
                Box::new(|| {
                    command("python3", &["-W", "ignore", "-c", PYTHON, &path.display().to_string()]);
                }),
            ));
        }
        if ffmpeg {
            rows.push((
                FFMPEG_ROW,
                Box::new(|| {
                    let path = path.display().to_string();
                    command("ffmpeg", &["-nostats", "-i", &path, "-af", "ebur128=framelog=quiet", "-f", "null", "-"]);
                }),
            ));
        }
        compare(&rows, bytes);
    }
    if let Some(peak) = peak_rss() {
        println!("peak memory of this process: {peak}");
    }
}

type Row<'a> = (&'static str, Box<dyn Fn() + 'a>);

fn compare(rows: &[Row<'_>], bytes: u64) {
    let mut speeds = vec![(Vec::new(), 0.0); rows.len()];
    for _ in 0..ROUNDS {
        for ((_, work), (speeds, cpu)) in rows.iter().zip(&mut speeds) {
            let (started, used) = (Instant::now(), cpu_seconds());
            work();
            speeds.push(bytes as f64 / started.elapsed().as_secs_f64() / 1e6);
            *cpu += cpu_seconds() - used;
        }
    }
    for ((name, _), (mut speeds, cpu)) in rows.iter().zip(speeds) {
        speeds.sort_by(f64::total_cmp);
        let (least, median, most) = (speeds[0], speeds[ROUNDS / 2], speeds[ROUNDS - 1]);
        let of_cpu = (ROUNDS as u64 * bytes) as f64 / cpu / 1e6;
        println!("  {name:<38}{median:>7.0} MB/s ({least:.0}-{most:.0}), {of_cpu:.0} MB per second of CPU");
    }
}

/// Returns the CPU time of this process and of the children that it has waited for, in seconds. It works on Linux only.
fn cpu_seconds() -> f64 {
    const TICKS: f64 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let fields = after_name.split_whitespace().skip(11).take(4);
    fields.filter_map(|field| field.parse::<f64>().ok()).sum::<f64>() / TICKS
}

/// Works on each piece of a recording.
type Worker = Box<dyn FnMut(&[u8]) + Send>;

/// Reads a recording, and works on each piece.
struct Reading {
    file: File,
    work: Worker,
}

impl Read for Reading {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.file.read(buffer)?;
        (self.work)(&buffer[..length]);
        Ok(length)
    }
}

/// Returns the function that does the work in the one pass.
fn worker(recording: &Recording, work: Work) -> Worker {
    match work {
        Work::Checksum => Box::new(|_| ()),
        Work::Meter | Work::Profile => {
            let mut meter = Meter::new(recording).expect("a meter");
            if let Work::Profile = work {
                meter = meter.with_profile();
            }
            Box::new(move |piece| meter.update(piece))
        }
    }
}

async fn pass(path: &Path, recording: &Recording, work: Work) {
    let length = std::fs::metadata(path).expect("length").len();
    let (path, recording) = (path.to_owned(), recording.clone());
    let source = Source::reader("recording.wav", length, move || {
        Ok(Box::new(Reading { file: File::open(&path)?, work: worker(&recording, work) }))
    });
    let package = Package::new().add("recording.wav", source).expect("package");
    drop(package.into_body().await.expect("read"));
}

/// Writes noise that swells and fades, with pauses.
fn write(path: &Path, bytes: u64, bits: u16, channels: u16) -> std::io::Result<u64> {
    let size = usize::from(bits / 8);
    let align = usize::from(channels) * size;
    let length = bytes / align as u64 * align as u64;
    let mut file = BufWriter::with_capacity(1 << 20, File::create(path)?);
    file.write_all(b"RIFF")?;
    file.write_all(&(length as u32 + 36).to_le_bytes())?;
    file.write_all(b"WAVEfmt \x10\0\0\0\x01\0")?;
    file.write_all(&channels.to_le_bytes())?;
    file.write_all(&RATE.to_le_bytes())?;
    file.write_all(&(RATE * align as u32).to_le_bytes())?;
    file.write_all(&(align as u16).to_le_bytes())?;
    file.write_all(&bits.to_le_bytes())?;
    file.write_all(b"data")?;
    file.write_all(&(length as u32).to_le_bytes())?;
    let mut state = 1_u32;
    for sample in 0..length as usize / size {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let noise = (state as i32) >> 4;
        let second = sample / usize::from(channels) / RATE as usize;
        let value = if second % 10 < 8 { noise } else { noise >> 7 };
        file.write_all(&value.to_le_bytes()[4 - size..])?;
    }
    file.flush()?;
    Ok(length + 44)
}

fn command(name: &str, arguments: &[&str]) {
    let status = Command::new(name).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(status.is_ok_and(|status| status.success()), "{name} failed");
}

/// Returns whether a row can be measured, that is, whether this command succeeds. Prints the reason if not.
fn installed(row: &str, program: &str, arguments: &[&str]) -> bool {
    let output = Command::new(program).args(arguments).output();
    match output {
        Ok(output) if output.status.success() => true,
        Ok(output) => {
            let errors = String::from_utf8_lossy(&output.stderr);
            println!("{row}: not installed ({program}: {})", errors.lines().next_back().unwrap_or_default());
            false
        }
        Err(_) => {
            println!("{row}: not installed");
            false
        }
    }
}

fn peak_rss() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().to_owned())
}
