/** Stops, trails, auctions and groups through the worker: what sets an order off, live. */
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { OrderDraft } from "@/lib/engine/order/draft";
import type { OrderTerms } from "@/lib/engine/order/order";
import { uuidv7 } from "@/lib/server/ids";
import {
  createDoorWorld,
  type OpenedAccount,
  order,
  submit,
} from "@/lib/server/testing/door-world";
import { call, simpleDraft } from "@/lib/server/testing/drafts";
import { dollars } from "@/lib/server/testing/fake-market";
import { pushPrint, pushQuote, runMatcher } from "../testing/run-matcher";
import type { Matcher } from "./matcher";

const world = await createDoorWorld();
const door = world.newDoor();
const REAL = { feed: "real_time" } as const;
let named = 0;

/** A symbol of its own for each test: prints and quotes of others do not reach it. */
function newSymbol(): string {
  named += 1;
  return `TEST${String.fromCharCode(64 + named)}`;
}

async function rowOf(orderId: string): Promise<{ status: string; price: string | null }> {
  const { rows } = await world.admin.query<{ status: string; price: string | null }>(
    `SELECT o.status, f.price_micros AS price FROM mbt_orders o
     LEFT JOIN mbt_fills f ON f.order_id = o.id WHERE o.id = $1`,
    [orderId],
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`no order ${orderId}`);
  return row;
}

async function expectFill(orderId: string, price: string): Promise<void> {
  await expect
    .poll(() => rowOf(orderId), { timeout: 5_000, interval: 10 })
    .toEqual({
      status: "filled",
      price: String(dollars(price)),
    });
}

async function expectStays(matcher: Matcher, orderId: string, status: string): Promise<void> {
  await sleep(100);
  await expect.poll(() => matcher.deciding).toBe(0);
  expect((await rowOf(orderId)).status).toBe(status);
}

/** An account that holds ten shares, bought at the ask. */
async function holder(matcher: Matcher, symbol: string): Promise<OpenedAccount> {
  pushQuote(world, [matcher], { ...REAL, symbol, bid: "99.99", ask: "100.01" });
  const account = await world.openAccount(door);
  const bought = simpleDraft(symbol, { qty: 10 });
  await submit(door, account, bought);
  await expectFill(bought.id, "100.01");
  return account;
}

async function place(account: OpenedAccount, matcher: Matcher, draft: OrderDraft): Promise<string> {
  expect((await submit(door, account, draft)).kind).toBe("done");
  await expect.poll(() => matcher.indexes.real_time.has(draft.id), { interval: 5 }).toBe(true);
  await expect.poll(() => matcher.deciding).toBe(0);
  world.market.advance(1_000);
  return draft.id;
}

function sell(symbol: string, terms: OrderTerms): OrderDraft {
  return { ...simpleDraft(symbol, { side: "sell", qty: 10 }), terms };
}

test("a stop is set off by a print at its price and fills at the next quote, not at the stop", async () => {
  const matcher = await runMatcher(world);
  const symbol = newSymbol();
  const account = await holder(matcher, symbol);
  const id = await place(
    account,
    matcher,
    sell(symbol, { type: "stop", stopMicros: dollars("98") }),
  );

  pushQuote(world, [matcher], { ...REAL, symbol, bid: "97.50", ask: "97.60" });
  pushPrint(world, [matcher], { ...REAL, symbol, price: "98.01" });
  pushPrint(world, [matcher], { ...REAL, symbol, price: "97.00", conditions: ["@", "I"] });
  await expectStays(matcher, id, "new"); // above the stop; then an odd lot

  pushPrint(world, [matcher], { ...REAL, symbol, price: "98.00" });
  await expectStays(matcher, id, "new"); // set off: the quote is of the same moment
  world.market.advance(10);
  pushQuote(world, [matcher], { ...REAL, symbol, bid: "97.40", ask: "97.50" });
  await expectFill(id, "97.40");
  expect(await world.events(account.accountId)).toContain("order_triggered");
  expect(await world.violations()).toEqual([]);
});

test("a trailing stop follows the best print and is hit the trail behind it", async () => {
  const matcher = await runMatcher(world);
  const symbol = newSymbol();
  const account = await holder(matcher, symbol);
  const trail = { trailMicros: dollars("1") };
  const id = await place(account, matcher, sell(symbol, { type: "trailing_stop", trail }));

  for (const price of ["100.00", "103.00"]) {
    pushPrint(world, [matcher], { ...REAL, symbol, price });
    world.market.advance(10);
  }
  pushPrint(world, [matcher], { ...REAL, symbol, price: "102.01" });
  await expectStays(matcher, id, "new"); // 103 - 1 = 102
  world.market.advance(6_000);
  matcher.sweep();
  await expect.poll(() => world.events(account.accountId)).toContain("order_trailed");

  pushPrint(world, [matcher], { ...REAL, symbol, price: "102.00" });
  world.market.advance(10);
  await expect.poll(() => world.events(account.accountId)).toContain("order_triggered");
  pushQuote(world, [matcher], { ...REAL, symbol, bid: "101.90", ask: "102.00" });
  await expectFill(id, "101.90");
});

test("a stop on an option goes by the side of its quote", async () => {
  const matcher = await runMatcher(world);
  const series = call("AAPL", 100);
  pushQuote(world, [matcher], { ...REAL, symbol: "AAPL", bid: "99.99", ask: "100.01" });
  pushQuote(world, [matcher], { ...REAL, symbol: series.symbol, bid: "4.90", ask: "5.00" });
  const account = await world.openAccount(door);
  const bought = simpleDraft(series, { qty: 1 });
  await submit(door, account, bought);
  await expectFill(bought.id, "5.00");
  const stop = { type: "stop", stopMicros: dollars("4") } as const;
  const draft = { ...simpleDraft(series, { side: "sell", qty: 1 }), terms: stop };
  const id = await place(account, matcher, draft);

  pushQuote(world, [matcher], { ...REAL, symbol: series.symbol, bid: "4.10", ask: "4.20" });
  await expectStays(matcher, id, "new");
  pushQuote(world, [matcher], { ...REAL, symbol: series.symbol, bid: "3.90", ask: "4.00" });
  await expect.poll(() => world.events(account.accountId)).toContain("order_triggered");
  world.market.advance(10);
  pushQuote(world, [matcher], { ...REAL, symbol: series.symbol, bid: "3.80", ask: "3.90" });
  await expectFill(id, "3.80");
});

test("the exits of a bracket wait for their entry; one that fills ends the other", async () => {
  const matcher = await runMatcher(world);
  const symbol = newSymbol();
  pushQuote(world, [matcher], { ...REAL, symbol, bid: "99.99", ask: "100.01" });
  const account = await world.openAccount(door);
  const [profit, loss] = [uuidv7(Date.now()), uuidv7(Date.now())];
  const entry: OrderDraft = {
    ...simpleDraft(symbol, { qty: 10, limit: "99.00" }),
    group: {
      kind: "bracket",
      takeProfit: { id: profit, clientOrderId: profit, limitMicros: dollars("105") },
      stopLoss: { id: loss, clientOrderId: loss, stopMicros: dollars("97") },
    },
  };
  await place(account, matcher, entry);
  pushPrint(world, [matcher], { ...REAL, symbol, price: "96.00" });
  await expectStays(matcher, loss, "held");

  pushQuote(world, [matcher], { ...REAL, symbol, bid: "98.90", ask: "99.00" });
  await expectFill(entry.id, "99.00");
  // The stop-loss is shown as held until it is set off (alpaca-wire.md §1.6).
  await expect.poll(async () => (await rowOf(profit)).status).toBe("new");
  world.market.advance(1_000);
  pushPrint(world, [matcher], { ...REAL, symbol, price: "96.90" });
  world.market.advance(10);
  await expect.poll(() => world.events(account.accountId)).toContain("order_triggered");
  pushQuote(world, [matcher], { ...REAL, symbol, bid: "96.80", ask: "96.90" });
  await expectFill(loss, "96.80");
  expect((await rowOf(profit)).status).toBe("canceled");
  await expect.poll(() => matcher.indexes.real_time.size).toBe(0);
  expect(await world.violations()).toEqual([]);
});

test("a matcher that starts late finds a stop that was hit before it was there", async () => {
  const symbol = newSymbol();
  const first = await runMatcher(world);
  const account = await holder(first, symbol);
  const id = await place(account, first, sell(symbol, { type: "stop", stopMicros: dollars("98") }));
  world.market.print("real_time", symbol, { price: "97.90" });
  const late = await runMatcher(world);
  await expect.poll(() => world.events(account.accountId)).toContain("order_triggered");
  world.market.advance(10);
  pushQuote(world, [late], { ...REAL, symbol, bid: "97.80", ask: "97.90" });
  await expectFill(id, "97.80");
});

test("a limit of the queue profile fills by prints at its price once those ahead have traded", async () => {
  const matcher = await runMatcher(world);
  const symbol = newSymbol();
  pushQuote(world, [matcher], { ...REAL, symbol, bid: "99.99", ask: "100.01", size: 300 });
  const account = await world.openAccount(door);
  const settings = (await door.read(account.accountId))?.state.settings;
  if (settings === undefined) throw new Error("the account is open");
  const command = { type: "change_settings", profile: "queue", settings, fees: "none" } as const;
  expect((await door.ask({ ...account, command })).kind).toBe("done");
  const id = await place(account, matcher, simpleDraft(symbol, { qty: 10, limit: "99.99" }));

  pushPrint(world, [matcher], { ...REAL, symbol, price: "99.99", size: 300 });
  await expectStays(matcher, id, "new"); // the 300 that were there first
  world.market.advance(10);
  pushPrint(world, [matcher], { ...REAL, symbol, price: "99.99", size: 40 });
  await expectFill(id, "99.99");
});

test("an opg order sent before the open fills at the official print; a day order wakes with the session", async () => {
  const symbol = newSymbol();
  const open = Date.UTC(2026, 10, 18, 14, 30);
  world.market.advance(open - 3_600_000 - world.market.nowMs());
  const matcher = await runMatcher(world);
  pushQuote(world, [matcher], { ...REAL, symbol, bid: "99.99", ask: "100.01" });
  const account = await world.openAccount(door);
  const opg = simpleDraft(symbol, { qty: 10, timeInForce: "opg" });
  const day = simpleDraft(symbol, { qty: 5 });
  await place(account, matcher, opg);
  await place(account, matcher, day);
  pushQuote(world, [matcher], { ...REAL, symbol, bid: "99.99", ask: "100.01" });
  await expectStays(matcher, opg.id, "accepted");
  await expectStays(matcher, day.id, "accepted");

  world.market.advance(open + 1 - world.market.nowMs());
  matcher.expire();
  await expectFill(day.id, "100.01");
  await expectStays(matcher, opg.id, "accepted"); // no print yet
  world.market.auction("real_time", symbol, "open", { price: "100.42" });
  matcher.onAuction("real_time", symbol);
  await expectFill(opg.id, "100.42");
  expect(await world.violations()).toEqual([]);
});

test("canceling a stop takes it out of the index", async () => {
  const symbol = newSymbol();
  world.market.advance(60_000);
  const matcher = await runMatcher(world);
  const account = await holder(matcher, symbol);
  const id = await place(
    account,
    matcher,
    sell(symbol, { type: "stop", stopMicros: dollars("98") }),
  );
  await order(door, account, "cancel_order", id);
  await expect.poll(() => matcher.indexes.real_time.has(id)).toBe(false);
});
