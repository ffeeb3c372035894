import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { silentLog } from "../testing/door-world";
import { answerMetrics } from "./metrics-page";

const TOKEN = "sixteen-or-more-characters";
const servers: ReturnType<typeof createServer>[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function serve(token: string | undefined): Promise<string> {
  const env = { METRICS_TOKEN: token };
  const server = createServer((request, response) => {
    if (!answerMetrics({ env, log: silentLog }, request, response)) response.writeHead(404).end();
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("who has the token reads the figures", async () => {
  const answer = await fetch(`${await serve(TOKEN)}/metrics`, {
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toContain("text/plain");
  expect(await answer.text()).toContain("# TYPE raxx_door_answer_seconds histogram");
});

test.each([
  ["no token sent", TOKEN, {}, "/metrics", "GET"],
  ["another token", TOKEN, { authorization: "Bearer another" }, "/metrics", "GET"],
  ["the token alone", TOKEN, { authorization: TOKEN }, "/metrics", "GET"],
  ["a write", TOKEN, { authorization: `Bearer ${TOKEN}` }, "/metrics", "POST"],
  ["another page", TOKEN, { authorization: `Bearer ${TOKEN}` }, "/metricsx", "GET"],
  ["no token set", undefined, { authorization: "Bearer undefined" }, "/metrics", "GET"],
] as const)("there is no such page: %s", async (_, token, headers, path, method) => {
  const answer = await fetch(`${await serve(token)}${path}`, { headers, method });
  expect(answer.status).toBe(404);
});
