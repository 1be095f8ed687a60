"""The alternative without this crate: zip the recording to the disk, then send the file."""

import os
import resource
import ssl
import subprocess
import sys
import tempfile
import time
import zipfile

import requests

name, url, recording = sys.argv[1:]
headers = {"Content-Type": "application/zip"}
authority = os.environ.get("UPLOAD_BENCH_AUTHORITY")
verify = True
if authority:
    verify = os.path.join(os.path.dirname(recording), "authority.pem")
    with open(authority, "rb") as der, open(verify, "w") as pem:
        pem.write(ssl.DER_cert_to_PEM_cert(der.read()))
started = time.monotonic()
with tempfile.TemporaryDirectory(dir=os.path.dirname(recording)) as folder:
    archive = os.path.join(folder, "recording.zip")
    if name == "python":
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as target:
            target.write(recording, "recording.wav")
        with open(archive, "rb") as body:
            requests.put(url, data=body, headers=headers, verify=verify).raise_for_status()
    else:
        subprocess.run(["zip", "-q", "-j", archive, recording], check=True)
        subprocess.run(
            ["curl", "-sSf", "-T", archive, "-H", "Content-Type: application/zip", url]
            + (["--cacert", verify] if authority else []), check=True)
    seconds = time.monotonic() - started
usages = [resource.getrusage(processes) for processes in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
cpu = sum(usage.ru_utime + usage.ru_stime for usage in usages)
print(seconds, cpu, max(usage.ru_maxrss for usage in usages))
