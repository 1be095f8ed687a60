"""Runs a command against a simulator of its own: simulated.py [--wire] COMMAND [ARGUMENT…]

The command finds the simulator's addresses and credentials in its environment: ENDPOINT, OBS_ENDPOINT, PROJECT_ID,
TOKEN, ACCESS_KEY, SECRET_KEY and REGION. The simulator is stopped whatever happens, and the exit code is the
command's. With --wire, what the command sent is looked at too: one voice was trained, the token went to the API in its
own header, and no credentials went anywhere else.
"""

import json
import os
import signal
import subprocess
import sys
import urllib.request


def ask(endpoint, what):
    with urllib.request.urlopen(f"{endpoint}/_simulator/{what}") as response:
        return json.load(response)


def look(endpoint):
    state, requests = ask(endpoint, "state"), ask(endpoint, "requests")["requests"]
    for request in requests:
        names = {name.lower() for name, _ in request["headers"]}
        place = f"{request['server']} {request['method']} {request['path']}: {sorted(names)}"
        assert not names & {"authorization", "x-sdk-date"}, f"unasked-for credentials: {place}"
        assert ("x-auth-token" in names) == (request["server"] == "metastudio"), f"the token: {place}"
    uploads = [request for request in requests if request["server"] == "obs"]
    types = [dict(request["headers"]).get("content-type") for request in uploads]
    assert types == ["application/zip"], types
    assert [job["state"] for job in state["jobs"]] == ["SUCCEED"], state
    assert state["credits_spent"] == 1, state
    print(f"{len(requests)} requests, credentials only where they belong")


command = sys.argv[1:]
wire = command[0] == "--wire"
command = command[wire:]
binary = os.path.join(os.environ.get("CARGO_TARGET_DIR", "target"), "debug", "metastudio-voice-simulator")
simulator = subprocess.Popen([binary], stdout=subprocess.PIPE)
try:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    ready = json.loads(simulator.stdout.readline())
    environment = os.environ | {name.upper(): value for name, value in ready.items()}
    code = subprocess.run(command, env=environment).returncode
    if wire and code == 0:
        look(ready["endpoint"])
finally:
    simulator.terminate()
    simulator.wait()
sys.exit(code)
