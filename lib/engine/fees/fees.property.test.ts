/** What holds for the fees of any trade, whatever the rates. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeState, encodeState } from "../account/state-codec";
import { instantOf } from "../calendar/new-york";
import { formatDecimal } from "../decimal";
import { isReproducible } from "../explain/recompute-fill";
import { sumMicros } from "../money";
import { playMoves, someMoves } from "../testing/arbitraries";
import { dollars, equity, quantity, series } from "../testing/builders";
import { FEE_SCHEDULES } from "./fee-schedule";
import { type FeeTrade, feesOf, feesOfLegs } from "./fees-of";

const aTrade: fc.Arbitrary<FeeTrade> = fc.record({
  instrument: fc.constantFrom(equity(), series("SPY-600P"), series("SPY-600C")),
  side: fc.constantFrom("buy" as const, "sell" as const),
  qtyNanos: fc.integer({ min: 1, max: 80_000 }).map((count) => quantity(String(count))),
  priceMicros: fc
    .integer({ min: 0, max: 90_000 })
    .map((cents) => dollars(formatDecimal(BigInt(cents), 2))),
});
const anInstant = fc
  .constantFrom("2023-06-01", "2024-10-01", "2025-06-02", "2026-01-05", "2026-11-20")
  .map((date) => instantOf(date, 600));

const totalOf = (trade: FeeTrade, atMs: number) =>
  sumMicros(feesOf({ ...trade, atMs }).map((line) => line.amountMicros));

test("fees are never negative, grow with the quantity, and a sale pays at least what a purchase does", () => {
  fc.assert(
    fc.property(aTrade, anInstant, (trade, atMs) => {
      const total = totalOf(trade, atMs);
      const more = totalOf({ ...trade, qtyNanos: quantity("80001") }, atMs);

      expect(total).toBeGreaterThanOrEqual(0n);
      expect(more).toBeGreaterThanOrEqual(total);
      expect(totalOf({ ...trade, side: "sell" }, atMs)).toBeGreaterThanOrEqual(
        totalOf({ ...trade, side: "buy" }, atMs),
      );
    }),
    { numRuns: 100 },
  );
});

test("a fill pays what its legs pay, in one line per rate", () => {
  fc.assert(
    fc.property(fc.array(aTrade, { minLength: 1, maxLength: 4 }), anInstant, (legs, atMs) => {
      const lines = feesOfLegs(legs, { setting: "regulatory", atMs });
      const total = sumMicros(lines.map((line) => line.amountMicros));

      expect(total).toBe(sumMicros(legs.map((leg) => totalOf(leg, atMs))));
      expect(new Set(lines.map((line) => line.rateId)).size).toBe(lines.length);
    }),
    { numRuns: 100 },
  );
});

test("rates stand by date, oldest first, and no two schedules share an id", () => {
  for (const { rates } of FEE_SCHEDULES) {
    const dates = rates.map((rate) => rate.from);
    expect([...new Set(dates)].sort()).toEqual(dates);
  }
  expect(new Set(FEE_SCHEDULES.map(({ id }) => id)).size).toBe(FEE_SCHEDULES.length);
});

test("whatever is traded, cash falls short of costs and profits by the fees, and every fill recomputes", () => {
  fc.assert(
    fc.property(someMoves, fc.constantFrom("cash" as const, "margin" as const), (moves, kind) => {
      const { state, steps } = playMoves(moves, kind, "70000", "regulatory");
      const fills = steps.flatMap(({ event }) => (event.type === "order_filled" ? [event] : []));
      const paid = sumMicros(fills.flatMap((fill) => fill.fees.map((line) => line.amountMicros)));
      const held = sumMicros([...state.positions.values()].map((position) => position.costMicros));

      expect(state.cashMicros).toBe(state.startingCashMicros + state.realizedMicros - held - paid);
      expect(fills.filter((fill) => !isReproducible(fill))).toEqual([]);
      expect(kind === "margin" || state.cashMicros >= 0n).toBe(true);
      expect(encodeState(decodeState(encodeState(state)))).toBe(encodeState(state));
    }),
    { numRuns: 30 },
  );
});
