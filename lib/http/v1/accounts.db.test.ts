import { beforeAll, describe, expect, test } from "vitest";
import { createProgramWorld, type Trader } from "../testing/program-world";

const world = await createProgramWorld();
let trader: Trader;
let theirs: Trader;
beforeAll(async () => {
  trader = await world.newTrader("accounts@raxx.test");
  theirs = await world.newTrader("other-accounts@raxx.test");
});

const send = (method: string, path: string, body?: object, { keys } = trader) =>
  world.send(keys, method, path, body);
const BUY = { symbol: "AAPL", qty: "10", side: "buy", type: "market", time_in_force: "day" };

test("an account is opened on terms of its own, named anew, archived and restored", async () => {
  const opened = await send("POST", "/v1/accounts", {
    name: "Wheel",
    starting_cash: 25000,
    kind: "cash",
    profile: "strict",
    fees: "none",
  });
  expect(opened).toMatchObject({
    status: 200,
    body: {
      ...{ name: "Wheel", simulated: true, epoch: 1, kind: "cash", profile: "strict" },
      ...{ policy: "regt", market: "sim", starting_cash: "25000", cash: "25000", realized: "0" },
      archived_at: null,
    },
  });
  const path = `/v1/accounts/${opened.body.id}`;
  expect((await send("PATCH", path, { name: "Wheel 2" })).body).toMatchObject({ name: "Wheel 2" });
  const archived = await send("PATCH", path, { archived: true });
  expect(archived.body.archived_at).not.toBeNull();
  expect((await send("PATCH", path, { archived: false })).body).toMatchObject({
    name: "Wheel 2",
    archived_at: null,
  });
  const { body } = await send("GET", "/v1/accounts");
  expect(body.map(({ name }: { name: string }) => name)).toEqual(["Paper", "Wheel 2"]);
});

test("a reset opens the next epoch: keys and history stay, orders and positions go", async () => {
  const mine = await world.newTrader("reset@raxx.test");
  const bought = await send("POST", "/v2/orders", BUY, mine);
  await world.fill(mine, bought.body.id);
  await send("POST", "/v2/orders", { ...BUY, type: "limit", limit_price: "180" }, mine);
  const path = `/v1/accounts/${mine.accountId}`;
  const reset = await send("POST", `${path}/reset`, { epoch: 1, starting_cash: "75000" }, mine);
  expect(reset).toMatchObject({ status: 200, body: { epoch: 2, cash: "75000", kind: "margin" } });
  expect((await send("GET", "/v2/positions", undefined, mine)).body).toEqual([]);
  expect((await send("GET", "/v2/orders", undefined, mine)).body).toEqual([]);
  expect((await send("GET", "/v2/account", undefined, mine)).body).toMatchObject({ cash: "75000" });
  const { rows } = await world.admin.query(
    "SELECT count(*)::int AS n FROM mbt_fills WHERE account_id = $1 AND epoch = 1",
    [mine.accountId],
  );
  expect(rows).toEqual([{ n: 1 }]);
  expect((await send("POST", "/v1/replay", {}, mine)).body).toMatchObject({ ok: true });
});

test("a reset that is sent twice closes one epoch", async () => {
  const mine = await world.newTrader("twice@raxx.test");
  const path = `/v1/accounts/${mine.accountId}/reset`;
  const answers = await Promise.all([1, 2, 3].map(() => send("POST", path, { epoch: 1 }, mine)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  expect(answers.find(({ status }) => status === 409)?.body).toEqual({
    code: 40910000,
    message: "the account is in epoch 2, not 1",
  });
});

test.each([
  { tier: "free", max: 5 },
  { tier: "pro", max: 10 },
  { tier: "pro_plus", max: 20 },
] as const)(
  "$tier has room for $max, however many ask at once",
  async ({ tier, max }) => {
    const mine = await world.newTrader(`${tier}-room@raxx.test`, { tier });
    const asked = Array.from({ length: max + 1 }, (_, index) =>
      send("POST", "/v1/accounts", { name: `A${index}` }, mine),
    );
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(max - 1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(2);
    const { body } = await send("GET", "/v1/accounts", undefined, mine);
    const last = `/v1/accounts/${body.at(-1).id}`;
    expect((await send("PATCH", last, { archived: true }, mine)).status).toBe(200);
    expect((await send("POST", "/v1/accounts", { name: "in its place" }, mine)).status).toBe(200);
    expect(await send("PATCH", last, { archived: false }, mine)).toMatchObject({ status: 409 });
  },
  30_000,
);

test("the only account stays; a key of an archived one rests", async () => {
  const mine = await world.newTrader("only@raxx.test");
  const path = `/v1/accounts/${mine.accountId}`;
  expect(await send("PATCH", path, { archived: true }, mine)).toEqual({
    status: 409,
    body: { code: 40910000, message: "the only account cannot be archived" },
  });
  const resting = await send(
    "POST",
    "/v2/orders",
    { ...BUY, type: "limit", limit_price: "180" },
    mine,
  );
  await send("POST", "/v1/accounts", { name: "Other" }, mine);
  expect((await send("PATCH", path, { archived: true }, mine)).status).toBe(200);
  const { rows } = await world.admin.query("SELECT status FROM mbt_orders WHERE id = $1", [
    resting.body.id,
  ]);
  expect(rows).toEqual([{ status: "canceled" }]);
  await expect
    .poll(async () => (await send("GET", "/v2/account", undefined, mine)).status, {
      timeout: 3_000,
    })
    .toBe(401);
});

describe("bad input", () => {
  test.each([
    { name: "no name", body: {}, status: 400 },
    { name: "an unknown field", body: { name: "A", cash: "1" }, status: 400 },
    { name: "a number for a name", body: { name: [] }, status: 400 },
    { name: "a long name", body: { name: "x".repeat(61) }, status: 422 },
    { name: "half a character", body: { name: "\ud800" }, status: 422 },
    { name: "a name with a zero byte", body: { name: "a\u0000b" }, status: 422 },
    { name: "a blank name", body: { name: "   " }, status: 422 },
    { name: "too much cash", body: { name: "A", starting_cash: "10000000.01" }, status: 422 },
    { name: "too little cash", body: { name: "A", starting_cash: "999.99" }, status: 422 },
    { name: "cash that is no number", body: { name: "A", starting_cash: "1e9" }, status: 422 },
    { name: "a kind that is none", body: { name: "A", kind: "ira" }, status: 422 },
  ])("$name is refused and opens nothing", async ({ body, status }) => {
    const before = (await send("GET", "/v1/accounts")).body.length;
    const answer = await send("POST", "/v1/accounts", body);
    expect([answer.status, answer.body.code]).toEqual([
      status,
      status === 400 ? 40010000 : 40010001,
    ]);
    expect((await send("GET", "/v1/accounts")).body).toHaveLength(before);
  });

  test.each([
    ["GET", ""],
    ["PATCH", ""],
    ["POST", "/reset"],
  ])("%s of another's account, of none and of no id read the same", async (method, rest) => {
    for (const id of [theirs.accountId, "11111111-1111-4111-8111-111111111111", "x'--"]) {
      const body = method === "PATCH" ? { name: "mine now" } : { epoch: 1 };
      const path = `/v1/accounts/${encodeURIComponent(id)}${rest}`;
      expect(await send(method, path, method === "GET" ? undefined : body)).toEqual({
        status: 404,
        body: { code: 40410000, message: `account not found for ${id}` },
      });
    }
    expect((await send("GET", "/v1/accounts", undefined, theirs)).body).toMatchObject([
      { name: "Paper", epoch: 1 },
    ]);
  });

  test("a key without account:write changes nothing", async () => {
    const reader = await world.newTrader("reader@raxx.test", { scopes: ["read", "trade"] });
    expect(await send("POST", "/v1/accounts", { name: "A" }, reader)).toMatchObject({
      status: 403,
      body: { required_scope: "account:write" },
    });
  });
});
