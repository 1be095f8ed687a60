// Trains a voice with the client that swagger-typescript-api made: swagger-typescript-api.js RECORDING.zip

import { Api, CreateType, type ErrorResponse, type HttpResponse, Sex, type TrainingJobInfo } from "./clients/swagger-typescript-api";
import { ENDPOINT, PROJECT_ID, TOKEN, train } from "./train";

const api = new Api({ baseUrl: ENDPOINT, baseApiParams: { headers: { "X-Auth-Token": TOKEN } } });

void train({
  async create(body) {
    const request = { ...body, sex: Sex.Female, create_type: CreateType.Package };
    return (await api.v1.createTrainingAdvanceJob(PROJECT_ID, request)).data;
  },
  async submit(job) {
    await api.v1.commitVoiceTrainingJob(PROJECT_ID, job, {});
  },
  async show(job) {
    // Such a client throws the response.
    const shown = await api.v1
      .showVoiceTrainingJob(PROJECT_ID, job)
      .catch((refused: HttpResponse<TrainingJobInfo, ErrorResponse>) => refused);
    return { ...shown.data, ...shown.error };
  },
});
