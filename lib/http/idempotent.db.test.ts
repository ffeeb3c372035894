import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { handleProgramRequest } from "./table";
import { createProgramWorld, type Trader } from "./testing/program-world";

const world = await createProgramWorld();
const mine = await world.newTrader("mine@raxx.test");
const theirs = await world.newTrader("theirs@raxx.test");

const BUY = { symbol: "AAPL", qty: "1", side: "buy", type: "limit", limit_price: "150" };
const RESTING = { ...BUY, time_in_force: "gtc" };

interface Asked {
  readonly body?: object;
  readonly trader?: Trader;
  readonly method?: string;
  readonly path?: string;
}

async function sendWith(key: string, { body, trader = mine, ...asked }: Asked = {}) {
  const { method = "POST", path = "/v2/orders" } = asked;
  const headers = { ...trader.keys, "Idempotency-Key": key };
  const init = body === undefined ? {} : { body: JSON.stringify(body) };
  const request = new Request(`http://raxx.test${path}`, { method, headers, ...init });
  const response = await handleProgramRequest(world.deps, request);
  const text = (await response?.text()) ?? "";
  return {
    status: response?.status,
    replayed: response?.headers.get("idempotent-replayed"),
    body: text === "" ? null : JSON.parse(text),
  };
}

async function openOrders(trader = mine): Promise<readonly { id: string }[]> {
  return (await world.send(trader.keys, "GET", "/v2/orders?limit=500")).body;
}

test("a write that is sent again is answered as the first time and does nothing", async () => {
  const key = randomUUID();
  const first = await sendWith(key, { body: RESTING });
  const again = await sendWith(key, { body: RESTING });
  expect(first).toMatchObject({ status: 200, replayed: null, body: { status: "pending_new" } });
  expect(again).toEqual({ ...first, replayed: "true" });
  expect((await openOrders()).map(({ id }) => id)).toEqual([first.body.id]);
});

test("a refusal is an outcome too, and so is an answer without a body", async () => {
  const key = randomUUID();
  const wrong = { ...RESTING, limit_price: "12.345" };
  const first = await sendWith(key, { body: wrong });
  expect(first).toMatchObject({ status: 422, body: { code: 42210000 } });
  expect(await sendWith(key, { body: wrong })).toEqual({ ...first, replayed: "true" });

  const { id } = (await sendWith(randomUUID(), { body: RESTING })).body;
  const cancel = { method: "DELETE", path: `/v2/orders/${id}` };
  const cancelKey = randomUUID();
  expect(await sendWith(cancelKey, cancel)).toEqual({ status: 204, replayed: null, body: null });
  // A second cancel would be 422; the same one is 204 again.
  expect(await sendWith(cancelKey, cancel)).toEqual({ status: 204, replayed: "true", body: null });
});

test("a key belongs to its first request, and to its account", async () => {
  const key = randomUUID();
  const first = await sendWith(key, { body: RESTING });
  expect(await sendWith(key, { body: { ...RESTING, qty: "2" } })).toMatchObject({
    status: 422,
    body: { code: 40010001, message: "Idempotency-Key was used with another request" },
  });
  const elsewhere = await sendWith(key, { body: RESTING, trader: theirs });
  expect(elsewhere).toMatchObject({ status: 200, replayed: null });
  expect(elsewhere.body.id).not.toBe(first.body.id);
});

test("of the same request twice at once, one works and one is told so; never two orders", async () => {
  const before = (await openOrders()).length;
  const key = randomUUID();
  const answers = await Promise.all([1, 2, 3, 4].map(() => sendWith(key, { body: RESTING })));
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 200 || status === 409)).toHaveLength(4);
  expect(answers.filter(({ status }) => status === 409)[0]?.body ?? null).toEqual(
    statuses.includes(409)
      ? { code: 40910000, message: "a request with this Idempotency-Key is in flight" }
      : null,
  );
  const ids = answers.flatMap(({ status, body }) => (status === 200 ? [body.id] : []));
  expect(new Set(ids).size).toBe(1);
  expect(await openOrders()).toHaveLength(before + 1);
});

test("a process that dies after the commit leaves a claim; the next try finds its order", async () => {
  const before = (await openOrders()).length;
  const key = randomUUID();
  const first = await sendWith(key, { body: RESTING });
  // As the row was between the commit and the outcome; then the time of the claim runs out.
  const forget = (until: string) =>
    world.admin.query(
      `UPDATE idempotency_keys SET status = NULL, body = NULL, locked_until = ${until}
       WHERE account_id = $1 AND created_at = (SELECT max(created_at) FROM idempotency_keys WHERE account_id = $1)`,
      [mine.accountId],
    );
  await forget("now() + interval '1 minute'");
  expect((await sendWith(key, { body: RESTING })).status).toBe(409);
  await forget("now() - interval '1 second'");
  const again = await sendWith(key, { body: RESTING });
  expect(again).toMatchObject({ status: 200, replayed: null, body: { id: first.body.id } });
  expect(await openOrders()).toHaveLength(before + 1);
});

test.each(["", "x".repeat(256), "a\u00e4"])("the key %j is refused", async (key) => {
  expect(await sendWith(key, { body: RESTING })).toMatchObject({
    status: 422,
    body: { message: "Idempotency-Key must be 1 to 255 printable characters" },
  });
});

test("a read pays no heed to a key", async () => {
  const read = { method: "GET", path: "/v2/orders" };
  const key = randomUUID();
  expect((await sendWith(key, read)).replayed).toBeNull();
  expect((await sendWith(key, read)).replayed).toBeNull();
});
