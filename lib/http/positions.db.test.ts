/** Closing positions, exercise and do-not-exercise through the API: alpaca-wire.md §1.9. */
import { expect, test } from "vitest";
import { idOf } from "./testing/fake-deps";
import { createProgramWorld, EXPIRING, LONG, SHORT, type Trader } from "./testing/program-world";

const world = await createProgramWorld();

class Holder {
  constructor(readonly trader: Trader) {}

  send(method: string, path: string, body?: object) {
    return world.send(this.trader.keys, method, path, body);
  }

  /** Buys at the market and waits for the fill. */
  async buy(symbol: string, amount: object): Promise<void> {
    const order = { symbol, side: "buy", type: "market", time_in_force: "day", ...amount };
    const { status, body } = await this.send("POST", "/v2/orders", order);
    expect(status).toBe(200);
    await world.fill(this.trader, body.id);
  }

  async holds(symbol: string): Promise<string | null> {
    const { status, body } = await this.send("GET", `/v2/positions/${symbol}`);
    return status === 200 ? body.qty : null;
  }
}

let count = 0;
async function holder(): Promise<Holder> {
  count += 1;
  return new Holder(await world.newTrader(`holder-${count}@raxx.test`));
}

test("a position closes by quantity, by percentage and whole, with market orders for the day", async () => {
  const me = await holder();
  await me.buy("AAPL", { qty: "10" });
  const part = await me.send("DELETE", "/v2/positions/AAPL?qty=3");
  expect(part.body).toMatchObject({
    ...{ qty: "3", side: "sell", type: "market", time_in_force: "day" },
    position_intent: "sell_to_close",
  });
  expect((await me.send("GET", "/v2/positions/AAPL")).body.qty_available).toBe("7");
  await world.fill(me.trader, part.body.id);
  // A share of whole shares is whole: 50% of 7 is 3.
  const half = await me.send("DELETE", `/v2/positions/${idOf("AAPL")}?percentage=50`);
  expect(half.body.qty).toBe("3");
  await world.fill(me.trader, half.body.id);
  const rest = await me.send("DELETE", "/v2/positions/AAPL");
  expect(rest.body.qty).toBe("4");
  await world.fill(me.trader, rest.body.id);
  expect(await me.holds("AAPL")).toBeNull();
  expect(await me.send("DELETE", "/v2/positions/AAPL")).toEqual({
    status: 404,
    body: { code: 40410000, message: "position does not exist" },
  });
});

test("only a position with parts of shares is closed in parts", async () => {
  const me = await holder();
  await me.buy("AAPL", { qty: "1.5" });
  const { body } = await me.send("DELETE", "/v2/positions/AAPL?percentage=33.3");
  expect(body.qty).toBe("0.4995");
});

test.each([
  ["qty=1&percentage=10", 422, "only one of qty or percentage is accepted"],
  ["qty=0", 422, "qty must be > 0"],
  ["percentage=0", 422, "percentage must be > 0 and <= 100"],
  ["percentage=100.1", 422, "percentage must be > 0 and <= 100"],
  ["percentage=x", 422, "percentage must be > 0 and <= 100"],
  ["percentage=1", 422, "qty must be > 0"],
  ["qty=11", 403, "insufficient qty available for order (requested: 11, available: 10)"],
])("closing with %s is refused", async (query, status, message) => {
  const me = await holder();
  await me.buy("AAPL", { qty: "10" });
  const answer = await me.send("DELETE", `/v2/positions/AAPL?${query}`);
  expect(answer).toMatchObject({ status, body: { message } });
  expect(await me.holds("AAPL")).toBe("10");
});

test("closing all is 207 with an order or an error each; orders in the way go first when asked", async () => {
  const me = await holder();
  await me.buy("AAPL", { qty: "5" });
  await me.buy(LONG, { qty: "1" });
  const sell = { symbol: "AAPL", qty: "5", side: "sell", type: "limit", limit_price: "200" };
  await me.send("POST", "/v2/orders", { ...sell, time_in_force: "gtc" });
  const blocked = await me.send("DELETE", "/v2/positions");
  expect(blocked.status).toBe(207);
  expect(blocked.body).toMatchObject([
    {
      ...{ symbol: "AAPL", status: 403 },
      body: { code: 40310000, available: "0", existing_qty: "5", held_for_orders: "5" },
    },
    { symbol: LONG, status: 200, body: { symbol: LONG, side: "sell", qty: "1" } },
  ]);
  const all = await me.send("DELETE", "/v2/positions?cancel_orders=true");
  expect(all.body).toMatchObject([
    { symbol: "AAPL", status: 200, body: { qty: "5", side: "sell" } },
    { symbol: LONG, status: 200 },
  ]);
  for (const { body } of all.body) await world.fill(me.trader, body.id);
  expect((await me.send("GET", "/v2/positions")).body).toEqual([]);
});

test("a spread closes whole: what is short is bought back first", async () => {
  const me = await holder();
  const leg = (symbol: string, side: string) => ({
    ...{ symbol, side, ratio_qty: "1", position_intent: `${side}_to_open` },
  });
  const order = { order_class: "mleg", qty: "1", type: "market", time_in_force: "day" };
  const legs = [leg(LONG, "buy"), leg(SHORT, "sell")];
  const { body } = await me.send("POST", "/v2/orders", { ...order, legs });
  await world.fill(me.trader, body.id);
  const all = await me.send("DELETE", "/v2/positions");
  expect(all.body).toMatchObject([
    { symbol: SHORT, status: 200, body: { side: "buy", position_intent: "buy_to_close" } },
    { symbol: LONG, status: 200, body: { side: "sell", position_intent: "sell_to_close" } },
  ]);
});

test("an exercise takes no body, happens at once, and names what it cannot do", async () => {
  const me = await holder();
  const exercise = (symbol: string) => me.send("POST", `/v2/positions/${symbol}/exercise`);
  expect(await exercise(LONG)).toEqual({
    status: 404,
    body: { code: 40410000, message: "long position not found" },
  });
  await me.buy(LONG, { qty: "1" });
  expect(await exercise(idOf(LONG))).toEqual({ status: 200, body: null });
  expect([await me.holds(LONG), await me.holds("AAPL")]).toEqual([null, "100"]);
  const activities = (await me.send("GET", "/v2/account/activities/OPEXC")).body;
  expect(activities).toMatchObject([{ symbol: LONG, qty: "-1" }]);

  const short = await holder();
  await short.buy("AAPL", { qty: "100" });
  const sold = { symbol: LONG, qty: "1", side: "sell", type: "market", time_in_force: "day" };
  const { body } = await short.send("POST", "/v2/orders", sold);
  await world.fill(short.trader, body.id);
  expect(await short.send("POST", `/v2/positions/${LONG}/exercise`)).toEqual({
    status: 403,
    body: { code: 40310001, message: "cannot exercise short position" },
  });
});

test("do-not-exercise is for the last day, once or often, and keeps an exercise out", async () => {
  const me = await holder();
  const tell = (symbol: string) => me.send("POST", `/v2/positions/${symbol}/do-not-exercise`);
  await me.buy(LONG, { qty: "1" });
  expect((await tell(LONG)).status).toBe(403);
  await me.buy(EXPIRING, { qty: "1" });
  expect(await tell(EXPIRING)).toEqual({ status: 200, body: null });
  expect(await tell(EXPIRING)).toEqual({ status: 200, body: null });
  expect(await me.send("POST", `/v2/positions/${EXPIRING}/exercise`)).toMatchObject({
    status: 403,
    body: { code: 40310000, message: "do not exercise instruction already exists" },
  });
});
