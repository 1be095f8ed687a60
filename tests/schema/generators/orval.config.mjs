export default {
  voice: {
    input: "openapi/dist/metastudio-voice.token-only.yaml",
    output: {
      target: "clients/orval.ts",
      client: "fetch",
      override: { mutator: { path: "orval.call.ts", name: "call" } },
    },
  },
};
