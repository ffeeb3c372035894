import { expect, test } from "vitest";
import { decide } from "../account/decide";
import { instantOf } from "../calendar/new-york";
import { account, quantity, quote, symbolOf } from "../testing/builders";
import { marketOf } from "../testing/market";

const SYMBOL = symbolOf("SPY-600C");

/** What policy `alpaca` or `regt` says to exercising a 600 call at a minute of its last day. */
function answer(
  policy: "alpaca" | "regt",
  spot: string | null,
  minute: number,
  qty: string | null = null,
): string {
  const state = { ...account({ holds: { "SPY-600C": "1 @ 5" } }), policy };
  const quotes = spot === null ? [] : [quote({ symbol: "SPY", bid: spot, ask: spot })];
  const market = marketOf(quotes, { nowMs: instantOf("2026-12-18", minute) });
  const qtyNanos = qty === null ? null : quantity(qty);
  const decision = decide(state, { type: "exercise_option", symbol: SYMBOL, qtyNanos }, market);
  return decision.ok ? decision.value.map(({ type }) => type).join() : decision.error.code;
}

// Source: alpaca-wire.md §1.9 (window until 16:00, in the money only); engine.md §6 for the rest.
test.each([
  { policy: "regt", spot: "610", minute: 959, says: "option_exercised" },
  { policy: "regt", spot: "590", minute: 959, says: "option_exercised" },
  { policy: "regt", spot: "610", minute: 1049, says: "option_exercised" },
  { policy: "regt", spot: "610", minute: 1050, says: "exercise_window_closed" },
  { policy: "alpaca", spot: "610", minute: 959, says: "option_exercised" },
  { policy: "alpaca", spot: "590", minute: 959, says: "exercise_out_of_money" },
  { policy: "alpaca", spot: "600", minute: 959, says: "exercise_out_of_money" },
  { policy: "alpaca", spot: "610", minute: 960, says: "exercise_window_closed" },
  { policy: "alpaca", spot: null, minute: 959, says: "no_settlement_price" },
] as const)("$policy at $spot in minute $minute: $says", ({ policy, spot, minute, says }) => {
  expect(answer(policy, spot, minute)).toBe(says);
});

test.each([
  { qty: "0.5", says: "qty_not_whole" },
  { qty: "-1", says: "qty_not_whole" },
  { qty: "2", says: "insufficient_qty" },
  { qty: "1", says: "option_exercised" },
])("$qty contracts: $says", ({ qty, says }) => {
  expect(answer("regt", "610", 959, qty)).toBe(says);
});
