"""Trains a voice with the client that openapi-generator made: openapi_generator.py RECORDING.zip"""

import os
import sys
import time

import openapi_client
import urllib3

project = os.environ["PROJECT_ID"]
configuration = openapi_client.Configuration(host=os.environ["ENDPOINT"], api_key={"tokenAuth": os.environ["TOKEN"]})
api = openapi_client.VoiceTrainingApi(openapi_client.ApiClient(configuration))

body = openapi_client.CreateTrainingJobReq(
    voice_name="温柔 女声 & co", sex="FEMALE", language="CN", create_type="PACKAGE")
created = api.create_training_advance_job(project, body)

with open(sys.argv[1], "rb") as recording:
    uploaded = urllib3.request("PUT", created.training_data_uploading_url, body=recording.read(),
                               headers={"Content-Type": "application/zip"})
assert uploaded.status == 200, uploaded.data

api.commit_voice_training_job(project, created.job_id, openapi_client.CommitJobReq())

for _ in range(300):
    job = api.show_voice_training_job(project, created.job_id)
    if job.state in ("SUCCEED", "FAILED", "AUDIT_FAILED"):
        break
    time.sleep(0.1)
assert job.state == "SUCCEED" and job.voice_name == body.voice_name, job

try:
    raise AssertionError(api.show_voice_training_job(project, "no-such-job"))
except openapi_client.ApiException as refused:
    assert refused.data.error_code, refused

# A state that a later version of the service has.
later = openapi_client.TrainingJobInfo.from_dict({"state": "WHISPERING"})
assert later.state == "WHISPERING", later
print("asset_id:", job.asset_id)
