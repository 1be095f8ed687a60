//! The transcripts of the README.

use std::path::Path;

use metastudio_voice_simulator::fixtures;

use crate::support::of_the_person;

#[test]
fn the_transcripts_of_the_readme_are_what_the_program_prints() {
    let folder = tempfile::tempdir().expect("a folder");
    let readme = folder.path().join("README.md");
    std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"), &readme).expect("a copy");
    // The folder in which the commands of a README.md run.
    let files = folder.path().join("README.in");
    std::fs::create_dir(&files).expect("a folder");
    fixtures::recording().write_to(&files).expect("a recording");
    fixtures::recording().named("second.wav").write_to(&files).expect("a recording");
    let manifest = "recording,name,sex\nrecording.wav,Calm male voice,MALE\nsecond.wav,,\n";
    std::fs::write(files.join("voices.csv"), manifest).expect("a file");
    let transcripts = trycmd::TestCases::new();
    // It cannot unset a variable; an empty one is as good as none.
    for name in of_the_person() {
        transcripts.env(name, "");
    }
    transcripts.env("LC_ALL", "C").case(&readme).run();
}
