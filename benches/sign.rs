//! Measures the cost of a signature, and of the SHA-256 of the body in it: `cargo bench --workspace --bench sign`.
//!
//! The figures are nanoseconds, the median of many batches (smallest-largest). The requests are like those of the
//! client.

use std::hint::black_box;
use std::time::Instant;

use metastudio_voice::auth::sign::{Request, sign};
use sha2::{Digest, Sha256};

const BATCHES: usize = 101;
const BATCH: u32 = 500;

const DATE: &str = "20191115T033655Z";
const SECRET: &str = "MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc";
const PATH: &str = "/v1/77b6a44cba5143ab91d13ab9a8ff44fd/voice-training-manage/user/jobs";
const HEADERS: [(&str, &str); 4] = [
    ("host", "metastudio.cn-north-4.myhuaweicloud.com"),
    ("x-sdk-date", DATE),
    ("x-project-id", "77b6a44cba5143ab91d13ab9a8ff44fd"),
    ("content-type", "application/json"),
];

fn main() {
    println!("{:<24}{:>26}{:>26}", "ns", "signature", "SHA-256 of the body");
    let query = "limit=100&offset=0&state=SUCCEED%2CFAILED&voice_name=Gentle%20female%20voice";
    case("POST, body of 1 KiB", "POST", "", &HEADERS, 1 << 10);
    case("POST, body of 16 KiB", "POST", "", &HEADERS, 16 << 10);
    case("GET with a query", "GET", query, &HEADERS[..3], 0);
}

fn case(name: &str, method: &str, query: &str, headers: &[(&str, &str)], length: usize) {
    let body = vec![b'x'; length];
    let request = Request { method, path: PATH, query, headers, body: &body };
    let signature = nanoseconds(|| {
        black_box(sign(black_box(&request), DATE, SECRET).authorization("ACCESSKEYID"));
    });
    let digest = nanoseconds(|| {
        black_box(Sha256::digest(black_box(&body)));
    });
    println!("{name:<24}{signature:>26}{digest:>26}");
}

fn nanoseconds(work: impl Fn()) -> String {
    let mut batches: Vec<f64> = (0..BATCHES)
        .map(|_| {
            let started = Instant::now();
            for _ in 0..BATCH {
                work();
            }
            started.elapsed().as_secs_f64() * 1e9 / f64::from(BATCH)
        })
        .collect();
    batches.sort_by(f64::total_cmp);
    format!("{:.0} ({:.0}-{:.0})", batches[BATCHES / 2], batches[0], batches[BATCHES - 1])
}
