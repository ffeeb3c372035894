import { createServer, request as httpRequest, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { handleProgramNode } from "./node";
import { fakeDeps } from "./testing/fake-deps";

const { deps, keys } = fakeDeps({ tier: "pro_plus" });
const ORDER = JSON.stringify({
  symbol: "AAPL",
  qty: "1",
  side: "buy",
  type: "market",
  time_in_force: "day",
});

let server: Server;
beforeAll(async () => {
  server = createServer((request, response) => {
    if (!handleProgramNode(deps, request, response)) response.writeHead(418).end("not ours");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function url(path: string): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
}

test("a GET, with its query", async () => {
  const response = await fetch(url("/v2/calendar?start=2026-11-20&end=2026-11-20"), {
    headers: keys,
  });
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("application/json; charset=UTF-8");
  expect(response.headers.get("content-length")).not.toBeNull();
  expect(await response.json()).toMatchObject([{ date: "2026-11-20" }]);
});

test("a POST, and the answer of a refusal", async () => {
  const send = (body: string) => fetch(url("/v2/orders"), { method: "POST", headers: keys, body });
  expect(await (await send(ORDER)).json()).toMatchObject({ status: "pending_new", qty: "1" });
  const refused = await send("{");
  expect([refused.status, await refused.json()]).toEqual([
    400,
    { code: 40010000, message: "request body format is invalid: the text ends too early" },
  ]);
});

test("what is not ours is left to the next", async () => {
  expect((await fetch(url("/desk"))).status).toBe(418);
  expect((await fetch(url("/v2x"))).status).toBe(418);
});

test("an announced oversize and a streamed one are both 413, and the connection ends", async () => {
  const body = "x".repeat(70_000);
  const announced = await fetch(url("/v2/orders"), { method: "POST", headers: keys, body });
  expect([announced.status, announced.headers.get("connection")]).toEqual([413, "close"]);
  expect(await streamed(body)).toBe(413);
});

function streamed(body: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      url("/v2/orders"),
      { method: "POST", headers: keys },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    request.on("error", reject);
    // Without a length Node sends chunks; the end never comes.
    request.write(body);
  });
}

test("one connection carries many calls, refused ones too", async () => {
  for (let call = 0; call < 20; call += 1) {
    const wrong = await fetch(url("/v2/orders"), { method: "POST", headers: {}, body: ORDER });
    expect([wrong.status, await wrong.json()]).toEqual([401, { message: "unauthorized." }]);
    const response = await fetch(url("/v2/clock"), { headers: keys });
    expect(response.status).toBe(200);
    await response.text();
  }
});
