/** trade_updates: what the real SDK hears, and what a hand-written client may send (alpaca-wire.md §4.1). */
import { streaming } from "@alpacahq/alpaca-trade-api";
import { expect, test } from "playwright/test";
import { type Bot, createBot, healthStatus, sdkOf, WS_URL } from "./pages/bot";
import { findPutSpread, openingLegs } from "./pages/spread";
import { WireSocket } from "./pages/wire-socket";

let bot: Bot;

test.beforeAll(async () => {
  bot = await createBot("pro");
});

/** The SDK's stream of a bot, listening, and the updates it was given. */
async function listen(of: Bot) {
  const stream = sdkOf(of).trading.stream({ url: `${WS_URL}/stream` });
  const updates: streaming.TradeUpdate[] = [];
  stream.onTradeUpdate((update) => updates.push(update));
  const subscribed = new Promise<unknown>((resolve) =>
    stream.on(streaming.EVENT.SUBSCRIPTION, resolve),
  );
  stream.onConnect(() => stream.subscribeTradeUpdates());
  stream.connect();
  expect(await subscribed).toEqual(["trade_updates"]);
  const eventsOf = (orderId?: string) =>
    updates.filter(({ order }) => order.id === orderId).map(({ event }) => event);
  return { stream, updates, eventsOf };
}

const authenticate = (secret: string) => ({
  action: "authenticate",
  data: { key_id: bot.keyId, secret_key: secret },
});
const LISTEN = { action: "listen", data: { streams: ["trade_updates", "no_such_stream"] } };

test("a market order is told as pending_new, new, fill, and a resting one as canceled", async () => {
  const { orders } = sdkOf(bot).trading;
  const { stream, updates, eventsOf } = await listen(bot);
  const bought = await orders.market({ symbol: "AAPL", qty: 2, side: "buy" });
  await expect.poll(() => eventsOf(bought.id)).toEqual(["pending_new", "new", "fill"]);
  const fill = updates.at(-1);
  expect(fill).toMatchObject({ qty: "2", positionQty: "2", order: { status: "filled" } });
  expect(fill?.price).toBe(fill?.order.filledAvgPrice);
  expect(fill?.executionId).toMatch(/^[0-9a-f-]{36}$/);
  expect(fill?.timestamp).toBeInstanceOf(Date);

  const resting = await orders.limit({ symbol: "AAPL", qty: 1, side: "buy", limitPrice: 1 });
  await orders.deleteOrderByOrderID({ orderId: resting.id ?? "" });
  const events = ["pending_new", "new", "pending_cancel", "canceled"];
  await expect.poll(() => eventsOf(resting.id)).toEqual(events);
  expect(updates.at(-1)?.order.status).toBe("canceled");
  stream.disconnect();
});

test("submitAndWait of the SDK comes back with the filled order", async () => {
  const order = { symbol: "AAPL", qty: 1, side: "buy", type: "market" } as const;
  const { trading } = sdkOf(bot);
  // It opens a stream of its own and takes no address for it.
  const open = trading.stream.bind(trading);
  trading.stream = (options) => open({ ...options, url: `${WS_URL}/stream` });
  const filled = await trading.submitAndWait(order, { timeoutMs: 10_000 });
  expect(filled).toMatchObject({ status: "filled", filledQty: "1" });
});

test("a multi-leg fill tells its legs, the positions after it and one signed net", async () => {
  const wire = await WireSocket.open("/stream");
  wire.say(authenticate(bot.secret));
  wire.say(LISTEN);
  await wire.until(({ stream }) => stream === "listening");
  const spread = await findPutSpread(bot);
  const sent = await sdkOf(bot).trading.orders.submit({
    type: "market",
    orderClass: "mleg",
    qty: 2,
    legs: openingLegs(spread),
  });
  const { data } = await wire.until(({ data }) => data.event === "fill");
  expect(data.order).toMatchObject({ id: sent.id, symbol: "", order_class: "mleg", qty: "2" });
  expect(data.position_qtys).toEqual({ [spread.sold]: "-2", [spread.bought]: "2" });
  expect(data.position_qty).toBe("-2");
  expect(data.event_id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  const [sold, bought] = data.legs;
  expect(sold).toMatchObject({ symbol: spread.sold, qty: "2", order_id: data.order.legs[0].id });
  expect(bought).toMatchObject({ symbol: spread.bought, qty: "2" });
  // Per unit, positive pays: bought less sold, a credit below zero.
  const net = Math.round((Number(bought.price) - Number(sold.price)) * 10_000) / 10_000;
  expect(Number(data.order.filled_avg_price)).toBe(net);
  expect(net).toBeLessThan(0);
  wire.close();
});

test("a wrong secret is told unauthorized, and the SDK does not try again", async () => {
  const stream = sdkOf({ ...bot, secret: "wrong" }).trading.stream({ url: `${WS_URL}/stream` });
  const failed = new Promise<string>((resolve) => stream.onError((error) => resolve(`${error}`)));
  stream.connect();
  expect(await failed).toContain("auth failed");
  stream.disconnect();

  const wire = await WireSocket.open("/stream");
  wire.say(authenticate("wrong"));
  expect(await wire.until(() => true)).toEqual({
    stream: "authorization",
    data: {
      action: "authenticate",
      status: "unauthorized",
      message: "access key verification failed",
    },
  });
  wire.say(LISTEN);
  expect(await wire.until(() => true, 1)).toEqual({
    stream: "authorization",
    data: { action: "listen", status: "unauthorized" },
  });
  wire.close();
});

const FORMS = [
  ["authenticate with data", () => authenticate(bot.secret)],
  [
    "authenticate with a field Alpaca's clients add",
    () => ({ ...authenticate(bot.secret), paper: true }),
  ],
  ["auth with key and secret", () => ({ action: "auth", key: bot.keyId, secret: bot.secret })],
] as const;

for (const [name, form] of FORMS) {
  test(`silent until spoken to, then binary JSON: ${name}`, async () => {
    const wire = await WireSocket.open("/stream");
    await wire.pong(); // a whole round trip, in which a welcome would have come
    expect(wire.frames).toEqual([]);
    wire.say(form());
    wire.say(LISTEN);
    await wire.until(({ stream }) => stream === "listening");
    expect(wire.frames.map(({ json }) => json)).toEqual([
      { stream: "authorization", data: { action: "authenticate", status: "authorized" } },
      { stream: "listening", data: { streams: ["trade_updates"] } },
    ]);
    expect(wire.frames.every(({ binary }) => binary)).toBe(true);
    wire.close();
  });
}

test("garbage and a frame past 16 KiB close that socket and nothing else", async () => {
  const quiet = await WireSocket.open("/stream");
  const garbage = await WireSocket.open("/stream");
  garbage.say("{not json");
  expect(await garbage.closed).toBe(1002);
  expect(garbage.frames[0]?.json).toEqual({
    action: "error",
    data: { error_message: "invalid message" },
  });
  const large = await WireSocket.open("/stream");
  large.say(Buffer.alloc(16 * 1024 + 1, "x"));
  expect(await large.closed).toBe(1009);
  await quiet.pong();
  quiet.close();
  expect(await healthStatus()).toBe(200);
});
