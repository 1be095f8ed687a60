"""Trains a voice with the client that openapi-python-client made: train.py RECORDING.zip"""

import os
import sys
import time

import httpx
from metastudio_voice import AuthenticatedClient
from metastudio_voice.api.voice_training import (
    commit_voice_training_job, create_training_advance_job, show_voice_training_job)
from metastudio_voice.models import CommitJobReq, CreateTrainingJobReq, ErrorResponse

project = os.environ["PROJECT_ID"]
client = AuthenticatedClient(
    base_url=os.environ["ENDPOINT"], token=os.environ["TOKEN"], auth_header_name="X-Auth-Token", prefix="",
    raise_on_unexpected_status=True)

body = CreateTrainingJobReq(voice_name="温柔 女声 & co", sex="FEMALE", language="CN", create_type="PACKAGE")
created = create_training_advance_job.sync(project, client=client, body=body)
assert not isinstance(created, ErrorResponse), created

with open(sys.argv[1], "rb") as recording:
    httpx.put(created.training_data_uploading_url, content=recording.read(),
              headers={"Content-Type": "application/zip"}).raise_for_status()

submitted = commit_voice_training_job.sync_detailed(project, created.job_id, client=client, body=CommitJobReq())
assert submitted.status_code == 200, submitted

for _ in range(300):
    job = show_voice_training_job.sync(project, created.job_id, client=client)
    assert not isinstance(job, ErrorResponse), job
    if job.state in ("SUCCEED", "FAILED", "AUDIT_FAILED"):
        break
    time.sleep(0.1)
assert job.state == "SUCCEED", job
assert job.voice_name == body.voice_name, job

unknown = show_voice_training_job.sync(project, "no-such-job", client=client)
assert isinstance(unknown, ErrorResponse) and unknown.error_code, unknown
print("asset_id:", job.asset_id)
