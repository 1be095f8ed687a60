"""The simulator in the environment answers as the spec says, and every link leads on: contract.py SPEC [OPTION…]

The options are schemathesis'.
"""

import json
import os
import subprocess
import sys
import tempfile

report = os.path.join(tempfile.mkdtemp(), "events")
code = subprocess.run(
    ["schemathesis", "--config-file", "tests/schema/schemathesis.toml", "run", sys.argv[1],
     "--url", os.environ["ENDPOINT"], "--report", "ndjson", "--report-ndjson-path", report, *sys.argv[2:]]).returncode
if code:
    sys.exit(code)

declared, followed = 0, {}
with open(report, encoding="utf-8") as events:
    for event in map(json.loads, events):
        declared = max(declared, event.get("LoadingFinished", {}).get("statistic", {}).get("transitions", {}).get("selected", 0))
        recorder = event.get("ScenarioFinished", {}).get("recorder", {})
        for name, case in recorder.get("cases", {}).items():
            link = case.get("transition")
            if link and not link["is_inferred"] and case["is_transition_applied"]:
                status = recorder["interactions"].get(name, {}).get("response", {}).get("status_code")
                followed.setdefault(link["id"], set()).add(status)
print(f"links followed: {len(followed)} of {declared}")
for link, statuses in sorted(followed.items()):
    print(" ", sorted(status for status in statuses if status), link)
if len(followed) < declared or not declared:
    sys.exit("links were not followed")
