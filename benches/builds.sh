#!/usr/bin/env bash
# What generating at build time costs: `benches/builds.sh [RUNS [check|edit|cold]...]`; all three unless some are named.
#
#   check        `metastudio-voice-codegen check` on the real spec, built with and without optimization
#   edit         from a description that gains a paragraph, which moves the lines behind it, to the rebuilt crate, warm;
#                and from an enum that gains a value
#   cold         CPU of a cold build of the library, against the same client checked in and no build script
#
# The edits are built in this workspace; in a crate that depends on this one, with cargo's default profile; and in the
# same with the profile line of the README. Prints seconds, wall and CPU (user and system of all processes), of each run,
# and the medians.
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${1:-5}
parts=${*:2}
folder=$(mktemp -d)
trap 'rm -rf "$folder" "$folder.in" "$folder.figures"' EXIT
export TIMEFORMAT='%R %U %S'
mkdir "$folder.figures"

wanted() { [[ -z $parts || " $parts " == *" $1 "* ]]; }

# Runs a command and prints what it took.
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

# The spec with so many paragraphs more in a description.
described() {
    local more=
    for ((n = 0; n < $1; n++)); do more+="\n\n        More, $n."; done
    sed "s/^      description: The edition of a job\.$/      description: >-\n        The edition of a job.$more/" \
        "$folder.figures/spec.yaml"
}

# The spec with so many values more in an enum.
valued() {
    local values= names= texts=
    for ((n = 0; n < $1; n++)); do
        values+="\n        - OTHER_$n" names+="\n        - Other$n" texts+="\n        OTHER_$n: Another voice."
    done
    sed "s/^        - MALE$/&$values/; s/^        - Male$/&$names/; s/^        MALE: A male voice\.$/&$texts/" \
        "$folder.figures/spec.yaml"
}

# Builds after each edit; the first build only makes those that follow warm.
edits() {
    local edit what
    for edit in described valued; do
        case $edit in described) what=description ;; *) what='enum value' ;; esac
        cp "$folder.figures/spec.yaml" "$folder/$spec"
        cargo build --quiet
        for ((run = 1; run <= runs; run++)); do
            "$edit" "$run" >"$folder/$spec"
            timed "$what, $1" cargo build --quiet
        done
        # An edit that changes nothing would be measured as a quick build.
        if cmp --quiet "$folder/$spec" "$folder.figures/spec.yaml"; then
            echo 'the edits do not apply to the spec any more' >&2
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
    sed -i 's|include!.*|include!("client_checked_in.rs");|' src/generated.rs
    sed -i -e '/^build = /d' -e '/^\[build-dependencies\]/,/^$/d' Cargo.toml
    for place in "$folder" "$folder.in"; do
        cd "$place"
        case $place in *.in) label='cold, checked in' ;; *) label='cold, generated' ;; esac
        CARGO_TARGET_DIR=$place/target timed "$label" cargo build --quiet --lib
    done
}

if wanted check; then checks; fi
if wanted edit; then
    edits workspace
    dependant
fi
if wanted cold; then cold; fi
medians
