#!/usr/bin/env bash
# What generating at build time costs: `benches/builds.sh [RUNS]`.
#
#   check    `metastudio-voice-codegen check` on the real spec, built with and without optimization
#   edit     from a changed spec to the rebuilt crate, warm
#   cold     CPU of a cold build of the library, against the same client checked in and no build script
#
# Prints seconds: wall, and CPU (user and system of all processes).
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${1:-5}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
TIMEFORMAT='%R s wall, %U + %S s CPU'

git ls-files -z | xargs -0 cp --parents -t "$folder" 2>/dev/null
cd "$folder"
spec=openapi/metastudio-voice.yaml

cargo build --quiet -p metastudio-voice-codegen
cargo build --quiet --release -p metastudio-voice-codegen
for profile in debug release; do
    for ((run = 0; run < runs; run++)); do
        printf 'check, %s: ' "$profile"
        time "${CARGO_TARGET_DIR:-target}/$profile/metastudio-voice-codegen" check "$spec" >/dev/null
    done
done

cargo build --quiet
for ((run = 0; run < runs; run++)); do
    sed -i "s/^      description: The edition of a job.*/      description: The edition of a job, $run./" "$spec"
    printf 'edit: '
    time cargo build --quiet
done

cp -r . "$folder.in"
trap 'rm -rf "$folder" "$folder.in"' EXIT
cd "$folder.in"
rm -rf target build.rs
cp tests/golden/client.rs src/client_checked_in.rs
sed -i 's|include!.*|include!("client_checked_in.rs");|' src/generated.rs
sed -i -e '/^build = /d' -e '/^\[build-dependencies\]/,/^$/d' -e '/^metastudio-voice-codegen = { path/d' Cargo.toml
rm -rf "$folder/target"
for place in "$folder" "$folder.in"; do
    cd "$place"
    case $place in *.in) printf 'cold, checked in: ' ;; *) printf 'cold, generated: ' ;; esac
    time CARGO_TARGET_DIR=$place/target cargo build --quiet --lib
done
