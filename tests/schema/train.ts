// Trains a voice with the types that openapi-typescript made, and openapi-fetch: train.ts RECORDING.zip

import { readFileSync } from "node:fs";
import createClient from "openapi-fetch";
import type { components, paths } from "./schema.d.ts";

const { ENDPOINT, PROJECT_ID, TOKEN } = process.env as Record<string, string>;
const client = createClient<paths>({ baseUrl: ENDPOINT, headers: { "X-Auth-Token": TOKEN } });
const project = { project_id: PROJECT_ID };

const body: components["schemas"]["CreateTrainingJobReq"] = {
  voice_name: "温柔 女声 & co",
  sex: "FEMALE",
  language: "CN",
  create_type: "PACKAGE",
};
const created = await client.POST("/v1/{project_id}/voice-training-manage/user/advance-jobs", {
  params: { path: project },
  body,
});
if (!created.data?.training_data_uploading_url) throw new Error(JSON.stringify(created.error));
const path = { ...project, job_id: created.data.job_id };

const uploaded = await fetch(created.data.training_data_uploading_url, {
  method: "PUT",
  headers: { "Content-Type": "application/zip" },
  body: readFileSync(process.argv[2]),
});
if (!uploaded.ok) throw new Error(await uploaded.text());

const jobs = "/v1/{project_id}/voice-training-manage/user/jobs/{job_id}";
const submitted = await client.POST(jobs, { params: { path }, body: {}, parseAs: "text" });
if (submitted.error) throw new Error(JSON.stringify(submitted.error));

let job: components["schemas"]["TrainingJobInfo"] = {};
for (let asked = 0; asked < 300; asked += 1) {
  const shown = await client.GET(jobs, { params: { path } });
  if (!shown.data) throw new Error(JSON.stringify(shown.error));
  job = shown.data;
  if (["SUCCEED", "FAILED", "AUDIT_FAILED"].includes(job.state ?? "")) break;
  await new Promise((resolve) => setTimeout(resolve, 100));
}
if (job.state !== "SUCCEED" || job.voice_name !== body.voice_name) throw new Error(JSON.stringify(job));

const unknown = await client.GET(jobs, { params: { path: { ...project, job_id: "no-such-job" } } });
if (!unknown.error?.error_code) throw new Error(JSON.stringify(unknown.data));
console.log("asset_id:", job.asset_id);
