// Orval's functions know paths only: it has them call this, which adds the endpoint and the token.

import { ENDPOINT, TOKEN } from "./train";

export async function call<Response>(path: string, { headers, ...options }: RequestInit): Promise<Response> {
  const response = await fetch(ENDPOINT + path, { ...options, headers: { ...headers, "X-Auth-Token": TOKEN } });
  const text = await response.text();
  return { data: text ? JSON.parse(text) : undefined, status: response.status, headers: response.headers } as Response;
}
