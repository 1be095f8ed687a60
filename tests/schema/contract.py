"""The simulator in the environment conforms to the spec: contract.py responses|links SPEC [OPTION…]

The options are schemathesis'. `responses` sends each operation all sorts of data, good and bad. `links` walks from
operation to operation: each link has to be followed from every operation that has it, and to succeed from one of them.
"""

import json
import os
import subprocess
import sys
import tempfile

PHASES = {"responses": "examples,coverage,fuzzing", "links": "stateful"}
# Walks are random, and one run may miss a link: further runs, each with the next seed, go on until none is missing or a
# run finds nothing new.
RUNS = 6
what, spec, *options = sys.argv[1:]


def run(seed):
    """Runs schemathesis, and returns its exit code and its events."""
    with tempfile.TemporaryDirectory() as folder:
        report = os.path.join(folder, "events")
        command = ["schemathesis", "--config-file", "tests/schema/schemathesis.toml", "run", spec,
                   "--phases", PHASES[what], "--url", os.environ["ENDPOINT"], "--seed", str(seed),
                   "--report", "ndjson", "--report-ndjson-path", report, *options]
        code = subprocess.run(command).returncode
        with open(report, encoding="utf-8") as lines:
            return code, [json.loads(line) for line in lines]


declared, followed, succeeded = 0, {}, set()
for seed in range(1, RUNS + 1):
    code, events = run(seed)
    if code or what == "responses":
        sys.exit(code)
    before = len(followed) + len(succeeded)
    for event in events:
        if "LoadingFinished" in event:
            declared = event["LoadingFinished"]["statistic"]["transitions"]["selected"]
        recorder = event.get("ScenarioFinished", {}).get("recorder", {})
        for name, case in recorder.get("cases", {}).items():
            link = case.get("transition")
            if link and not link["is_inferred"] and case["is_transition_applied"]:
                response = recorder["interactions"].get(name, {}).get("response") or {}
                followed.setdefault(link["id"], set()).add(response.get("status_code"))
    # Without the operation that has it: the same link belongs to several.
    succeeded = {link.split(" -> ", 1)[1] for link, statuses in followed.items() if 200 in statuses}
    dead = sorted({link.split(" -> ", 1)[1] for link in followed} - succeeded)
    is_complete = len(followed) == declared and not dead
    if is_complete or len(followed) + len(succeeded) == before:
        break
print(f"links followed: {len(followed)} of {declared}, in runs: {seed}")
if dead or len(followed) < declared or not declared:
    sys.exit("\n".join(["links were not followed, or led nowhere:", *dead]))
