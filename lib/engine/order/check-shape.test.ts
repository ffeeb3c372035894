import { expect, test } from "vitest";
import { dollars, limitOrder, quantity, spreadOrder } from "../testing/builders";
import { findShapeRejection } from "./check-shape";

test.each([
  { draft: limitOrder("buy", "0 @ 10"), is: { code: "qty_not_positive" } },
  { draft: limitOrder("buy", "1.5 @ 10"), is: null },
  {
    draft: limitOrder("buy", "1.5 @ 10", { symbol: "SPY-600P" }),
    is: { code: "qty_not_whole", symbol: "SPY261218P00600000", qtyNanos: quantity("1.5") },
  },
  {
    draft: limitOrder("buy", "1000001 @ 0.01"),
    is: { code: "qty_over_max", maxNanos: quantity("1000000") },
  },
  {
    draft: limitOrder("buy", "50001 @ 0.01", { symbol: "SPY-600P" }),
    is: { code: "qty_over_max", maxNanos: quantity("50000") },
  },
  { draft: limitOrder("buy", "1 @ 0"), is: { code: "price_not_positive", field: "limit_price" } },
  { draft: limitOrder("buy", "1 @ -1"), is: { code: "price_not_positive", field: "limit_price" } },
  {
    draft: limitOrder("buy", "1 @ 1000000.01"),
    is: { code: "price_over_max", field: "limit_price", maxMicros: dollars("1000000") },
  },
  {
    draft: spreadOrder("1 @ -100000.01", "-SPY-600P +SPY-595P"),
    is: { code: "price_over_max", field: "limit_price", maxMicros: dollars("100000") },
  },
  // Source: alpaca-wire.md §2.1: two decimals from a dollar, four below, two for options.
  {
    draft: limitOrder("buy", "1 @ 12.345"),
    is: { code: "sub_penny", field: "limit_price", valueMicros: dollars("12.345") },
  },
  {
    draft: limitOrder("buy", "1 @ 0.99999"),
    is: { code: "sub_penny", field: "limit_price", valueMicros: dollars("0.99999") },
  },
  {
    draft: limitOrder("buy", "1 @ 0.505", { symbol: "SPY-600P" }),
    is: { code: "sub_penny", field: "limit_price", valueMicros: dollars("0.505") },
  },
  { draft: limitOrder("buy", "1 @ 0.9999"), is: null },
  { draft: limitOrder("buy", "1 @ 1.01"), is: null },
  { draft: spreadOrder("1", "-SPY-600P"), is: { code: "leg_count" } },
  {
    draft: spreadOrder("1", "-SPY-600P +SPY-595P -SPY-590P +SPY-585P +SPY-580P"),
    is: { code: "leg_count" },
  },
  // One contract delivers 100 shares.
  {
    draft: spreadOrder("1", "-SPY-600P +SPY"),
    is: { code: "stock_leg_ratio", symbol: "SPY", ratio: 1, needed: 100 },
  },
  { draft: spreadOrder("1 @ 598.00", "-SPY-610C +100*SPY"), is: null },
  { draft: spreadOrder("1 @ 598.00", "-SPY-610C +SPY-590P +100*SPY"), is: null },
  {
    draft: spreadOrder("1", "-SPY-600P +SPY-600P"),
    is: { code: "leg_duplicate", symbol: "SPY261218P00600000" },
  },
  { draft: spreadOrder("1", "-SPY-600P +AAPL-180P"), is: { code: "leg_underlying_mismatch" } },
  {
    draft: spreadOrder("1", "-2*SPY-600P +2*SPY-595P"),
    is: { code: "leg_ratio_not_prime", ratios: [2, 2], gcd: 2 },
  },
  { draft: spreadOrder("1 @ 0", "-SPY-600P +SPY-595P"), is: null },
])("$draft.qtyNanos of $draft.legs.0.instrument.symbol: $is", ({ draft, is }) => {
  expect(findShapeRejection(draft)).toEqual(is);
});
