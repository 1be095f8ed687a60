//! The commands that call the service, against a simulator in this process.

use std::io::{BufRead, BufReader};
use std::process::{Command, Output, Stdio};

use metastudio_voice::types::JobState;
use metastudio_voice_simulator::{ReviewFailure, Seed, Simulator, fixtures};
use serde_json::Value;

use crate::support::program;

/// A simulator, and a folder with a recording.
struct Scene {
    simulator: Simulator,
    folder: tempfile::TempDir,
}

impl Scene {
    async fn new() -> Self {
        let scene = Self {
            simulator: Simulator::start().await.expect("a simulator"),
            folder: tempfile::tempdir().expect("a folder"),
        };
        fixtures::recording().write_to(&scene.folder).expect("a recording");
        scene
    }

    /// Returns the program with these arguments, in the folder, with the simulator's credentials and no others.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = program(arguments);
        command.current_dir(&self.folder).env_clear().envs([
            ("HUAWEICLOUD_SDK_AK", self.simulator.access_key()),
            ("HUAWEICLOUD_SDK_SK", self.simulator.secret_key()),
            ("HUAWEICLOUD_SDK_PROJECT_ID", self.simulator.project_id()),
        ]);
        command.args(["--endpoint", self.simulator.endpoint()]).stdin(Stdio::null());
        command
    }

    /// Runs the program, and returns its status, standard output and standard error.
    async fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let mut command = self.command(arguments);
        let run = move || command.output().expect("the program runs");
        let Output { status, stdout, stderr } = tokio::task::spawn_blocking(run).await.expect("a thread");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        (status.code().expect("a status"), text(stdout), text(stderr))
    }
}

fn values(lines: &str) -> Vec<Value> {
    lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoami_tells_each_value_with_its_origin_and_no_secret() {
    let scene = Scene::new().await;
    let (code, told, _) = scene.run(&["whoami", "-o", "json"]).await;
    assert_eq!(code, 0);
    let told: Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!(told["endpoint"]["value"], scene.simulator.endpoint());
    assert_eq!(told["endpoint"]["origin"], "from --endpoint");
    assert_eq!(told["project_id"]["value"], scene.simulator.project_id());
    assert_eq!(told["project_id"]["origin"], "from HUAWEICLOUD_SDK_PROJECT_ID");
    assert_eq!(told["credentials"]["origin"], "from the environment, HUAWEICLOUD_SDK_AK");
    assert!(!told.to_string().contains(scene.simulator.secret_key()));
    assert!(!told.to_string().contains(scene.simulator.access_key()));
}

#[tokio::test(flavor = "multi_thread")]
async fn jobs_are_listed_shown_and_deleted_and_neither_phone_numbers_nor_links_are_printed() {
    let scene = Scene::new().await;
    let seed = |name: &str, state| {
        let seed = Seed::new(state).details(|job| job.voice_name(name).phone("13500001111"));
        scene.simulator.seed(seed).expect("a job").to_string()
    };
    let ids = [seed("Calm male voice", JobState::Succeed), seed("声音", JobState::AuditFailed)];
    let (code, listed, _) = scene.run(&["jobs", "list", "-o", "json"]).await;
    assert_eq!((code, values(&listed).len()), (0, 2), "{listed}");
    let (_, listed, _) = scene.run(&["jobs", "list", "--state", "AUDIT_FAILED"]).await;
    assert!(listed.contains("声音") && !listed.contains("Calm male voice"), "{listed}");
    let (_, one, _) = scene.run(&["jobs", "list", "--limit", "1", "-o", "json"]).await;
    assert_eq!(values(&one).len(), 1);
    let id = ids[0].as_str();
    let (code, shown, _) = scene.run(&["jobs", "show", id, "-o", "json"]).await;
    let shown: Value = serde_json::from_str(&shown).expect("JSON");
    assert_eq!((code, &shown["state"]), (0, &Value::from("SUCCEED")));
    assert!(shown.get("phone").is_none() && !shown.to_string().contains("http"), "{shown}");
    // Nobody confirms it.
    let (code, _, told) = scene.run(&["jobs", "delete", id]).await;
    assert_eq!((code, told.contains("nothing was done")), (4, true), "{told}");
    let (code, deleted, _) = scene.run(&["jobs", "delete", id, "--yes", "-o", "json"]).await;
    assert_eq!((code, deleted.contains(id)), (0, true));
    let (code, _, told) = scene.run(&["jobs", "show", id, "-o", "json"]).await;
    let told: Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!((code, &told["error"]["operation"]), (4, &Value::from("ShowVoiceTrainingJob")), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_whose_reader_has_gone_ends_quietly() {
    let scene = Scene::new().await;
    for _ in 0..500 {
        scene.simulator.seed(Seed::new(JobState::Waiting)).expect("a job");
    }
    let mut command = scene.command(&["jobs", "list"]);
    let mut listing = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
    let ended = tokio::task::spawn_blocking(move || {
        let mut first = String::new();
        BufReader::new(listing.stdout.take().expect("a pipe")).read_line(&mut first).expect("a line");
        listing.wait_with_output().expect("an end")
    });
    let ended = ended.await.expect("a thread");
    assert_eq!((ended.status.code(), String::from_utf8_lossy(&ended.stderr).as_ref()), (Some(0), ""));
}

#[tokio::test(flavor = "multi_thread")]
async fn quotas_show_the_credits_of_each_edition_and_the_limits_of_recordings() {
    let scene = Scene::new().await;
    let (code, shown, _) = scene.run(&["quotas", "-o", "json"]).await;
    let shown: Value = serde_json::from_str(&shown).expect("JSON");
    assert_eq!(code, 0);
    assert!(shown["credits"]["advance"].is_i64() && shown["recording_seconds"]["advance_max"].is_i64(), "{shown}");
    assert!(!shown.to_string().contains("tenant"), "{shown}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_training_that_was_killed_goes_on_with_the_same_job_and_the_same_credit() {
    let scene = Scene::new().await;
    let mut command = scene.command(&["train", "recording.wav", "-o", "json", "--quiet"]);
    let mut training = command.stdout(Stdio::piped()).spawn().expect("the program runs");
    tokio::task::spawn_blocking(move || {
        let lines = BufReader::new(training.stdout.take().expect("a pipe")).lines();
        let submitted = lines.map_while(Result::ok).any(|line| line.contains("\"submitted\""));
        training.kill().and_then(|()| training.wait()).expect("an end");
        assert!(submitted);
    })
    .await
    .expect("a thread");
    let journal = scene.folder.path().join("recording.wav.training.json");
    assert!(journal.exists());
    let (code, trained, _) = scene.run(&["train", "recording.wav"]).await;
    assert_eq!((code, trained.contains("resuming job")), (0, true), "{trained}");
    assert_eq!(scene.simulator.jobs().len(), 1);
    let (code, watched, _) = scene.run(&["watch", journal.to_str().expect("UTF-8"), "-o", "json"]).await;
    assert_eq!((code, watched.contains("\"trained\"")), (0, true), "{watched}");
    // Advice names the program's options, not the library's functions.
    let other = "00000000-0000-4000-8000-0000000000ff";
    let (code, _, told) = scene.run(&["train", "recording.wav", "--job", other]).await;
    assert_eq!((code, told.contains("(--journal)"), told.contains("::")), (4, true, false), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_review_is_an_exit_code_of_its_own_with_the_reasons() {
    let scene = Scene::new().await;
    scene.simulator.fail_review(None, ReviewFailure::admin("Too noisy."));
    let (code, told, note) = scene.run(&["train", "recording.wav"]).await;
    assert_eq!(code, 3, "{told}");
    assert!(told.contains("Too noisy.") && note.contains("--resubmit"), "{told}{note}");
    let better = fixtures::recording_lasting(std::time::Duration::from_secs(6));
    better.write_to(&scene.folder).expect("a recording");
    let (code, told, _) = scene.run(&["train", "recording.wav", "--resubmit"]).await;
    assert_eq!((code, told.contains("asset_id: ")), (0, true), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_no_simulator_is_refused_without_live() {
    let (code, _, told) =
        crate::support::run(&["train", "x.wav", "--name", "v", "--endpoint", "https://u:p@example.com"]);
    assert_eq!((code, told.contains("--live"), told.contains("u:p")), (2, true, false), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_live_training_says_what_it_spends_and_without_a_yes_nothing_is_created() {
    let scene = Scene::new().await;
    let (code, _, told) = scene.run(&["train", "recording.wav", "--live"]).await;
    assert_eq!(code, 4);
    assert!(told.contains("spends one training credit") && told.contains("nothing was done"), "{told}");
    assert!(scene.simulator.jobs().is_empty());
    let mut command = scene.command(&["train", "recording.wav", "--live"]);
    command.env_remove("HUAWEICLOUD_SDK_AK").env_remove("HUAWEICLOUD_SDK_SK");
    command.env("METASTUDIO_VOICE_METADATA_ENDPOINT", "http://127.0.0.1:9");
    let refused = tokio::task::spawn_blocking(move || command.output().expect("the program runs"));
    let told = String::from_utf8_lossy(&refused.await.expect("a thread").stderr).into_owned();
    assert!(told.contains("HUAWEICLOUD_SDK_AK"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_goes_on_from_its_result_file_and_trains_no_voice_twice() {
    let scene = Scene::new().await;
    let folder = scene.folder.path();
    std::fs::write(folder.join("m.csv"), "recording,name\nrecording.wav,first\nlater.wav,second\n").expect("a file");
    let (code, told, _) = scene.run(&["batch", "m.csv", "-o", "json"]).await;
    assert_eq!(code, 5, "{told}");
    fixtures::recording().named("later.wav").write_to(folder).expect("a recording");
    let (code, told, _) = scene.run(&["batch", "m.csv"]).await;
    assert_eq!(code, 0, "{told}");
    assert_eq!(scene.simulator.jobs().len(), 2);
    let results = std::fs::read_to_string(folder.join("m.csv.results.csv")).expect("results");
    assert_eq!(results.matches(",trained,").count(), 2, "{results}");
    let (code, _, note) = scene.run(&["batch", "m.csv"]).await;
    assert_eq!((code, note.contains("trained already")), (0, true), "{note}");
    assert_eq!(scene.simulator.jobs().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_whose_manifest_or_recording_is_named_by_another_path_trains_no_voice_twice() {
    let scene = Scene::new().await;
    let folder = scene.folder.path();
    // A name in Chinese: the file of results begins with a byte order mark, for Excel.
    std::fs::write(folder.join("m.csv"), "recording,name\nrecording.wav,小王\n").expect("a file");
    let (code, told, _) = scene.run(&["batch", "m.csv"]).await;
    assert_eq!((code, scene.simulator.jobs().len()), (0, 1), "{told}");
    let results = std::fs::read_to_string(folder.join("m.csv.results.csv")).expect("results");
    assert!(
        results.starts_with("\u{feff}row,name,recording,") && results.contains(",recording.wav,trained,"),
        "{results}"
    );
    let absolute = folder.join("m.csv").to_str().expect("UTF-8").to_owned();
    for manifest in ["./m.csv", &absolute] {
        let (code, _, note) = scene.run(&["batch", manifest]).await;
        assert_eq!((code, note.contains("trained already")), (0, true), "{manifest}: {note}");
    }
    std::fs::write(folder.join("m.csv"), "recording;name\n./recording.wav;小王\n").expect("a file");
    let (code, _, note) = scene.run(&["batch", "m.csv"]).await;
    assert_eq!((code, note.contains("trained already")), (0, true), "{note}");
    assert_eq!(scene.simulator.jobs().len(), 1);
}

#[test]
fn an_unusable_url_is_refused_without_being_quoted() {
    let (code, _, told) = crate::support::run(&["upload", "not-a-url?signature=secret", "README.md"]);
    assert_eq!((code, told.contains("secret")), (4, false), "{told}");
}

#[test]
fn the_segments_of_a_folder_are_listed_with_their_lengths_and_texts() {
    let folder = tempfile::tempdir().expect("a folder");
    fixtures::write_segments(&folder, 3).expect("segments");
    let path = folder.path().to_str().expect("UTF-8");
    let (code, shown, told) = crate::support::run(&["segments", path, "-o", "json"]);
    assert_eq!((code, values(&shown).len()), (0, 3), "{told}");
    std::fs::remove_file(folder.path().join("1.txt")).expect("a file");
    let (code, _, told) = crate::support::run(&["segments", path]);
    assert_eq!((code, told.contains("1.txt")), (4, true), "{told}");
}

#[test]
fn completions_and_manual_pages_are_made_of_the_commands() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let (code, script, _) = crate::support::run(&["completions", shell]);
        assert_eq!((code, script.contains("resubmit")), (0, true), "{shell}");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let pages = folder.path().join("man1");
    assert_eq!(crate::support::run(&["man", pages.to_str().expect("UTF-8")]).0, 0);
    let train = std::fs::read_to_string(pages.join("metastudio-voice-train.1")).expect("a page");
    assert!(train.contains("dry\\-run"), "{train}");
}
