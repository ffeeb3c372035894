/**
 * One table, two mounts (decisions 16): the fast path of server.ts and the Next route files answer every
 * request alike, with the same headers.
 */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { handleProgramNode } from "../node";
import { contractFaults } from "../testing/contract-faults";
import { type Fake, type FakeOptions, fakeDeps } from "../testing/fake-deps";
import { mountProgramApi } from "./mount";

interface Asked extends RequestInit {
  readonly path: string;
}
type Mount = (fake: Fake, asked: Asked) => Promise<Response>;

const holder = globalThis as { raxxDeps?: Fake["deps"] };
let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
  delete holder.raxxDeps;
});

const MOUNTS: { readonly [name: string]: Mount } = {
  async node({ deps }, { path, ...init }) {
    server ??= createServer((request, response) => {
      if (!handleProgramNode(deps, request, response)) response.writeHead(418).end();
    });
    const listening = server;
    if (!listening.listening) {
      await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
    }
    return fetch(`http://127.0.0.1:${(listening.address() as AddressInfo).port}${path}`, init);
  },
  next({ deps }, { path, ...init }) {
    holder.raxxDeps = deps;
    return mountProgramApi(new Request(`http://raxx.test${path}`, init));
  },
};

const BUY = { symbol: "AAPL", qty: "1", side: "buy", type: "market", time_in_force: "day" };
const post = (body: BodyInit) => ({ method: "POST", body });

/** What a client may rely on of every answer; the rest belongs to the transport. */
const OURS = /^(content-type|x-ratelimit-.*|x-data-feed|retry-after|allow|cache-control)$/;

interface Case {
  readonly name: string;
  readonly path: string;
  readonly init?: RequestInit;
  readonly options?: FakeOptions;
  readonly status: number;
}

const unreachable = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
const CASES: readonly Case[] = [
  { name: "an account", path: "/v2/account", status: 200 },
  {
    name: "a query with a repeated key",
    path: "/v2/orders?asset_class=us_equity&asset_class=us_option",
    status: 200,
  },
  {
    name: "a colon sent as %3A",
    path: "/v2/orders%3Aby_client_order_id?client_order_id=x",
    status: 404,
  },
  { name: "an order", path: "/v2/orders", init: post(JSON.stringify(BUY)), status: 200 },
  {
    name: "an order as text",
    path: "/v2/orders",
    init: { ...post(JSON.stringify(BUY)), headers: { "content-type": "text/plain" } },
    status: 200,
  },
  {
    name: "a field that makes no sense",
    path: "/v2/orders",
    init: post(JSON.stringify({ ...BUY, qty: "-1" })),
    status: 422,
  },
  { name: "half of a body", path: "/v2/orders", init: post("{"), status: 400 },
  { name: "no UTF-8", path: "/v2/orders", init: post(new Uint8Array([0xff, 0xfe])), status: 400 },
  {
    name: "a body past the limit",
    path: "/v2/orders",
    init: post("x".repeat(70_000)),
    status: 413,
  },
  { name: "many at once", path: "/v2/orders", init: { method: "DELETE" }, status: 207 },
  {
    name: "a change",
    path: "/v2/account/configurations",
    init: { method: "PATCH", body: "{}" },
    status: 200,
  },
  { name: "no such endpoint", path: "/v2/nothing", status: 404 },
  { name: "no such method", path: "/v2/account", init: { method: "DELETE" }, status: 405 },
  {
    name: "nobody",
    path: "/v2/account",
    init: { headers: { "APCA-API-KEY-ID": "" } },
    status: 401,
  },
  {
    name: "no door",
    path: "/v2/orders",
    init: post(JSON.stringify(BUY)),
    options: { doorError: unreachable },
    status: 503,
  },
];

async function ask(mount: Mount, { path, init = {}, options = {} }: Case) {
  const fake = fakeDeps({ tier: "pro", ...options });
  const own = init.headers as Record<string, string> | undefined;
  const headers = own !== undefined && "APCA-API-KEY-ID" in own ? {} : { ...fake.keys, ...own };
  const response = await mount(fake, { path, ...init, headers });
  const text = await response.text();
  const body: unknown = text === "" ? null : JSON.parse(text);
  return { status: response.status, headers: response.headers, body };
}

describe.each(Object.entries(MOUNTS))("%s", (_, mount) => {
  test.each(CASES)("$name answers $status with every header", async (asked) => {
    const { status, headers, body } = await ask(mount, asked);
    expect(status).toBe(asked.status);
    expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(Number(headers.get("x-ratelimit-limit"))).toBeGreaterThan(0);
    expect(Number(headers.get("x-ratelimit-remaining"))).toBeGreaterThanOrEqual(0);
    expect(Number(headers.get("x-ratelimit-reset"))).toBeGreaterThan(1_000_000_000);
    expect(headers.get("retry-after")).toBe(status === 503 ? "1" : null);
    const method = asked.init?.method ?? "GET";
    expect(contractFaults(method, asked.path, { status, body })).toEqual([]);
  });

  test("the call over the limit is 429 and says when to come back (§1.1)", async () => {
    const fake = fakeDeps();
    const clock = () => mount(fake, { path: "/v2/clock", headers: fake.keys });
    for (let call = 0; call < 60; call += 1) expect((await clock()).status).toBe(200);
    const answer = await clock();
    expect(answer.status).toBe(429);
    expect(answer.headers.get("retry-after")).toBe("60");
    expect(await answer.json()).toEqual({ code: 42910000, message: "too many requests." });
  });

  test("keys that are none are counted too", async () => {
    const fake = fakeDeps();
    const headers = { ...fake.keys, "APCA-API-SECRET-KEY": "wrong" };
    const guess = async () => (await mount(fake, { path: "/v2/clock", headers })).status;
    for (let call = 0; call < 60; call += 1) expect(await guess()).toBe(401);
    expect(await guess()).toBe(429);
    expect((await mount(fake, { path: "/v2/clock", headers: fake.keys })).status).toBe(200);
  });
});

test.each(CASES)("$name is the same from both", async (asked) => {
  const [node, next] = [MOUNTS.node, MOUNTS.next];
  if (node === undefined || next === undefined) throw new Error("both mounts");
  const [fast, slow] = [await ask(node, asked), await ask(next, asked)];
  const ours = (headers: Headers) => [...headers].filter(([name]) => OURS.test(name)).sort();
  expect(ours(fast.headers)).toEqual(ours(slow.headers));
  expect(withoutIds(fast.body)).toEqual(withoutIds(slow.body));
});

/** Ids are made anew for each order. */
function withoutIds(body: unknown): unknown {
  const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;
  return JSON.parse(JSON.stringify(body).replaceAll(uuid, "id"));
}
