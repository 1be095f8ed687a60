// Trains a voice with a generated client, whichever it is: the client makes the three calls, and this does the rest.

import { readFileSync } from "node:fs";

export const { ENDPOINT, PROJECT_ID, TOKEN } = process.env as Record<string, string>;

export interface Client {
  create(body: { voice_name: string; sex: "FEMALE"; language: string; create_type: "PACKAGE" }): Promise<{
    job_id: string;
    training_data_uploading_url?: string;
  }>;
  submit(job: string): Promise<void>;
  /** The job, or the error with which the service has refused to show it. */
  show(job: string): Promise<Job & { error_code?: string }>;
}

interface Job {
  state?: string;
  voice_name?: string;
  asset_id?: string;
}

export async function train(client: Client): Promise<void> {
  const voice_name = "温柔 女声 & co";
  const created = await client.create({ voice_name, sex: "FEMALE", language: "CN", create_type: "PACKAGE" });
  if (!created.training_data_uploading_url) throw new Error(JSON.stringify(created));

  const uploaded = await fetch(created.training_data_uploading_url, {
    method: "PUT",
    headers: { "Content-Type": "application/zip" },
    body: readFileSync(process.argv[2]),
  });
  if (!uploaded.ok) throw new Error(await uploaded.text());

  await client.submit(created.job_id);

  let job: Job = {};
  for (let asked = 0; asked < 300; asked += 1) {
    job = await client.show(created.job_id);
    if (["SUCCEED", "FAILED", "AUDIT_FAILED"].includes(job.state ?? "")) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  if (job.state !== "SUCCEED" || job.voice_name !== voice_name) throw new Error(JSON.stringify(job));

  const unknown = await client.show("no-such-job");
  if (!unknown.error_code) throw new Error(JSON.stringify(unknown));
  console.log("asset_id:", job.asset_id);
}
