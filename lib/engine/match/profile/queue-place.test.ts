/**
 * Places in the queue: where an order joins, what moves it, how often that becomes an event, and that
 * a crash between two events forgets nothing (decisions 26).
 */
import { describe, expect, test } from "vitest";
import type { AccountState } from "../../account/account-state";
import { evolve } from "../../account/evolve";
import { decodeState, encodeState } from "../../account/state-codec";
import type { Quote } from "../../market/quote";
import type { Trade } from "../../market/trade";
import { units, ZERO_NANOS } from "../../money";
import {
  account,
  dollars,
  IN_SESSION_MS,
  limitOrder,
  quote,
  run,
  submitted,
  trade,
} from "../../testing/builders";
import { marketOf } from "../../testing/market";
import { matchOrder } from "../match-order";
import { DEFAULT_SETTINGS } from "./fill-settings";
import { isAfter, isKeepDue, joinQueue } from "./queue-place";

describe("joining", () => {
  const at = (side: "buy" | "sell", limit: string, shown: Quote = quote({ size: 50 })) =>
    joinQueue(shown, { side, limitMicros: dollars(limit) }, IN_SESSION_MS);

  test.each([
    { name: "a bid at the best bid", side: "buy", limit: "9.99", ahead: 50 },
    { name: "a bid above the best bid", side: "buy", limit: "10.00", ahead: 0 },
    { name: "a bid below the best bid", side: "buy", limit: "9.98", ahead: null },
    { name: "an offer at the best ask", side: "sell", limit: "10.01", ahead: 50 },
    { name: "an offer below the best ask", side: "sell", limit: "10.00", ahead: 0 },
    { name: "an offer above the best ask", side: "sell", limit: "10.02", ahead: null },
  ] as const)("$name: $ahead ahead", ({ side, limit, ahead }) => {
    expect(at(side, limit)?.aheadNanos ?? null).toBe(ahead === null ? null : units(ahead));
  });

  test("nobody else on its side is nobody ahead", () => {
    expect(at("buy", "9.00", quote({ bid: "0" }))?.aheadNanos).toBe(ZERO_NANOS);
    expect(at("sell", "11.00", quote({ ask: "0" }))?.aheadNanos).toBe(ZERO_NANOS);
  });
});

test("prints are counted once, by time and then by number", () => {
  const counted = { countedAtMs: 1_000, countedSeq: 5 };

  expect(isAfter(trade({ atMs: 1_000, seq: 5 }), counted)).toBe(false);
  expect(isAfter(trade({ atMs: 1_000, seq: 6 }), counted)).toBe(true);
  expect(isAfter(trade({ atMs: 999, seq: 6 }), counted)).toBe(false);
  expect(isAfter(trade({ atMs: 1_001, seq: 1 }), counted)).toBe(true);
});

test("a place becomes an event when it is new, and then every five seconds at most", () => {
  const kept = joinQueue(quote(), { side: "buy", limitMicros: dollars("9.99") }, 1_000);
  if (kept === null) throw new Error("it joins");
  const moved = { ...kept, aheadNanos: units(3) };

  expect(isKeepDue(undefined, kept, 1_000)).toBe(true);
  expect(isKeepDue(kept, moved, 5_999)).toBe(false);
  expect(isKeepDue(kept, moved, 6_000)).toBe(true);
  expect(isKeepDue(kept, kept, 60_000)).toBe(false);
});

test("an order that a split changed joins the queue of its new price anew", () => {
  const change = { type: "change_settings", profile: "queue", settings: DEFAULT_SETTINGS } as const;
  const opened = run(account(), { ...change, fees: "none" }, marketOf()).state;
  const market = marketOf([quote({ size: 50 })]);
  const { state } = submitted(opened, limitOrder("buy", "40 @ 9.98"), market);
  const best = marketOf([quote({ bid: "9.98", size: 50 })]);
  const joined = run(
    state,
    { type: "match_order", orderId: "order-1", trigger: "quote" },
    best,
  ).state;
  const order = joined.orders.get("order-1");
  if (order === undefined) throw new Error("it works");
  const adjusted = evolve(joined, {
    type: "order_adjusted",
    orderId: "order-1",
    actionId: "split-1",
    terms: { type: "limit", limitMicros: dollars("4.99") },
    qtyNanos: units(80),
    instruments: order.legs.map((leg) => leg.instrument),
    atMs: IN_SESSION_MS,
    rules: 1,
  });

  expect(order.queue?.aheadNanos).toBe(units(50));
  expect(adjusted.orders.get("order-1")?.queue).toBeUndefined();
});

describe("between two events", () => {
  const shown = quote({ size: 50 });
  const strategy = {
    type: "change_settings",
    profile: "queue",
    settings: DEFAULT_SETTINGS,
  } as const;
  const opened = run(account(), { ...strategy, fees: "none" }, marketOf()).state;
  const match = { type: "match_order", orderId: "order-1", trigger: "quote" } as const;

  /** A bid for 40 at 9.99 behind 50, looked at once a second while the prints come. */
  function played(prints: readonly Trade[], crashAfter: number | null) {
    let state: AccountState = submitted(
      opened,
      limitOrder("buy", "40 @ 9.99"),
      marketOf([shown]),
    ).state;
    const events: string[] = [];
    for (let second = 0; second <= 12; second += 1) {
      const nowMs = IN_SESSION_MS + second * 1_000;
      const since =
        crashAfter !== null && second > crashAfter ? state.orders.get("order-1")?.queue : null;
      // After the crash only prints from after the kept place are read again.
      const known = prints.filter(
        (print) => print.atMs <= nowMs && (since == null || isAfter(print, since)),
      );
      const step = run(state, match, marketOf([shown], { nowMs, trades: known }));
      events.push(...step.events.map((event) => `${second} ${event.type}`));
      state = second === crashAfter ? decodeState(encodeState(step.state)) : step.state;
    }
    return { state, events };
  }

  const prints = [10, 12, 9, 8, 6, 4].map((size, index) =>
    trade({ price: "9.99", size, seq: index + 1, atMs: IN_SESSION_MS + 1_500 + index * 1_500 }),
  );

  test("the place is kept at most every five seconds", () => {
    // Joined at 0; moved from 2 on; kept at 5 and 10. 49 of the 50 ahead have traded by then.
    expect(played(prints, null).events).toEqual([
      "0 queue_moved",
      "5 queue_moved",
      "10 queue_moved",
    ]);
  });

  test.each([1, 4, 6, 9, 11])("a crash after second %i leaves the same place", (crashAfter) => {
    const last = trade({ price: "9.99", size: 4, seq: 9, atMs: IN_SESSION_MS + 13_000 });
    const fillOf = ({ state }: ReturnType<typeof played>) => {
      const order = state.orders.get("order-1");
      if (order === undefined) throw new Error("it works");
      const market = marketOf([shown], { nowMs: last.atMs, trades: [...prints, last] });
      return matchOrder(state, order, market);
    };

    // 10 + 12 + 9 + 8 + 6 + 4 = 49 of 50 ahead; of the last 4 one is ahead and 3 are left.
    const fill = fillOf(played(prints, crashAfter));
    expect(fill).toMatchObject({ fill: { qtyNanos: units(3), ruleId: "limit_queue_reached" } });
  });
});
