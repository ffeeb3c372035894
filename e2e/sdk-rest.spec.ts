/** The real Alpaca SDK against the running site: a bot's author changes the URL and nothing else. */
import { type Alpaca, errors } from "@alpacahq/alpaca-trade-api";
import { expect, test } from "playwright/test";
import { type Bot, call, createBot, sdkOf } from "./pages/bot";
import { findPutSpread, listedPuts, openingLegs, type PutSpread } from "./pages/spread";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const NOBODYS_ID = "00000000-0000-4000-8000-000000000000";

let bot: Bot;
let alpaca: Alpaca;
let spread: PutSpread;

test.beforeAll(async () => {
  bot = await createBot("pro");
  alpaca = sdkOf(bot);
  spread = await findPutSpread(bot);
});

/** Asks until an order is in a state: fills come from the worker a moment after the answer. */
async function untilStatus(orderId: string, status: string) {
  await expect
    .poll(async () => (await alpaca.trading.orders.getOrderByOrderID({ orderId })).status)
    .toBe(status);
  return alpaca.trading.orders.getOrderByOrderID({ orderId });
}

/** A buy that no market meets: it rests until it is canceled. */
function rest(clientOrderId?: string, symbol = "SPY") {
  const id = clientOrderId === undefined ? {} : { clientOrderId };
  return alpaca.trading.orders.limit({ symbol, qty: 1, side: "buy", limitPrice: "1.00", ...id });
}

async function errorOf(work: Promise<unknown>): Promise<InstanceType<typeof errors.ApiError>> {
  const error = await work.then(
    () => null,
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(errors.ApiError);
  return error as InstanceType<typeof errors.ApiError>;
}

test("a new account reads as $50,000 of untouched paper money", async () => {
  const account = await createBot("pro").then((fresh) => sdkOf(fresh).trading.account.getAccount());
  expect(account).toMatchObject({
    status: "ACTIVE",
    currency: "USD",
    cash: "50000",
    equity: "50000",
    multiplier: "2",
    optionsTradingLevel: 3,
    tradingBlocked: false,
  });
  expect(account.id).toMatch(UUID);
});

test("clock and calendar agree on the session that is open", async () => {
  const clock = await alpaca.trading.clock.legacyClock();
  expect(clock.isOpen).toBe(true); // the simulated market lives in trading hours (decisions 9)
  const now = clock.timestamp as Date;
  const days = await alpaca.trading.calendar.legacyCalendar({ start: now, end: now });
  expect(days).toHaveLength(1);
  expect(days[0]).toMatchObject({ open: "09:30", sessionOpen: "0400" });
  expect(clock.nextClose.getTime()).toBeGreaterThan(now.getTime());
  expect(clock.nextOpen.getTime()).toBeGreaterThan(clock.nextClose.getTime());
});

test("assets are listed, and one is found by symbol and by id", async () => {
  const assets = await alpaca.trading.assets.getV2Assets({ status: "active" });
  const spy = assets.find(({ symbol }) => symbol === "SPY");
  expect(spy).toMatchObject({ status: "active", tradable: true });
  const ask = (symbolOrAssetId: string) =>
    alpaca.trading.assets.getV2AssetsSymbolOrAssetId({ symbolOrAssetId });
  expect(await ask("SPY")).toEqual(spy);
  expect(await ask(spy?.id ?? "")).toEqual(spy);
  expect(await errorOf(ask("NOSUCH"))).toMatchObject({ status: 404, code: 40410000 });
});

test("option contracts pass every filter given, and pages join without gap or repeat", async () => {
  const whole = await listedPuts(alpaca, 600);
  expect(whole.every(({ type, rootSymbol }) => type === "put" && rootSymbol === "SPY")).toBe(true);
  const [expirationDate] = whole.map((contract) => contract.expirationDate);
  const request = { underlyingSymbols: "SPY", ...(expirationDate && { expirationDate }) };
  const all = await alpaca.trading.assets.getOptionsContracts({ ...request, limit: 10_000 });
  expect(all.nextPageToken ?? null).toBeNull();
  const limit = Math.ceil(all.optionContracts.length / 3);
  const paged = await alpaca.trading.collectOptionsContracts({ ...request, limit });
  expect(paged.map(({ symbol }) => symbol)).toEqual(
    all.optionContracts.map(({ symbol }) => symbol),
  );
  const symbolOrId = paged[0]?.symbol ?? "";
  const one = await alpaca.trading.assets.getOptionContractSymbolOrId({ symbolOrId });
  expect(one).toMatchObject({ symbol: symbolOrId, multiplier: "100", style: "american" });
});

test("a market order answers pending_new, fills, and becomes a position", async () => {
  const sent = await alpaca.trading.orders.market({ symbol: "AAPL", qty: 3, side: "buy" });
  expect(sent).toMatchObject({ status: "pending_new", filledQty: "0", symbol: "AAPL", qty: "3" });
  const filled = await untilStatus(sent.id ?? "", "filled");
  expect(filled).toMatchObject({ filledQty: "3", type: "market", timeInForce: "day" });
  expect(filled.filledAvgPrice).toMatch(/^\d+\.?\d{0,4}$/);
  const position = await alpaca.trading.positions.getOpenPosition({ symbolOrAssetId: "AAPL" });
  expect(position).toMatchObject({ qty: "3", side: "long", avgEntryPrice: filled.filledAvgPrice });
  const all = await alpaca.trading.positions.getAllOpenPositions();
  expect(all.map(({ symbol }) => symbol)).toEqual(["AAPL"]);
  const missing = alpaca.trading.positions.getOpenPosition({ symbolOrAssetId: "TSLA" });
  expect(await errorOf(missing)).toMatchObject({
    status: 404,
    code: 40410000,
    message: expect.stringContaining("position does not exist"),
  });
});

test("an order is found by its id and by the id its sender gave; an unknown one is NotFoundError", async () => {
  const clientOrderId = `mine-${bot.userId}`;
  const sent = await rest(clientOrderId);
  const found = await alpaca.trading.orders.getOrderByClientOrderId({ clientOrderId });
  expect(found).toMatchObject({ id: sent.id, clientOrderId, limitPrice: "1", status: "new" });
  expect((await alpaca.trading.orders.getOrderByOrderID({ orderId: sent.id ?? "" })).id).toBe(
    sent.id,
  );
  const unknown = [
    alpaca.trading.orders.getOrderByClientOrderId({ clientOrderId: "never sent" }),
    alpaca.trading.orders.getOrderByOrderID({ orderId: NOBODYS_ID }),
  ];
  for (const asked of unknown) {
    const error = await errorOf(asked);
    expect(error).toBeInstanceOf(errors.NotFoundError);
    expect(error.code).toBe(40410000);
    expect(error.requestId).toMatch(UUID);
  }
});

test("the same client order id twice is a ValidationError that brings the first order along", async () => {
  const clientOrderId = `twice-${bot.userId}`;
  const first = await rest(clientOrderId);
  const error = await errorOf(rest(clientOrderId));
  expect(error).toBeInstanceOf(errors.ValidationError);
  expect(error).toMatchObject({ status: 422, code: 40010001 });
  expect(error.message).toContain("client_order_id must be unique");
  const again = JSON.stringify({
    ...{ symbol: "SPY", qty: "1", side: "buy", type: "limit", limit_price: "1.00" },
    ...{ time_in_force: "day", client_order_id: clientOrderId },
  });
  const { body } = await call(bot, "POST", "/v2/orders", again);
  expect(body).toMatchObject({ existing_order_id: first.id, existing_order: { id: first.id } });
});

test("a multi-leg order fills at one signed net price and shows its legs nested or flat", async () => {
  const sent = await alpaca.trading.orders.submit({
    type: "limit",
    orderClass: "mleg",
    qty: 1,
    limitPrice: (spread.naturalCents / 100 + 0.25).toFixed(2),
    legs: openingLegs(spread),
  });
  const filled = await untilStatus(sent.id ?? "", "filled");
  expect(Number(filled.filledAvgPrice)).toBeLessThan(0);
  expect(filled.legs?.map(({ symbol }) => symbol)).toEqual([spread.sold, spread.bought]);
  const legNet =
    Number(filled.legs?.[1]?.filledAvgPrice) - Number(filled.legs?.[0]?.filledAvgPrice);
  expect(legNet).toBeCloseTo(Number(filled.filledAvgPrice), 6);

  const list = (nested: boolean) =>
    alpaca.trading.orders.getAllOrders({ status: "closed", nested, assetClass: ["us_option"] });
  expect((await list(true)).map(({ id }) => id)).toEqual([sent.id]);
  const flat = await list(false);
  expect(flat.map(({ id }) => id)).toEqual([sent.id, ...(filled.legs ?? []).map(({ id }) => id)]);
});

test("an immediate-or-cancel order that meets no market is canceled, not left resting", async () => {
  const ioc = { symbol: "SPY", qty: 1, side: "buy", limitPrice: 1, timeInForce: "ioc" } as const;
  const sent = await alpaca.trading.orders.limit(ioc);
  expect(await untilStatus(sent.id ?? "", "canceled")).toMatchObject({ filledQty: "0" });
});

test("lists filter by status, symbol, side and time, page by id, and turn around", async () => {
  const [first, second] = [await rest(undefined, "QQQ"), await rest(undefined, "QQQ")];
  const list = async (filter: Parameters<Alpaca["trading"]["orders"]["getAllOrders"]>[0]) =>
    (await alpaca.trading.orders.getAllOrders({ symbols: "QQQ", ...filter })).map(({ id }) => id);
  expect(await list({})).toEqual([second.id, first.id]);
  expect(await list({ direction: "asc" })).toEqual([first.id, second.id]);
  expect(await list({ limit: 1 })).toEqual([second.id]);
  expect(await list({ side: "sell" })).toEqual([]);
  expect(await list({ status: "closed" })).toEqual([]);
  expect(await list({ beforeOrderId: second.id ?? "" })).toEqual([first.id]);
  expect(await list({ after: second.submittedAt?.toISOString() ?? "" })).not.toContain(first.id);
});

test("cancel is 204, a second one is refused, and cancel-all is 207 with each order", async () => {
  const sent = await rest();
  const orderId = sent.id ?? "";
  const raw = await alpaca.trading.orders.deleteOrderByOrderIDRaw({ orderId });
  expect(raw.raw.status).toBe(204);
  const again = await errorOf(alpaca.trading.orders.deleteOrderByOrderID({ orderId }));
  expect(again).toMatchObject({ status: 422, code: 42210000 });
  expect(again.message).toContain('order is already in "canceled" state');

  const open = await alpaca.trading.orders.getAllOrders({ status: "open" });
  expect(open.length).toBeGreaterThan(0);
  const all = await call(bot, "DELETE", "/v2/orders");
  expect(all.status).toBe(207);
  const results = all.body as { id: string; status: number; body: { status: string } }[];
  expect(results.map(({ id }) => id).sort()).toEqual(open.map(({ id }) => id).sort());
  expect(results.every(({ status, body }) => status === 200 && body.status === "canceled")).toBe(
    true,
  );
  expect(await alpaca.trading.orders.getAllOrders({ status: "open" })).toEqual([]);
});

test("too big an order is a PermissionError that says what it costs and what there is", async () => {
  const big = { symbol: "SPY", qty: 100_000, side: "buy" } as const;
  const error = await errorOf(alpaca.trading.orders.limit({ ...big, limitPrice: 1 }));
  expect(error).toBeInstanceOf(errors.PermissionError);
  expect(error).toMatchObject({ status: 403, code: 40310000 });
  const body = { ...big, qty: "100000", type: "limit", limit_price: "5", time_in_force: "day" };
  const { body: answer } = await call(bot, "POST", "/v2/orders", JSON.stringify(body));
  expect(answer).toMatchObject({
    code: 40310000,
    message: "insufficient buying power",
    // 100,000 shares at $5, and CAT of $0.30 (100,000 x $0.000003) that no broker lends: twice that in buying power.
    cost_basis: "500000.60",
    buying_power: expect.stringMatching(/^\d+\.\d{2,}$/),
  });
});

test("a stranger's order id reads exactly as one that does not exist", async () => {
  const { id = "" } = await rest();
  const stranger = await createBot("free");
  for (const method of ["GET", "DELETE"]) {
    const theirs = await call(stranger, method, `/v2/orders/${id}`);
    const nobodys = await call(stranger, method, `/v2/orders/${NOBODYS_ID}`);
    expect(theirs.status).toBe(404);
    expect(theirs.body).toEqual({ code: 40410000, message: `order not found for ${id}` });
    expect(theirs.text.replaceAll(id, NOBODYS_ID)).toBe(nobodys.text);
  }
  expect((await alpaca.trading.orders.getOrderByOrderID({ orderId: id })).status).toBe("new");
});

test("a wrong secret and no key at all are 401 with Alpaca's words", async () => {
  const wrong = sdkOf({ keyId: bot.keyId, secret: "wrong" });
  expect(await errorOf(wrong.trading.account.getAccount())).toBeInstanceOf(errors.AuthError);
  const answer = await call({ keyId: bot.keyId, secret: "wrong" }, "GET", "/v2/account");
  expect(answer.body).toEqual({ code: 40110000, message: "access key verification failed" });
});
