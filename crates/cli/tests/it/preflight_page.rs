//! The page of `preflight` in a headless browser, which `preflight.mjs` drives.

use std::env::var_os;
use std::path::PathBuf;
use std::process::Command;

use crate::preflight::{faulty, mono, sentences};
use crate::support::run;

/// Opens pages with every kind of finding, and prints them. The browser is started several times for each, which takes
/// some seconds. The screenshots stay in the folder that `PREFLIGHT_SCREENSHOTS` names.
#[test]
#[ignore = "starts a browser"]
fn a_browser_shows_the_page_without_scripts_in_light_and_dark_and_prints_it() {
    let (Some(modules), Some(chromium)) = (var_os("NODE_MODULES"), var_os("CHROMIUM")) else {
        eprintln!("the page is SKIPPED: NODE_MODULES names no folder with playwright-core, or CHROMIUM no browser");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let screenshots = var_os("PREFLIGHT_SCREENSHOTS").map_or_else(|| folder.path().to_owned(), PathBuf::from);
    let take = sentences(&[22; 15]);
    let noisy: Vec<i16> = take.iter().map(|sample| sample.saturating_add((sample % 7) * 40)).collect();
    let takes = [
        ("good", take.clone()),
        ("faulty", faulty()),
        ("noisy", noisy),
        ("no-pause", sentences(&[0; 30])),
        ("two-seconds", sentences(&[0])),
        ("ten-samples", take[..10].to_vec()),
        // Several rows.
        ("long", std::iter::repeat_n(faulty(), 60).flatten().collect()),
    ];
    let mut pages = Vec::new();
    for (name, samples) in takes {
        let [recording, page] = ["wav", "html"].map(|kind| folder.path().join(format!("{name}.{kind}")));
        std::fs::write(&recording, mono(&samples)).expect("a recording");
        let [recording, html] = [&recording, &page].map(|path| path.to_str().expect("UTF-8"));
        let (status, _, errors) = run(&["preflight", recording, "--html", html]);
        assert_eq!((status, &*errors), (0, ""));
        pages.push(page);
    }
    let driven = Command::new("node")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/preflight.mjs"))
        .arg(&screenshots)
        .args(pages)
        .env("NODE_MODULES", modules)
        .env("CHROMIUM", chromium)
        .output()
        .expect("node");
    let [said, failed] = [driven.stdout, driven.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    assert!(driven.status.success(), "{said}{failed}");
    print!("{said}");
}
