/** The golden payloads of alpaca-wire.md, Appendix A, that orders and positions answer: the same keys, the same forms. */
import { expect, test } from "vitest";
import { createProgramWorld, LONG, SHORT } from "./testing/program-world";

const world = await createProgramWorld();
const mine = await world.newTrader("mine@raxx.test");
const send = (method: string, path: string, body?: object) =>
  world.send(mine.keys, method, path, body);

const BUY = { symbol: "AAPL", qty: "10", side: "buy", type: "market", time_in_force: "day" };
const MONEY = expect.stringMatching(/^[0-9]+\.[0-9]{2,}$/);
const UUID = expect.stringMatching(/^[0-9a-f-]{36}$/);
const leg = (symbol: string, side: string, ratio_qty = "1") => ({
  ...{ symbol, ratio_qty, side, position_intent: `${side}_to_open` },
});
/** As Appendix A writes it: a call debit spread at 1.85. */
const SPREAD = {
  ...{ order_class: "mleg", qty: "1", type: "limit", limit_price: "1.85", time_in_force: "day" },
  legs: [leg(LONG, "buy"), leg(SHORT, "sell")],
};

test("a market order, accepted and filled", async () => {
  const { body } = await send("POST", "/v2/orders", BUY);
  expect(body).toMatchObject({
    ...{ status: "pending_new", order_class: "", legs: null, qty: "10", filled_qty: "0" },
    ...{ filled_avg_price: null, extended_hours: false },
  });
  await world.fill(mine, body.id);
  expect((await send("GET", `/v2/orders/${body.id}`)).body).toMatchObject({
    ...{ id: body.id, status: "filled", filled_qty: "10", filled_avg_price: "187.32" },
    ...{ symbol: "AAPL", side: "buy", type: "market", order_type: "market", notional: null },
  });
});

test("a multi-leg order and its signed net", async () => {
  const { status, body } = await send("POST", "/v2/orders", SPREAD);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    ...{ symbol: "", asset_class: "", side: "", asset_id: "", order_class: "mleg", qty: "1" },
    legs: [
      {
        symbol: LONG,
        asset_class: "us_option",
        ratio_qty: "1",
        type: "",
        limit_price: null,
        legs: null,
      },
      { symbol: SHORT, position_intent: "sell_to_open", qty: "1" },
    ],
  });
  await world.fill(mine, body.id);
  expect((await send("GET", `/v2/orders/${body.id}`)).body.filled_avg_price).toBe("1.85");
});

const resting = (fields: object) => ({ ...BUY, type: "limit", time_in_force: "gtc", ...fields });

test.each<{ name: string; before?: object; order: object; status: number; body: object }>([
  {
    name: "insufficient buying power",
    order: { ...BUY, qty: "100000" },
    status: 403,
    body: {
      ...{ code: 40310000, message: "insufficient buying power" },
      ...{ buying_power: MONEY, cost_basis: MONEY },
    },
  },
  {
    name: "insufficient quantity",
    before: resting({ side: "sell", qty: "5", limit_price: "200" }),
    order: { ...BUY, side: "sell", type: "limit", limit_price: "201" },
    status: 403,
    body: {
      code: 40310000,
      message: "insufficient qty available for order (requested: 10, available: 5)",
      ...{ available: "5", existing_qty: "10", held_for_orders: "5", symbol: "AAPL" },
    },
  },
  {
    name: "a wash trade",
    before: resting({ side: "sell", qty: "5", type: "stop", stop_price: "180" }),
    order: BUY,
    status: 403,
    body: {
      ...{ code: 40310000, message: "potential wash trade detected. use complex orders" },
      existing_order_id: UUID,
      reject_reason: "opposite side market/stop order exists",
    },
  },
  {
    name: "a common divisor",
    order: { ...SPREAD, legs: [leg(LONG, "buy", "2"), leg(SHORT, "sell", "2")] },
    status: 422,
    body: {
      code: 42210000,
      message: "leg ratio quantities should be relatively prime: GCD[2 2] = 2",
    },
  },
])("$name", async ({ before, order, status, body }) => {
  await send("DELETE", "/v2/orders");
  if (before !== undefined) expect((await send("POST", "/v2/orders", before)).status).toBe(200);
  expect(await send("POST", "/v2/orders", order)).toEqual({ status, body });
});

test("a client order id that is taken, and a position that is not there", async () => {
  const order = resting({ limit_price: "150", client_order_id: "golden" });
  await send("POST", "/v2/orders", order);
  expect((await send("POST", "/v2/orders", order)).body).toMatchObject({
    code: 40010001,
    message: "client_order_id must be unique",
  });
  expect((await send("GET", "/v2/positions/TSLA")).body).toEqual({
    code: 40410000,
    message: "position does not exist",
  });
});

test("close-all: each with its order or its error", async () => {
  await send("DELETE", "/v2/orders");
  await send("POST", "/v2/orders", resting({ side: "sell", qty: "10", limit_price: "200" }));
  const { status, body } = await send("DELETE", "/v2/positions");
  expect(status).toBe(207);
  const stock = body.find(({ symbol }: { symbol: string }) => symbol === "AAPL");
  expect(stock).toEqual({
    ...{ symbol: "AAPL", status: 403 },
    body: {
      code: 40310000,
      message: "insufficient qty available for order (requested: 10, available: 0)",
      ...{ available: "0", existing_qty: "10", held_for_orders: "10", symbol: "AAPL" },
    },
  });
  expect(body.length).toBe(3);
});
