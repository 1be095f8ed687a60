"""Runs a command against a simulator of its own: simulated.py COMMAND [ARGUMENT…]

The command finds the simulator's addresses and credentials in its environment: ENDPOINT, OBS_ENDPOINT, PROJECT_ID,
TOKEN, ACCESS_KEY, SECRET_KEY and REGION. The simulator is stopped whatever happens, and the exit code is the
command's.
"""

import json
import os
import signal
import subprocess
import sys

binary = os.path.join(os.environ.get("CARGO_TARGET_DIR", "target"), "debug", "metastudio-voice-simulator")
simulator = subprocess.Popen([binary], stdout=subprocess.PIPE)
try:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    ready = json.loads(simulator.stdout.readline())
    environment = os.environ | {name.upper(): value for name, value in ready.items()}
    code = subprocess.run(sys.argv[1:], env=environment).returncode
finally:
    simulator.terminate()
    simulator.wait()
sys.exit(code)
