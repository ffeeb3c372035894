/** What an order waits for before its price matters: its entry, its session, its stop (engine.md §3). */
import { describe, expect, test } from "vitest";
import { instantOf } from "../calendar/new-york";
import type { Order, StopTrigger } from "../order/order";
import { account, dollars, IN_SESSION_MS, quote, submitted, trade } from "../testing/builders";
import { marketOf } from "../testing/market";
import { orderOf } from "../testing/order-text";
import { lookAtOrder } from "./look-at-order";

const TOUCH = quote({ bid: "9.99", ask: "10.01", atMs: IN_SESSION_MS });
const HOLDER = account({ holds: { AAPL: "100 @ 9" } });

function working(text: string, options = {}): Order {
  return submitted(HOLDER, orderOf("sell", text, options), marketOf([TOUCH])).order;
}

const later = (ms: number) => IN_SESSION_MS + ms;
const print = (price: string, ms: number) => trade({ price, atMs: later(ms), seq: ms });

test("an exit waits for its entry, whatever the session", () => {
  const draft = orderOf("buy", "10 limit 9.50", { profit: "11.00" });
  const { state } = submitted(account(), draft, marketOf([TOUCH]));
  const exit = state.orders.get("order-1.profit");
  if (exit === undefined) throw new Error("the exit was sent along");
  const nightMs = instantOf("2026-11-20", 22 * 60);
  const held = {
    kind: "hold",
    reason: { code: "waits_for_entry", entryId: "order-1" },
    mark: null,
  };

  expect(lookAtOrder(exit, marketOf([TOUCH]))).toEqual(held);
  expect(lookAtOrder(exit, marketOf([TOUCH], { nowMs: nightMs }))).toEqual(held);
});

test("an order waits for its session, and is then put to the market as it is", () => {
  const order = working("10 limit 10.50");
  const nowMs = instantOf("2026-11-20", 16 * 60);

  expect(lookAtOrder(order, marketOf([TOUCH], { nowMs }))).toEqual({
    kind: "hold",
    reason: { code: "session_closed", opensAtMs: instantOf("2026-11-23", 9 * 60 + 30) },
    mark: null,
  });
  expect(lookAtOrder(order, marketOf([TOUCH]))).toEqual({ kind: "ready", order });
});

describe("a stop", () => {
  test("says what it was last measured against", () => {
    const trades = [print("9.80", 1_000), print("9.60", 2_000)];
    const market = marketOf([TOUCH], { nowMs: later(3_000), trades });

    expect(lookAtOrder(working("10 stop 9.50"), market)).toMatchObject({
      kind: "hold",
      reason: {
        code: "stop_not_reached",
        stopMicros: dollars("9.50"),
        hwmMicros: null,
        seen: { priceMicros: dollars("9.60"), atMs: later(2_000) },
      },
      mark: null,
    });
  });

  test("that trails says what it is behind", () => {
    const trades = [print("10.20", 1_000), print("10.00", 2_000)];
    const market = marketOf([TOUCH], { nowMs: later(3_000), trades });

    // 10.20 is the best, and 0.50 behind it 9.70.
    expect(lookAtOrder(working("10 trail 0.50"), market)).toMatchObject({
      reason: { stopMicros: dollars("9.70"), hwmMicros: dollars("10.20") },
      mark: { hwmMicros: dollars("10.20"), seq: 2_000, atMs: later(2_000) },
    });
  });

  test("is set off by the print that reaches it", () => {
    const trades = [print("9.60", 1_000), print("9.50", 2_000)];
    const market = marketOf([TOUCH], { nowMs: later(3_000), trades });

    expect(lookAtOrder(working("10 stop 9.50"), market)).toMatchObject({
      kind: "triggered",
      trigger: { atMs: later(3_000), by: { kind: "trade", trade: { atMs: later(2_000) } } },
    });
  });
});

describe("a stop that was set off by a print of second 2", () => {
  const by = { kind: "trade", trade: print("9.50", 2_000) } as const;
  const triggered: StopTrigger = { atMs: later(2_200), stopMicros: dollars("9.50"), by };

  /** What it is put to the market as, or what it waits for. */
  function lookAt(text: string, quoteMs: number | null, nowMs: number, trigger = triggered) {
    const order = { ...working(text), triggered: trigger };
    const quotes = quoteMs === null ? [] : [{ ...TOUCH, atMs: later(quoteMs) }];
    const look = lookAtOrder(order, marketOf(quotes, { nowMs: later(nowMs) }));
    return look.kind === "ready" ? look.order.terms.type : look.kind === "hold" && look.reason;
  }

  const waits = { code: "quote_after_stop", triggeredAtMs: later(2_200) };

  test.each([
    { name: "the quote from before it", quoteMs: 1_999, nowMs: 2_300, is: waits },
    { name: "the quote of its instant", quoteMs: 2_000, nowMs: 2_300, is: waits },
    { name: "a later quote", quoteMs: 2_001, nowMs: 2_300, is: "market" },
    // What merely stands is the market of a second later too (decisions 11).
    { name: "a standing quote, just not long enough", quoteMs: 1_999, nowMs: 3_199, is: waits },
    { name: "a standing quote", quoteMs: 1_999, nowMs: 3_200, is: "market" },
    { name: "no quote, which the matcher reports", quoteMs: null, nowMs: 2_300, is: "market" },
  ])("$name", ({ quoteMs, nowMs, is }) => {
    expect(lookAt("10 stop 9.50", quoteMs, nowMs)).toEqual(is);
  });

  test("is a limit order when it has a limit", () => {
    expect(lookAt("10 stop_limit 9.50 9.40", 2_001, 2_300)).toBe("limit");
  });

  test.each([
    { atMs: 2_000, seq: 5, is: waits },
    { atMs: 2_000, seq: 6, is: "market" },
    { atMs: 2_001, seq: 1, is: "market" },
    { atMs: 1_999, seq: 5, is: waits },
  ])("set off by quote 5 of second 2, it meets quote $seq of $atMs", ({ atMs, seq, is }) => {
    const hit = { ...TOUCH, atMs: later(2_000), seq: 5 };
    const trigger = { ...triggered, by: { kind: "quote", quote: hit } as const };
    const order = { ...working("10 stop 9.50"), triggered: trigger };
    const shown = { ...TOUCH, atMs: later(atMs), seq };
    const look = lookAtOrder(order, marketOf([shown], { nowMs: later(2_300) }));

    expect(
      look.kind === "ready" ? look.order.terms.type : look.kind === "hold" && look.reason,
    ).toEqual(is);
  });
});
