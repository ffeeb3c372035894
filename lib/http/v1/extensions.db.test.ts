import { beforeAll, describe, expect, test } from "vitest";
import { handleProgramRequest } from "../table";
import { createProgramWorld, LONG, SHORT, type Trader } from "../testing/program-world";

const world = await createProgramWorld();
let trader: Trader;
let theirs: Trader;
let filledId: string;
let spreadId: string;
let restingId: string;

const send = (method: string, path: string, body?: object, { keys } = trader) =>
  world.send(keys, method, path, body);
const BUY = { symbol: "AAPL", qty: "10", side: "buy", type: "market", time_in_force: "day" };
const leg = (symbol: string, side: string) => ({
  ...{ symbol, ratio_qty: "1", side, position_intent: `${side}_to_open` },
});
const SPREAD = {
  ...{ order_class: "mleg", qty: "1", type: "limit", limit_price: "1.85", time_in_force: "day" },
  legs: [leg(LONG, "buy"), leg(SHORT, "sell")],
};

beforeAll(async () => {
  trader = await world.newTrader("extensions@raxx.test", { tier: "pro_plus" });
  theirs = await world.newTrader("other-extensions@raxx.test");
  const submit = async (body: object) => (await send("POST", "/v2/orders", body)).body.id;
  filledId = await submit(BUY);
  await world.fill(trader, filledId);
  spreadId = await submit(SPREAD);
  await world.fill(trader, spreadId);
  restingId = await submit({ ...BUY, type: "limit", limit_price: "180", client_order_id: "=1+1" });
});

async function fillIds(orderId: string): Promise<readonly string[]> {
  const { body } = await send("GET", `/v2/account/activities/FILL?order_id=${orderId}`);
  return body.map(({ id }: { id: string }) => id.split("::")[1]);
}

test("a preview says what the order would do, and stores nothing", async () => {
  const before = (await send("GET", "/v2/orders?status=all")).body.length;
  // 4.40 paid and 2.55 received for each share: 1.85, $185 for 100, and at most 10 - 1.85 to win.
  expect(await send("POST", "/v1/orders/preview", SPREAD)).toMatchObject({
    status: 200,
    body: {
      ...{ simulated: true, natural: "1.85", cash: "-185", net_word: "debit" },
      ...{ max_profit: "815", max_loss: "185", breakevens: ["201.85"], refusal: null },
      quote_at: expect.stringMatching(/^2026-11-20T/),
      label: { market: "sim", feed: "real_time", delay_seconds: 0 },
    },
  });
  const refused = await send("POST", "/v1/orders/preview", { ...BUY, qty: "100000" });
  expect(refused).toMatchObject({ status: 200, body: { refusal: expect.any(String) } });
  expect((await send("GET", "/v2/orders?status=all")).body).toHaveLength(before);
});

test("a fill is explained by either of its ids, and recomputes", async () => {
  const [id] = await fillIds(filledId);
  const card = await send("GET", `/v1/fills/${id}/explanation`);
  expect(card).toMatchObject({
    status: 200,
    body: {
      ...{ simulated: true, order_id: filledId, price: "187.32", qty: "10", recomputed: true },
      legs: [{ symbol: "AAPL", underlying: "AAPL", bid: "187.30", ask: "187.32", ask_size: "500" }],
    },
  });
  expect((await send("GET", `/v1/fills/${card.body.id}/explanation`)).body).toEqual(card.body);
  expect((await send("GET", `/v1/fills/${id}/recompute`)).body).toEqual({
    simulated: true,
    fill_id: card.body.id,
    rules_version: card.body.rules_version,
    reproducible: true,
    stored: { rule: card.body.rule, qty: "10", price: "187.32", leg_prices: ["187.32"] },
    recomputed: { rule: card.body.rule, qty: "10", price: "187.32", leg_prices: ["187.32"] },
  });
});

test("an order says why it has not filled, or that it has", async () => {
  expect((await send("GET", `/v1/orders/${restingId}/explanation`)).body).toMatchObject({
    ...{ id: restingId, working: true, why: expect.stringContaining("180"), fill_ids: [] },
  });
  const filled = (await send("GET", `/v1/orders/${filledId}/explanation`)).body;
  expect(filled).toMatchObject({ working: false, why: null, fill_ids: [expect.any(String)] });
});

test("margin is taken apart: parts add up to the whole, and to the account's figures", async () => {
  const { body } = await send("GET", "/v1/margin");
  const account = (await send("GET", "/v2/account")).body;
  for (const field of ["equity", "cash", "initial_margin", "maintenance_margin", "buying_power"]) {
    expect([field, body[field]]).toEqual([field, account[field]]);
  }
  for (const section of [body.options, body.stock, body.maintenance]) {
    const sum = section.requirements.reduce(
      (total: number, { amount }: { amount: string }) => total + Math.round(Number(amount) * 1e6),
      0,
    );
    expect(sum).toBe(Math.round(Number(section.total) * 1e6));
  }
  expect(body.stock.requirements).toMatchObject([{ underlying: "AAPL", shares: "10" }]);
});

test("positions by strategy, and the name of legs nobody holds", async () => {
  const { strategies } = (await send("GET", "/v1/strategies")).body;
  expect(strategies.map(({ title }: { title: string }) => title)).toEqual([
    "AAPL shares",
    "AAPL call debit spread",
  ]);
  const legs = [
    { symbol: LONG, side: "sell", ratio_qty: 1 },
    { symbol: SHORT, side: "buy", ratio_qty: "1" },
  ];
  expect((await send("POST", "/v1/strategies/recognise", { legs })).body).toEqual({
    strategy: "call credit spread",
    title: "AAPL 18 Dec 26 200/210 call credit spread",
  });
});

test("replay rebuilds the account, and finds what somebody changed", async () => {
  expect((await send("POST", "/v1/replay", {})).body).toMatchObject({ ok: true, difference: null });
  const update = "UPDATE mbt_positions SET cost_micros = cost_micros + $2 WHERE account_id = $1";
  await world.admin.query(update, [trader.accountId, 1]);
  expect((await send("POST", "/v1/replay", {})).body).toMatchObject({
    ok: false,
    difference: expect.stringContaining("mbt_positions"),
  });
  await world.admin.query(update, [trader.accountId, -1]);
});

describe("export", () => {
  const text = async (query: string) => {
    const request = new Request(`http://raxx.test/v1/export?${query}`, { headers: trader.keys });
    const response = await handleProgramRequest(world.deps, request);
    return { type: response?.headers.get("content-type"), text: (await response?.text()) ?? "" };
  };

  test.each(["orders", "fills", "activities", "positions"])(
    "%s: JSON and CSV agree",
    async (kind) => {
      const json = JSON.parse((await text(`kind=${kind}`)).text);
      const csv = await text(`kind=${kind}&format=csv`);
      expect(json).toMatchObject({ simulated: true, account_id: trader.accountId, kind });
      const [header, ...lines] = csv.text.trimEnd().split("\r\n");
      expect(csv.type).toBe("text/csv; charset=UTF-8");
      expect(header).toMatch(/^simulated,/);
      expect(lines).toHaveLength(json.rows.length);
      expect(lines.every((line) => line.startsWith("SIMULATED,"))).toBe(true);
      expect(json.rows.length).toBeGreaterThan(0);
    },
  );

  test("numbers are those of the API", async () => {
    const { rows } = JSON.parse((await text("kind=positions")).text);
    const positions = (await send("GET", "/v2/positions")).body;
    const figures = (all: { symbol: string; qty: string; market_value: string }[]) =>
      all.map(({ symbol, qty, market_value }) => [symbol, qty, market_value]).sort();
    expect(figures(rows)).toEqual(figures(positions));
  });

  test("a client order id is not a formula", async () => {
    expect((await text("kind=orders&format=csv")).text).toContain(",'=1+1,");
  });
});

describe("bad input", () => {
  test.each([
    [
      "/v1/orders/preview",
      { ...BUY, colour: "red" },
      400,
      "request body format is invalid: unknown field colour",
    ],
    [
      "/v1/orders/preview",
      { ...SPREAD, legs: [{ ...leg(LONG, "buy"), note: "x" }, leg(SHORT, "sell")] },
      400,
      "request body format is invalid: unknown field legs.0.note",
    ],
    ["/v1/orders/preview", [], 400, "request body format is invalid: must be a JSON object"],
    ["/v1/orders/preview", { ...BUY, symbol: "NONE" }, 422, 'asset "NONE" not found'],
    [
      "/v1/strategies/recognise",
      {},
      400,
      "request body format is invalid: legs has the wrong type",
    ],
    ["/v1/strategies/recognise", { legs: [], x: 1 }, 422, undefined],
    [
      "/v1/strategies/recognise",
      { legs: [{ symbol: "NONE", side: "buy", ratio_qty: "1" }] },
      422,
      'asset "NONE" not found',
    ],
    [
      "/v1/strategies/recognise",
      { legs: [{ symbol: "AAPL", side: "hold", ratio_qty: "1" }] },
      422,
      undefined,
    ],
  ])("POST %s %j is %i", async (path, body, status, message) => {
    const answer = await send("POST", path, body);
    expect(answer.status).toBe(status);
    if (message !== undefined) expect(answer.body.message).toBe(message);
  });

  test("a body of 100 kB is not read", async () => {
    const answer = await send("POST", "/v1/orders/preview", { symbol: "x".repeat(100_000) });
    expect(answer.status).toBe(413);
  });

  test.each(["explanation", "recompute"])(
    "a fill's %s: another's, none and no id read the same",
    async (what) => {
      const [id = ""] = await fillIds(filledId);
      const none = "11111111-1111-4111-8111-111111111111";
      for (const wrong of [id, none, "x"]) {
        expect(await send("GET", `/v1/fills/${wrong}/${what}`, undefined, theirs)).toEqual({
          status: 404,
          body: { code: 40410000, message: `fill not found for ${wrong}` },
        });
      }
    },
  );

  test("another's order is not explained", async () => {
    expect(await send("GET", `/v1/orders/${restingId}/explanation`, undefined, theirs)).toEqual({
      status: 404,
      body: { code: 40410000, message: `order not found for ${restingId}` },
    });
  });

  test.each(["kind=secrets", "format=xls"])("export?%s is refused", async (query) => {
    expect((await send("GET", `/v1/export?${query}`)).status).toBe(422);
  });
});
