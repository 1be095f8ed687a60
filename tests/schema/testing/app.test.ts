// Tests a program against the simulator: metastudio-voice-simulator --clock manual node --test app.test.ts

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

const { ENDPOINT, PROJECT_ID, TOKEN } = process.env as Record<string, string>;
const DAY = 24 * 60 * 60;

// The program. It only needs to take its address and its token from outside.
class NoCredit extends Error {}

async function api(method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(`${ENDPOINT}/v1/${PROJECT_ID}/voice-training-manage/user${path}`, {
    method,
    headers: { "X-Auth-Token": TOKEN, "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

async function submit(voice_name: string, recording: ArrayBuffer): Promise<string> {
  const created = await (await api("POST", "/advance-jobs", { voice_name })).json();
  const headers = { "Content-Type": "application/zip" };
  await fetch(created.training_data_uploading_url, { method: "PUT", headers, body: recording });
  const submitted = await api("POST", `/jobs/${created.job_id}`, {});
  if (submitted.ok) return created.job_id;
  const { error_code, error_msg } = await submitted.json();
  throw error_code === "MSS.41000023" ? new NoCredit() : new Error(error_msg);
}

async function overdue(days: number): Promise<string[]> {
  const { jobs } = await (await api("GET", "/jobs?state=PROCESSING")).json();
  const since = Date.now() / 1000 - days * DAY;
  return jobs
    .filter((job: { lastupdate_time: number }) => job.lastupdate_time < since)
    .map((job: { job_id: string }) => job.job_id);
}

// Its tests.
async function control(path: string, instruction: object = {}): Promise<Response> {
  const response = await fetch(`${ENDPOINT}/_simulator${path}`, { method: "POST", body: JSON.stringify(instruction) });
  assert.ok(response.ok, await response.clone().text());
  return response;
}

const recording = await (await fetch(`${ENDPOINT}/_simulator/fixtures/recording.zip`)).arrayBuffer();

beforeEach(async () => {
  await control("/stubs/clear");
  await control("/disturb/clear");
});

test("a job that has not changed for a week is overdue", async () => {
  const seed = { state: "PROCESSING", created_ago: 9 * DAY };
  const old = await (await control("/jobs", { ...seed, updated_ago: 8 * DAY })).json();
  await control("/jobs", { ...seed, updated_ago: DAY });
  assert.deepEqual(await overdue(7), [old.job_id]);
});

test("an exhausted account is told", async () => {
  await control("/stubs", { operation: "CommitVoiceTrainingJob", error: { error: "no-credit" }, times: 1 });
  await assert.rejects(submit("Gentle female voice", recording), NoCredit);
});

test("a voice is trained", async () => {
  const job_id = await submit("Gentle female voice", recording);
  const states = [];
  for (let moved = 0; moved < 9; moved += 1) {
    states.push((await (await control("/jobs/advance", { job_id })).json()).state);
  }
  assert.equal(states.at(-1), "SUCCEED", states.join(", "));
  const job = await (await api("GET", `/jobs/${job_id}`)).json();
  assert.ok(job.asset_id);
});
