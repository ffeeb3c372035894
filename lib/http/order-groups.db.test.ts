/** Brackets and replacements through the API: alpaca-wire.md §1.6–1.8. */
import { expect, test } from "vitest";
import { createProgramWorld, LONG, SHORT } from "./testing/program-world";

const world = await createProgramWorld();
const mine = await world.newTrader("mine@raxx.test");
const send = (method: string, path: string, body?: object) =>
  world.send(mine.keys, method, path, body);

const BUY = { symbol: "AAPL", qty: "10", side: "buy", type: "market", time_in_force: "day" };
const LIMIT = { ...BUY, type: "limit", limit_price: "180", time_in_force: "gtc" };
const BRACKET = {
  ...{ ...LIMIT, order_class: "bracket", limit_price: "187.32" },
  take_profit: { limit_price: "200" },
  stop_loss: { stop_price: "180", limit_price: "179.50" },
};
const cannot = (message: string) => ({ status: 422, body: { code: 42210000, message } });

interface Listed {
  readonly id: string;
  readonly legs: readonly Listed[] | null;
}
const idsOf = (body: readonly Listed[]) => body.map(({ id }) => id);

test("a bracket: legs in the answer, nested and flat, alive after the entry, gone with one", async () => {
  const posted = await send("POST", "/v2/orders", BRACKET);
  expect(posted.body).toMatchObject({
    order_class: "bracket",
    status: "pending_new",
    legs: [
      { type: "limit", side: "sell", limit_price: "200", status: "held", order_class: "bracket" },
      { type: "stop_limit", stop_price: "180", limit_price: "179.5", status: "held" },
    ],
  });
  const { id, legs } = posted.body;
  const [profit, loss] = idsOf(legs);
  expect(idsOf((await send("GET", `/v2/orders/${id}`)).body.legs)).toEqual([profit, loss]);
  expect((await send("GET", `/v2/orders/${id}?nested=false`)).body.legs).toBeNull();
  const nested = (await send("GET", "/v2/orders?nested=true")).body;
  expect(idsOf(nested)).toEqual([id]);
  expect(idsOf(nested[0].legs)).toEqual([profit, loss]);
  const flat = (await send("GET", "/v2/orders")).body;
  expect(idsOf(flat).sort()).toEqual([id, profit, loss].sort());
  expect(flat.every((order: Listed) => order.legs === null)).toBe(true);

  await world.fill(mine, id);
  const [filled] = (await send("GET", "/v2/orders?status=all&nested=true")).body;
  expect(filled).toMatchObject({
    id,
    status: "filled",
    legs: [{ status: "new" }, { status: "held" }],
  });
  // Its shares are spoken for once, by whichever exit trades.
  const held = (await send("GET", "/v2/positions/AAPL")).body;
  expect(held).toMatchObject({ qty: "10", qty_available: "0" });
  expect(await send("DELETE", "/v2/positions/AAPL")).toMatchObject({
    status: 403,
    body: {
      ...{ code: 40310000, available: "0", existing_qty: "10", held_for_orders: "10" },
      message: "insufficient qty available for order (requested: 10, available: 0)",
    },
  });
  expect((await send("DELETE", `/v2/orders/${loss}`)).status).toBe(204);
  expect((await send("GET", `/v2/orders/${profit}`)).body.status).toBe("canceled");
  expect((await send("GET", "/v2/positions/AAPL")).body.qty_available).toBe("10");
});

test("an oco sells what is held, its stop-loss is its leg, and cancel-all ends both", async () => {
  const oco = {
    ...{ symbol: "AAPL", qty: "10", side: "sell", type: "limit", time_in_force: "gtc" },
    ...{
      order_class: "oco",
      take_profit: { limit_price: "200" },
      stop_loss: { stop_price: "180" },
    },
  };
  const { body } = await send("POST", "/v2/orders", oco);
  expect(body).toMatchObject({
    ...{ order_class: "oco", type: "limit", limit_price: "200", side: "sell" },
    legs: [{ type: "stop", side: "sell", stop_price: "180", status: "held" }],
  });
  const ended = (await send("DELETE", "/v2/orders")).body;
  expect(idsOf(ended).sort()).toEqual([body.id, body.legs[0].id].sort());
  expect(ended.every((one: { status: number }) => one.status === 200)).toBe(true);
});

test("a replacement is a new order; old and new name each other, and the chain goes on", async () => {
  const { id } = (await send("POST", "/v2/orders", LIMIT)).body;
  const change = { limit_price: 181.5, qty: "12", client_order_id: "second" };
  const replaced = await send("PATCH", `/v2/orders/${id}`, change);
  expect(replaced).toMatchObject({
    status: 200,
    body: { replaces: id, limit_price: "181.5", qty: "12", client_order_id: "second" },
  });
  expect(replaced.body.status).toBe("pending_new");
  expect((await send("GET", `/v2/orders/${id}`)).body).toMatchObject({
    ...{ status: "replaced", replaced_by: replaced.body.id },
    replaced_at: expect.any(String),
  });
  expect(await send("PATCH", `/v2/orders/${id}`, { qty: "9" })).toEqual(
    cannot("order already replaced"),
  );
  const second = `/v2/orders/${replaced.body.id}`;
  expect(await send("PATCH", second, {})).toEqual(cannot("order parameters are not changed"));
  expect(await send("PATCH", second, { limit_price: "181.5" })).toEqual(
    cannot("order parameters are not changed"),
  );
  expect(
    await send("PATCH", second, { limit_price: "182", client_order_id: "second" }),
  ).toMatchObject({
    status: 422,
    body: {
      ...{ code: 40010001, message: "client_order_id must be unique" },
      existing_order: { id: replaced.body.id },
    },
  });
  expect((await send("DELETE", second)).status).toBe(204);
  expect(await send("PATCH", second, { qty: "9" })).toEqual(
    cannot("cannot replace order in canceled status"),
  );
});

test("what a replacement may not say", async () => {
  const { id } = (await send("POST", "/v2/orders", LIMIT)).body;
  const patch = (change: object) => send("PATCH", `/v2/orders/${id}`, change);
  const bad = (message: string) => ({ status: 422, body: { code: 40010001, message } });
  expect(await patch({ qty: "0" })).toEqual(bad("qty must be > 0"));
  expect(await patch({ qty: "1.5" })).toEqual(
    cannot("qty of fractional orders cannot be replaced"),
  );
  expect(await patch({ time_in_force: "week" })).toEqual(bad("invalid time_in_force"));
  expect(await patch({ limit_price: "-1" })).toEqual(bad("limit price must be > 0"));
  expect(await patch({ stop_price: "170" })).toEqual(
    cannot("stop_price is not a parameter of limit orders"),
  );
  expect((await patch({ limit_price: "181.123" })).body.code).toBe(42210000);
  expect(await patch({ limit_price: [] })).toMatchObject({ status: 400 });
  const nobodys = "/v2/orders/00000000-0000-4000-8000-000000000000";
  expect(await send("PATCH", nobodys, { qty: "1" })).toMatchObject({
    status: 404,
    body: { code: 40410000 },
  });
  expect((await send("GET", `/v2/orders/${id}`)).body.status).toBe("new");
});

test("a net price may be negative, the legs stay, and a leg is not replaced alone", async () => {
  const leg = (symbol: string, side: string) => ({
    ...{ symbol, side, ratio_qty: "1", position_intent: `${side}_to_open` },
  });
  const order = {
    ...{ order_class: "mleg", qty: "1", type: "limit", limit_price: "-1.50" },
    ...{ time_in_force: "day", legs: [leg(SHORT, "sell"), leg(LONG, "buy")] },
  };
  const sent = await send("POST", "/v2/orders", { ...order, limit_price: "1.20" });
  const { id, legs } = sent.body;
  expect(await send("PATCH", `/v2/orders/${legs[0].id}`, { qty: "2" })).toEqual(
    cannot("a leg cannot be replaced alone: replace its parent order"),
  );
  const { body } = await send("PATCH", `/v2/orders/${id}`, { limit_price: "-0.10", qty: "2" });
  expect(body).toMatchObject({ limit_price: "-0.1", qty: "2", legs: [{ qty: "2" }, { qty: "2" }] });
  expect(idsOf(body.legs)).toEqual(idsOf(legs));
  expect((await send("GET", `/v2/orders/${legs[0].id}`)).body.status).toBe("new");
});

test("an order in dollars has no quantity until it fills, and is never replaced", async () => {
  const { qty: _, ...rest } = BUY;
  const { body } = await send("POST", "/v2/orders", { ...rest, notional: "250.50" });
  expect(body).toMatchObject({ notional: "250.5", qty: null, status: "pending_new" });
  expect(await send("PATCH", `/v2/orders/${body.id}`, { qty: "2" })).toEqual(
    cannot("notional orders cannot be replaced"),
  );
  await world.fill(mine, body.id);
  // 250.50 / 187.32, to a billionth of a share, rounded down.
  expect((await send("GET", `/v2/orders/${body.id}`)).body).toMatchObject({
    ...{ status: "filled", filled_qty: "1.337283792", filled_avg_price: "187.32" },
  });
});

test("an asset id stands for its symbol", async () => {
  const { body: position } = await send("GET", "/v2/positions/AAPL");
  const sent = await send("POST", "/v2/orders", { ...LIMIT, symbol: position.asset_id });
  expect(sent.body).toMatchObject({ symbol: "AAPL", asset_id: position.asset_id });
});
