"""Tests a program against the simulator: metastudio-voice-simulator --clock manual pytest test_app.py"""

import os
import time

import httpx
import pytest

ENDPOINT = os.environ["ENDPOINT"]
DAY = 24 * 60 * 60

# The program. It only needs to take its address and its token from outside.
api = httpx.Client(
    base_url=f"{ENDPOINT}/v1/{os.environ['PROJECT_ID']}/voice-training-manage/user",
    headers={"X-Auth-Token": os.environ["TOKEN"]},
)


class NoCredit(Exception):
    pass


def submit(voice_name, recording):
    created = api.post("/advance-jobs", json={"voice_name": voice_name}).raise_for_status().json()
    httpx.put(created["training_data_uploading_url"], content=recording,
              headers={"Content-Type": "application/zip"}).raise_for_status()
    submitted = api.post(f"/jobs/{created['job_id']}", json={})
    if submitted.status_code == 403 and submitted.json()["error_code"] == "MSS.41000023":
        raise NoCredit
    submitted.raise_for_status()
    return created["job_id"]


def show(job_id):
    return api.get(f"/jobs/{job_id}").raise_for_status().json()


def overdue(days):
    jobs = api.get("/jobs", params={"state": "PROCESSING"}).raise_for_status().json()["jobs"]
    return [job["job_id"] for job in jobs if job["lastupdate_time"] < time.time() - days * DAY]


# Its tests.
simulator = httpx.Client(base_url=f"{ENDPOINT}/_simulator")


def control(path, **instruction):
    response = simulator.post(path, json=instruction)
    assert response.is_success, response.text
    return response


@pytest.fixture(autouse=True)
def nothing_is_left_of_other_tests():
    control("/stubs/clear")
    control("/disturb/clear")


@pytest.fixture
def recording():
    return simulator.get("/fixtures/recording.zip").raise_for_status().content


def test_a_job_that_has_not_changed_for_a_week_is_overdue():
    old = control("/jobs", state="PROCESSING", created_ago=9 * DAY, updated_ago=8 * DAY).json()
    control("/jobs", state="PROCESSING", created_ago=9 * DAY, updated_ago=DAY)
    assert overdue(days=7) == [old["job_id"]]


def test_an_exhausted_account_is_told(recording):
    control("/stubs", operation="CommitVoiceTrainingJob", error={"error": "no-credit"}, times=1)
    with pytest.raises(NoCredit):
        submit("Gentle female voice", recording)


def test_a_voice_is_trained(recording):
    job_id = submit("Gentle female voice", recording)
    states = [control("/jobs/advance", job_id=job_id).json()["state"] for _ in range(9)]
    assert states[-1] == "SUCCEED", states
    assert show(job_id)["asset_id"]
