#!/usr/bin/env bash
# Measures the cost of generating at build time: `benches/builds.sh [RUNS [check|edit|cold]...]`; all three parts by
# default.
#
#   check        `metastudio-voice-codegen check` on the real spec, built with and without optimization
#   edit         from an edit of the spec to the rebuilt crate, warm: a description gains a paragraph, which moves the
#                lines after it, and an enum gains a value
#   cold         CPU of a cold build of the library, against the same client checked in, without a build script
#
# The edits are built in this workspace; in a crate that depends on this one, with cargo's default profile; and in that
# crate with the profile line of the README. The script prints the seconds of each run, wall and CPU (user and system of
# all processes), and the medians.
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${1:-5}
parts=${*:2}
folder=$(mktemp -d)
trap 'rm -rf "$folder" "$folder.in" "$folder.figures"' EXIT
export TIMEFORMAT='%R %U %S'
mkdir "$folder.figures"

selected() { [[ -z $parts || " $parts " == *" $1 "* ]]; }

# Runs a command and prints its times.
timed() {
    local label=$1 wall user system
    shift
    if ! { time "$@" >"$folder.figures/log" 2>&1; } 2>"$folder.figures/time"; then
        cat "$folder.figures/log" >&2
        exit 1
    fi
    read -r wall user system <"$folder.figures/time"
    awk -v wall="$wall" -v user="$user" -v kernel="$system" 'BEGIN { printf "%.2f %.2f\n", wall, user + kernel }' |
        tee -a "$folder.figures/$label.runs" |
        sed -E "s/^(.*) (.*)$/$label: \1 s wall, \2 s CPU/"
}

medians() {
    echo 'medians:'
    for file in "$folder.figures"/*.runs; do
        median() { sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }
        printf '%s: %s s wall, %s s CPU\n' "$(basename "$file" .runs)" \
            "$(cut -d' ' -f1 "$file" | median)" "$(cut -d' ' -f2 "$file" | median)"
    done
}

git ls-files -z | xargs -0 cp --parents -t "$folder" 2>/dev/null
cd "$folder"
spec=openapi/metastudio-voice.yaml
cp "$spec" "$folder.figures/spec.yaml"

checks() {
    local profile
    cargo build --quiet -p metastudio-voice-codegen
    cargo build --quiet --release -p metastudio-voice-codegen
    for profile in debug release; do
        for ((run = 0; run < runs; run++)); do
            timed "check, $profile" "${CARGO_TARGET_DIR:-target}/$profile/metastudio-voice-codegen" check "$spec"
        done
    done
}

# Prints the spec with this many more paragraphs in a description.
described() {
    local more=
    for ((n = 0; n < $1; n++)); do more+="\n\n        More, $n."; done
    sed "s/^      description: The edition of a job\.$/      description: >-\n        The edition of a job.$more/" \
        "$folder.figures/spec.yaml"
}

# Prints the spec with this many more values in an enum.
valued() {
    local values= names= texts=
    for ((n = 0; n < $1; n++)); do
        values+="\n        - OTHER_$n" names+="\n        - Other$n" texts+="\n        OTHER_$n: Another voice."
    done
    sed "s/^        - MALE$/&$values/; s/^        - Male$/&$names/; s/^        MALE: A male voice\.$/&$texts/" \
        "$folder.figures/spec.yaml"
}

# Builds after each edit. The first build only warms up those that follow.
edits() {
    local edit label
    for edit in described valued; do
        case $edit in described) label=description ;; *) label='enum value' ;; esac
        cp "$folder.figures/spec.yaml" "$folder/$spec"
        cargo build --quiet
        for ((run = 1; run <= runs; run++)); do
            "$edit" "$run" >"$folder/$spec"
            timed "$label, $1" cargo build --quiet
        done
        # An edit that changes nothing would count as a fast build.
        if cmp --quiet "$folder/$spec" "$folder.figures/spec.yaml"; then
            echo 'the edits no longer apply to the spec: adapt described() and valued()' >&2
            exit 1
        fi
    done
    cp "$folder.figures/spec.yaml" "$folder/$spec"
}

dependant() {
    cd "$folder/tests/consumer"
    cat >src/main.rs <<'RUST'
use metastudio_voice::{Client, Credentials};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder().project_id("p").credentials(Credentials::token("token")?).build().await?;
    let job = client.show_voice_training_job().job_id("a-1").send().await?;
    println!("{:?} {:?}", job.state, job.job_type);
    Ok(())
}
RUST
    sed -i '/^\[profile/,$d' Cargo.toml
    cp "$folder/Cargo.lock" .
    edits 'dependant, default profile'
    printf '[profile.dev.package.metastudio-voice]\ndebug = "line-tables-only"\n' >>Cargo.toml
    edits 'dependant, profile line'
    cd "$folder"
}

cold() {
    rm -rf target tests/consumer/target
    cp -r . "$folder.in"
    cd "$folder.in"
    rm build.rs
    cp tests/golden/client.rs src/client_checked_in.rs
    sed -i 's|include_str!.*|include_str!("../openapi/metastudio-voice.yaml");|
        s|^include!.*|include!("client_checked_in.rs");|' src/generated.rs
    sed -i -e '/^build = /d' -e '/^\[build-dependencies\]/,/^$/d' Cargo.toml
    for place in "$folder" "$folder.in"; do
        cd "$place"
        case $place in *.in) label='cold, checked in' ;; *) label='cold, generated' ;; esac
        CARGO_TARGET_DIR=$place/target timed "$label" cargo build --quiet --lib
    done
}

if selected check; then checks; fi
if selected edit; then
    edits workspace
    dependant
fi
if selected cold; then cold; fi
medians
