"""The simulator in the environment answers as the spec says, and every link leads on: contract.py SPEC [OPTION…]

The options are schemathesis'. Its links are followed with all sorts of data; each has to succeed with some.
"""

import json
import os
import subprocess
import sys
import tempfile

with tempfile.TemporaryDirectory() as folder:
    report = os.path.join(folder, "events")
    command = ["schemathesis", "--config-file", "tests/schema/schemathesis.toml", "run", sys.argv[1],
               "--url", os.environ["ENDPOINT"], "--report", "ndjson", "--report-ndjson-path", report, *sys.argv[2:]]
    code = subprocess.run(command).returncode
    if code:
        sys.exit(code)
    with open(report, encoding="utf-8") as lines:
        events = [json.loads(line) for line in lines]

declared, followed = 0, {}
for event in events:
    if "LoadingFinished" in event:
        declared = event["LoadingFinished"]["statistic"]["transitions"]["selected"]
    recorder = event.get("ScenarioFinished", {}).get("recorder", {})
    for name, case in recorder.get("cases", {}).items():
        link = case.get("transition")
        if link and not link["is_inferred"] and case["is_transition_applied"]:
            answer = recorder["interactions"].get(name, {}).get("response") or {}
            followed.setdefault(link["id"], set()).add(answer.get("status_code"))
dead = [f"{sorted(map(str, statuses))} {link}" for link, statuses in followed.items() if 200 not in statuses]
print(f"links followed: {len(followed)} of {declared}")
if dead or len(followed) < declared or not declared:
    sys.exit("\n".join(["links were not followed, or led nowhere:", *dead]))
