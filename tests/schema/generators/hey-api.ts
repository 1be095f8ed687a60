// Trains a voice with the client that hey-api made: hey-api.js RECORDING.zip

import { commitVoiceTrainingJob, createTrainingAdvanceJob, showVoiceTrainingJob } from "./clients/hey-api";
import { client } from "./clients/hey-api/client.gen";
import { ENDPOINT, PROJECT_ID, TOKEN, train } from "./train";

client.setConfig({ baseUrl: ENDPOINT, auth: TOKEN });
const of = (job_id: string) => ({ project_id: PROJECT_ID, job_id });

void train({
  async create(body) {
    return (await createTrainingAdvanceJob({ path: { project_id: PROJECT_ID }, body, throwOnError: true })).data;
  },
  async submit(job) {
    await commitVoiceTrainingJob({ path: of(job), body: {}, throwOnError: true });
  },
  async show(job) {
    const { data, error } = await showVoiceTrainingJob({ path: of(job) });
    return { ...data, ...error };
  },
});
