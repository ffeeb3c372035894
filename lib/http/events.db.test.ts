import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decodeEventId, encodeEventId } from "@/lib/wire/alpaca/event-id";
import { handleProgramNode } from "./node";
import { handleProgramRequest } from "./table";
import { createProgramWorld, LONG, SHORT, type Trader } from "./testing/program-world";
import { readStream, type Told } from "./testing/read-stream";

const world = await createProgramWorld();
const { deps } = world;
let server: Server;
let trader: Trader;
let theirs: Trader;

beforeAll(async () => {
  trader = await world.newTrader("events@raxx.test", { tier: "pro_plus" });
  theirs = await world.newTrader("other-events@raxx.test");
  server = createServer((request, response) => void handleProgramNode(deps, request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

type Mount = (path: string, init: RequestInit) => Promise<Response>;
const node: Mount = (path, init) => {
  return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, init);
};
const web: Mount = async (path, init) => {
  const response = await handleProgramRequest(deps, new Request(`http://raxx.test${path}`, init));
  return response ?? new Response(null, { status: 404 });
};

const TRADES = "/v2/events/trades";
const ACTIVITIES = "/v2beta1/events/activities";
const LIMIT = { symbol: "AAPL", qty: "10", side: "buy", type: "limit", time_in_force: "gtc" };
const leg = (symbol: string, side: string) => ({
  ...{ symbol, ratio_qty: "1", side, position_intent: `${side}_to_open` },
});
const SPREAD = {
  ...{ order_class: "mleg", qty: "1", type: "limit", limit_price: "1.85", time_in_force: "day" },
  legs: [leg(LONG, "buy"), leg(SHORT, "sell")],
};

async function submit(body: object): Promise<string> {
  const { status, body: order } = await world.send(trader.keys, "POST", "/v2/orders", body);
  expect(status).toBe(200);
  return order.id;
}

/** Six orders: three fill (one of them of two legs), two are canceled, one rests. */
async function trade(): Promise<void> {
  for (const limit_price of ["188", "189"])
    await world.fill(trader, await submit({ ...LIMIT, limit_price }));
  await world.fill(trader, await submit(SPREAD));
  for (const limit_price of ["180", "181"]) {
    const id = await submit({ ...LIMIT, limit_price });
    await world.send(trader.keys, "DELETE", `/v2/orders/${id}`);
  }
  await submit({ ...LIMIT, limit_price: "179" });
}

const ask = (mount: Mount, path: string, headers: Record<string, string> = {}) =>
  mount(path, { headers: { ...trader.keys, ...headers } });

/** Until the account's last event: a range that ends. */
async function untilNow(): Promise<string> {
  const { rows } = await world.admin.query(
    "SELECT version, event_ms FROM mbt_events WHERE account_id = $1 ORDER BY version DESC LIMIT 1",
    [trader.accountId],
  );
  const [head] = rows;
  return encodeEventId({ eventMs: Number(head.event_ms), version: Number(head.version) });
}

const SAID: Readonly<Record<string, readonly string[]>> = {
  order_accepted: ["pending_new", "new"],
  order_filled: ["fill"],
  order_canceled: ["pending_cancel", "canceled"],
};

/** What the database says must be told: version and word. */
async function updatesInDatabase(): Promise<readonly string[]> {
  const { rows } = await world.admin.query(
    "SELECT version, type FROM mbt_events WHERE account_id = $1 ORDER BY version",
    [trader.accountId],
  );
  return rows.flatMap(({ version, type }) =>
    (SAID[type] ?? []).map((word) => `${version} ${word}`),
  );
}

async function activitiesInDatabase(): Promise<readonly string[]> {
  const { rows } = await world.admin.query(
    `SELECT id FROM mbt_activities WHERE account_id = $1 ORDER BY version, id COLLATE "C"`,
    [trader.accountId],
  );
  return rows.map(({ id }) => id);
}

const STREAMS = [
  {
    path: TRADES,
    expected: updatesInDatabase,
    tell: ({ id, data }: Told) => `${decodeEventId(id)?.version} ${data.event}`,
  },
  { path: ACTIVITIES, expected: activitiesInDatabase, tell: ({ data }: Told) => data.id },
];

describe.each(STREAMS)("$path", ({ path, expected, tell }) => {
  test.each([
    { name: "server.ts", mount: node },
    { name: "Next", mount: web },
  ])(
    "tells through $name what the database has, each message by an id of its own",
    async ({ mount }) => {
      await trade();
      const response = await ask(mount, `${path}?since=2026-11-01&until_id=${await untilNow()}`);
      expect(response.headers.get("content-type")).toBe("text/event-stream");
      const told = await readStream(response);
      expect(told.map(tell)).toEqual(await expected());
      expect(told.map(({ data }) => data.event_id)).toEqual(told.map(({ id }) => id));
      expect(told.map(({ id }) => id)).toEqual([...new Set(told.map(({ id }) => id))].sort());
    },
  );

  test("a client that is cut off anywhere and comes back misses nothing and hears nothing twice", async () => {
    await trade();
    await trade();
    const until = await untilNow();
    const wanted = await expected();
    const cuts = fc.sample(fc.integer({ min: 1, max: 6_000 }), { numRuns: 200, seed: 7 });
    const told: Told[] = [];
    for (const [index, charactersMax] of cuts.entries()) {
      const last = told.at(-1);
      const headers: Record<string, string> =
        last === undefined ? {} : { "last-event-id": last.id };
      const mount = index % 2 === 0 ? node : web;
      const query = `?since=2026-11-01&until_id=${until}`;
      const response = await ask(mount, path + query, headers);
      told.push(...(await readStream(response, { charactersMax })));
      if (told.length >= wanted.length) break;
    }
    expect(told.map(tell)).toEqual(wanted);
  });

  test("from now on: what happens while the client listens", async () => {
    const before = (await expected()).length;
    const response = await ask(node, path);
    const reading = readStream(response, { messagesMax: 3 });
    await trade();
    expect((await reading).map(tell)).toEqual((await expected()).slice(before, before + 3));
  });

  test("nothing of another account is told", async () => {
    const theirsOnly = await node(`${path}?since=2026-11-01&until=2026-11-20T14:00:00Z`, {
      headers: theirs.keys,
    });
    expect(await readStream(theirsOnly)).toEqual([]);
  });
});

test("a client that saw an order pending_new and no more is told new next", async () => {
  await submit({ ...LIMIT, limit_price: "178" });
  const until = await untilNow();
  const told = await readStream(await ask(node, `${TRADES}?since=2026-11-01&until_id=${until}`));
  const [pending, fresh] = told.slice(-2);
  expect([pending?.data.event, fresh?.data.event]).toEqual(["pending_new", "new"]);
  const after = await ask(node, `${TRADES}?since_id=${pending?.id}&until_id=${until}`);
  expect(await readStream(after)).toEqual([fresh]);
});

test("a multi-leg fill carries its legs, and its order", async () => {
  const id = await submit(SPREAD);
  await world.fill(trader, id);
  const until = await untilNow();
  const told = await readStream(await ask(node, `${TRADES}?since=2026-11-01&until_id=${until}`));
  expect(told.at(-1)?.data).toMatchObject({
    event: "fill",
    price: "1.85",
    order: { id, status: "filled", order_class: "mleg" },
    legs: [{ symbol: LONG }, { symbol: SHORT }],
  });
});

test.each([
  ["since=yesterday", "invalid since: must be a date or RFC 3339 time"],
  ["since_id=x", "invalid since_id: not an event of this account"],
  ["since_id=01ARYZ6S4100000000ZZZZZZZZ", "invalid since_id: not an event of this account"],
  ["until=2026-11-20", "invalid param: both since & until required"],
  ["until_id=01ARYZ6S4100000000000001ZZ", "invalid param: both since & until required"],
  ["since=2026-11-20&since_id=x", "only one of since or since_id is accepted"],
  ["since=2026-11-20&until=2026-11-20&until_id=x", "only one of until or until_id is accepted"],
])("%s is refused", async (query, message) => {
  for (const path of [TRADES, ACTIVITIES]) {
    const response = await ask(web, `${path}?${query}`);
    expect([response.status, await response.json()]).toEqual([422, { code: 40010001, message }]);
  }
});

test("a bad Last-Event-ID is refused, never taken for now", async () => {
  const response = await ask(node, TRADES, { "last-event-id": "17" });
  expect(response.status).toBe(422);
});

test("an eleventh stream of a user is refused while ten are open, and not after", async () => {
  const streams = await Promise.all(Array.from({ length: 10 }, () => ask(node, TRADES)));
  const refused = await ask(node, TRADES);
  expect([refused.status, await refused.json()]).toMatchObject([429, { code: 42910000 }]);
  await Promise.all(streams.map((one) => one.body?.cancel()));
  await expect
    .poll(async () => {
      const again = await ask(node, TRADES);
      await again.body?.cancel();
      return again.status;
    })
    .toBe(200);
});

test("a stream ends with the key it was opened by", async () => {
  const leaving = await world.newTrader("leaving@raxx.test");
  const response = await node(TRADES, { headers: leaving.keys });
  await world.admin.query("UPDATE api_keys SET revoked_at = now() WHERE user_id = $1", [
    leaving.userId,
  ]);
  expect(await readStream(response)).toEqual([]);
}, 15_000);
