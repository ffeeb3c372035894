/** Brackets, replacements and closing positions with the real SDK on the running site: what the worker does with them. */
import { type Alpaca, streaming } from "@alpacahq/alpaca-trade-api";
import { expect, test } from "playwright/test";
import { type Bot, createBot, sdkOf, WS_URL } from "./pages/bot";

let bot: Bot;
let alpaca: Alpaca;

test.beforeAll(async () => {
  bot = await createBot("pro");
  alpaca = sdkOf(bot);
});

const get = (orderId: string) => alpaca.trading.orders.getOrderByOrderID({ orderId, nested: true });

/** The SDK's stream, listening; what it tells of an order, in order. */
async function listen() {
  const stream = alpaca.trading.stream({ url: `${WS_URL}/stream` });
  const updates: streaming.TradeUpdate[] = [];
  stream.onTradeUpdate((update) => updates.push(update));
  const subscribed = new Promise<unknown>((resolve) =>
    stream.on(streaming.EVENT.SUBSCRIPTION, resolve),
  );
  stream.onConnect(() => stream.subscribeTradeUpdates());
  stream.connect();
  await subscribed;
  const eventsOf = (orderId?: string) =>
    updates.filter(({ order }) => order.id === orderId).map(({ event }) => event);
  return { stream, eventsOf };
}

test("a bracket: the entry fills, its take-profit works, its stop-loss is held; one cancel ends both", async () => {
  const { stream, eventsOf } = await listen();
  const sent = await alpaca.trading.orders.bracket({
    ...{ symbol: "AAPL", qty: 2, side: "buy" },
    ...{ takeProfit: { limitPrice: 9_000 }, stopLoss: { stopPrice: 1 } },
  });
  const [profit, loss] = sent.legs ?? [];
  await expect.poll(async () => (await get(sent.id ?? "")).status).toBe("filled");
  const filled = await get(sent.id ?? "");
  expect(filled.legs?.map(({ status }) => status)).toEqual(["new", "held"]);
  await alpaca.trading.orders.deleteOrderByOrderID({ orderId: profit?.id ?? "" });
  await expect
    .poll(() => eventsOf(profit?.id))
    .toEqual(["held", "new", "pending_cancel", "canceled"]);
  await expect.poll(() => eventsOf(loss?.id)).toEqual(["held", "canceled"]);
  expect(eventsOf(sent.id)).toEqual(["pending_new", "new", "fill"]);
  stream.disconnect();
});

test("a replacement that meets the market fills; the old order is replaced", async () => {
  const { stream, eventsOf } = await listen();
  const { id = "" } = await alpaca.trading.orders.limit({
    ...{ symbol: "MSFT", qty: 1, side: "buy", limitPrice: 1 },
  });
  const replaced = await alpaca.trading.orders.patchOrderByOrderId({
    orderId: id,
    patchOrderRequest: { limitPrice: "5000" },
  });
  expect(replaced.replaces).toBe(id);
  await expect.poll(() => eventsOf(replaced.id)).toEqual(["new", "fill"]);
  await expect
    .poll(() => eventsOf(id))
    .toEqual(["pending_new", "new", "pending_replace", "replaced"]);
  expect((await get(id)).replacedBy).toBe(replaced.id);
  stream.disconnect();
});

test("positions close in parts, and all at once", async () => {
  const held = async () =>
    (await alpaca.trading.positions.getAllOpenPositions()).map(({ symbol, qty }) => [symbol, qty]);
  await expect.poll(held).toEqual([
    ["AAPL", "2"],
    ["MSFT", "1"],
  ]);
  await alpaca.trading.positions.deleteOpenPosition({ symbolOrAssetId: "AAPL", percentage: 50 });
  await expect.poll(held).toEqual([
    ["AAPL", "1"],
    ["MSFT", "1"],
  ]);
  const closed = await alpaca.trading.closeAllPositions({ cancelOrders: true });
  expect(closed.map(({ symbol, status }) => [symbol, status])).toEqual([
    ["AAPL", 200],
    ["MSFT", 200],
  ]);
  await expect.poll(held).toEqual([]);
});
