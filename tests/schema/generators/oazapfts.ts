// Trains a voice with the client that oazapfts made: oazapfts.js RECORDING.zip

import * as api from "./clients/oazapfts";
import { ENDPOINT, PROJECT_ID, TOKEN, train } from "./train";

api.defaults.baseUrl = ENDPOINT;
api.defaults.headers = { "X-Auth-Token": TOKEN };

void train({
  async create(body) {
    const created = await api.createTrainingAdvanceJob(PROJECT_ID, body);
    if (created.status !== 200) throw new Error(JSON.stringify(created.data));
    return created.data;
  },
  async submit(job) {
    const submitted = await api.commitVoiceTrainingJob(PROJECT_ID, job, {});
    if (submitted.status !== 200) throw new Error(JSON.stringify(submitted.data));
  },
  async show(job) {
    return (await api.showVoiceTrainingJob(PROJECT_ID, job)).data;
  },
});
