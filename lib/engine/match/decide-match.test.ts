/** When matching an order gives events at all, and which follow from one another in the same commit. */
import { describe, expect, test } from "vitest";
import type { AccountState } from "../account/account-state";
import { instantOf } from "../calendar/new-york";
import {
  account,
  dollars,
  IN_SESSION_MS,
  limitOrder,
  marketOrder,
  quantity,
  quote,
  run,
  series,
  submitted,
  trade,
} from "../testing/builders";
import { marketOf } from "../testing/market";
import { orderOf } from "../testing/order-text";

const TOUCH = quote({ bid: "9.99", ask: "10.01", size: 50 });
const match = { type: "match_order", orderId: "order-1", trigger: "quote" } as const;
const HOLDER = account({ holds: { AAPL: "100 @ 9" } });
const later = (ms: number) => IN_SESSION_MS + ms;

describe("nothing is decided", () => {
  const sent = submitted(account(), marketOrder("buy", "10"), marketOf([TOUCH])).state;

  test("for an order that is gone", () => {
    expect(run(sent, { ...match, orderId: "order-9" }, marketOf([TOUCH])).events).toEqual([]);
  });

  test("in a frozen account", () => {
    const frozen = { ...sent, frozenReason: "under review" };

    expect(run(frozen, match, marketOf([TOUCH])).events).toEqual([]);
    expect(run(sent, match, marketOf([TOUCH])).events).toHaveLength(1);
  });

  test("on a feed that is behind the order", () => {
    const at = (ms: number) => run(sent, match, marketOf([TOUCH], { nowMs: later(ms) })).events;

    expect(at(-5_001)).toEqual([]);
    expect(at(-5_000)).toMatchObject([{ type: "order_filled" }]);
  });

  test("from the instant an order ends by itself", () => {
    // Orders end with their session or after it; an end within it shows the instant.
    const order = sent.orders.get("order-1");
    if (order === undefined) throw new Error("it works");
    const ends = { ...order, expiresAtMs: later(1_000) };
    const state: AccountState = { ...sent, orders: new Map([["order-1", ends]]) };
    const at = (ms: number) => run(state, match, marketOf([TOUCH], { nowMs: later(ms) })).events;

    expect(at(999)).toMatchObject([{ type: "order_filled" }]);
    expect(at(1_000)).toEqual([]);
  });
});

describe("an order of the night before", () => {
  const night = marketOf([TOUCH], { nowMs: instantOf("2026-11-20", 18 * 60) });
  const morningMs = instantOf("2026-11-23", 9 * 60 + 30);
  const sent = submitted(account(), limitOrder("buy", "10 @ 10.01"), night).state;

  test("opens with the first look in its session, and fills with it", () => {
    const { events, state } = run(sent, match, marketOf([TOUCH], { nowMs: morningMs }));

    expect(events).toMatchObject([
      { type: "order_opened", orderId: "order-1", atMs: morningMs, rules: 1 },
      { type: "order_filled", fillNumber: 1 },
    ]);
    expect(state.orders.has("order-1")).toBe(false);
  });

  test("opens once", () => {
    const away = marketOf([quote({ bid: "10.50", ask: "10.52" })], { nowMs: morningMs });
    const { events, state } = run(sent, match, away);

    expect(events).toMatchObject([{ type: "order_opened" }, { type: "order_rested" }]);
    expect(run(state, match, away).events).toEqual([]);
  });

  test("stays as it is until then", () => {
    expect(run(sent, match, marketOf([TOUCH], { nowMs: morningMs - 1 })).events).toEqual([]);
  });
});

describe("a trailing stop keeps its mark", () => {
  const sent = submitted(HOLDER, orderOf("sell", "10 trail 0.50"), marketOf([TOUCH])).state;
  const print = (price: string, ms: number) => trade({ price, atMs: later(ms), seq: ms });

  function look(state: AccountState, trades: readonly ReturnType<typeof trade>[], ms: number) {
    return run(state, match, marketOf([TOUCH], { nowMs: later(ms), trades }));
  }

  test("when it is the first, and then when it moved and five seconds have passed", () => {
    const first = [print("10.00", 1_000)];
    const one = look(sent, first, 1_100);
    const mark = { hwmMicros: dollars("10.00") };
    const higher = [...first, print("10.10", 5_000)];

    expect(one.events).toEqual([
      {
        type: "order_trailed",
        orderId: "order-1",
        mark: { ...mark, seq: 1_000, atMs: later(1_000), keptAtMs: later(1_100) },
        atMs: later(1_100),
        rules: 1,
      },
    ]);
    expect(look(one.state, higher, 6_099).events).toEqual([]);
    expect(look(one.state, higher, 6_100).events).toMatchObject([
      { type: "order_trailed", mark: { hwmMicros: dollars("10.10"), keptAtMs: later(6_100) } },
    ]);
  });

  test("and not while it has none, or the best price is the same", () => {
    const { state } = look(sent, [print("10.00", 1_000)], 1_100);
    const lower = [print("10.00", 1_000), print("9.90", 9_000)];

    expect(look(sent, [], 1_100).events).toEqual([]);
    expect(look(state, lower, 9_100).events).toEqual([]);
  });

  test("and is set off behind it, to trade on a later quote", () => {
    const trades = [print("10.20", 1_000), print("9.70", 2_000)];
    const old = look(sent, trades, 2_100);
    const shown = { ...TOUCH, atMs: later(2_050) };
    const fresh = run(sent, match, marketOf([shown], { nowMs: later(2_100), trades }));

    expect(old.events).toMatchObject([
      { type: "order_triggered", orderId: "order-1", trigger: { stopMicros: dollars("9.70") } },
    ]);
    expect(fresh.events).toMatchObject([
      { type: "order_triggered" },
      { type: "order_filled", trigger: "stop", stop: { hwmMicros: dollars("10.20") } },
    ]);
  });
});

describe("exits that a fill releases", () => {
  test("arrive on the quote their entry filled on", () => {
    const draft = orderOf("buy", "10 limit 10.01", { profit: "11.00", loss: "9.00" });
    const { state } = submitted(account(), draft, marketOf([TOUCH]));
    const { events } = run(state, match, marketOf([TOUCH]));

    expect(events.map(({ type, ...event }) => ["orderId" in event && event.orderId, type])).toEqual(
      [
        ["order-1", "order_filled"],
        ["order-1.profit", "order_released"],
        ["order-1.loss", "order_released"],
        ["order-1.profit", "order_rested"],
      ],
    );
  });

  test("and fill at once when that quote has reached them", () => {
    // The bid rose to the profit before the entry was looked at: bought at 10.50, sold at 10.50.
    const locked = quote({ bid: "10.50", ask: "10.50", size: 50, atMs: later(10) });
    const draft = orderOf("buy", "10 limit 11.00", { profit: "11.50" });
    const { state } = submitted(account(), draft, marketOf([TOUCH]));
    const cheap = new Map(state.orders);
    const exit = cheap.get("order-1.profit");
    if (exit === undefined) throw new Error("the exit was sent along");
    const terms = { type: "limit", limitMicros: dollars("10.50") } as const;
    cheap.set(exit.id, { ...exit, terms });
    const { events, state: after } = run({ ...state, orders: cheap }, match, marketOf([locked]));

    expect(events).toMatchObject([
      { type: "order_filled", orderId: "order-1", priceMicros: dollars("10.50") },
      { type: "order_released", orderId: "order-1.profit" },
      { type: "order_filled", orderId: "order-1.profit", trigger: "arrival" },
    ]);
    expect(after.positions.size).toBe(0);
    expect(after.cashMicros).toBe(state.cashMicros);
  });
});

test("a fill says what was left before and after it, what caused it and its number", () => {
  const thin = quote({ bid: "9.99", ask: "10.01", size: 30 });
  const sent = submitted(account(), limitOrder("buy", "80 @ 10.01"), marketOf([thin])).state;
  const first = run(sent, { ...match, trigger: "arrival" }, marketOf([thin]));
  const more = marketOf([{ ...TOUCH, askSetAtMs: later(1), atMs: later(1) }]);

  expect(first.events).toMatchObject([
    {
      ...{ type: "order_filled", fillNumber: 1, trigger: "arrival", profile: "standard" },
      remainingBeforeNanos: quantity("80"),
      remainingAfterNanos: quantity("50"),
      limitMicros: dollars("10.01"),
    },
  ]);
  expect(first.events[0]).not.toHaveProperty("stop");
  expect(first.events[0]).not.toHaveProperty("auctionPrint");
  expect(run(first.state, match, more).events).toMatchObject([
    {
      ...{ type: "order_filled", fillNumber: 2, trigger: "quote" },
      remainingBeforeNanos: quantity("50"),
      remainingAfterNanos: 0n,
    },
  ]);
});

test("an option may be sold for what is bid for it, though nobody offers it", () => {
  const held = series("SPY-600P");
  const holder = account({ holds: { "SPY-600P": "1 @ 2" } });
  const bidOnly = quote({ symbol: "SPY-600P", bid: "2.10", ask: "0", size: 20 });
  const sell = marketOrder("sell", "1", { instrument: held });
  const { state } = submitted(holder, sell, marketOf([bidOnly]));

  expect(run(state, match, marketOf([bidOnly])).events).toMatchObject([
    { type: "order_filled", priceMicros: dollars("2.10") },
  ]);
});
