/** Past equity, by hand: what is held now with what happened since taken back. */
import { expect, test } from "vitest";
import { micros, nanos, units, ZERO_MICROS, ZERO_NANOS } from "@/lib/engine/money";
import { type Change, equitySeries, type Past } from "./equity-series";

const cash = (dollars: number) => micros(BigInt(dollars) * 1_000_000n);
const NOTHING = { cashMicros: ZERO_MICROS, symbol: null, qtyNanos: ZERO_NANOS, priceMicros: null };
const paid = (atMs: number, dollars: number): Change => ({
  ...NOTHING,
  ...{ atMs, cashMicros: cash(dollars) },
});
const traded = (atMs: number, symbol: string, qty: number, price: number | null): Change => ({
  ...NOTHING,
  ...{ atMs, symbol, qtyNanos: nanos(BigInt(qty) * 1_000_000_000n) },
  priceMicros: price === null ? null : cash(price),
});

// $1,000; 2 shares at $100 at t=10, one sold at $120 at t=30; bars say 90 at 20 and 130 at 40.
const PAST: Past = {
  cashMicros: cash(920),
  quantities: new Map([["AAPL", units(1)]]),
  changes: [paid(10, -200), traded(10, "AAPL", 2, 100), paid(30, 120), traded(30, "AAPL", -1, 120)],
  prices: new Map([
    [
      "AAPL",
      [
        { atMs: 20, priceMicros: cash(90) },
        { atMs: 40, priceMicros: cash(130) },
      ],
    ],
  ]),
  multiplierOf: () => 1,
};

test("cash, then shares at their last price of then", () => {
  expect(equitySeries(PAST, [0, 10, 20, 30, 40])).toEqual([
    cash(1_000),
    cash(800 + 2 * 100),
    cash(800 + 2 * 90),
    cash(920 + 120),
    cash(920 + 130),
  ]);
});

test("an option counts a hundred times, and is gone once it expired", () => {
  const option: Past = {
    ...{ cashMicros: cash(800), quantities: new Map(), prices: new Map() },
    changes: [paid(10, -200), traded(10, "OPT", 1, 2), traded(50, "OPT", -1, null)],
    multiplierOf: () => 100,
  };
  expect(equitySeries(option, [0, 10, 50])).toEqual([cash(1_000), cash(1_000), cash(800)]);
});

test("a short owes its price", () => {
  const short: Past = {
    ...{ cashMicros: cash(1_100), quantities: new Map([["X", units(-1)]]), changes: [] },
    prices: new Map([["X", [{ atMs: 5, priceMicros: cash(80) }]]]),
    multiplierOf: () => 1,
  };
  expect(equitySeries(short, [4, 5])).toEqual([null, cash(1_020)]);
});
