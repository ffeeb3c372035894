/** The campaigns' money is the ledger's, whatever was traded and however it ended. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { evolve, postingsOf } from "../account/evolve";
import type { AccountEvent } from "../event/event";
import { micros, notional, sumMicros, units, ZERO_MICROS } from "../money";
import { playMoves, someMoves } from "../testing/arbitraries";
import { equity } from "../testing/builders";
import type { Trader } from "../testing/trader";
import { campaignProfit } from "./campaign";
import { campaignsOf } from "./fold-campaigns";

/** One contract of each option position ends, by one of the ways it can. */
function endSome(trader: Trader, ways: readonly number[]): void {
  const held = [...trader.state.positions.values()];
  held.forEach(({ instrument, qtyNanos }, index) => {
    if (instrument.kind === "equity") return;
    const long = qtyNanos > 0n;
    const atMs = trader.state.openedAtMs + index;
    const end = { series: instrument, qtyNanos: units(1), valueMicros: null, date: "2026-12-18" };
    const buys = (instrument.right === "call") === long;
    const exchange = {
      instrument: equity("SPY"),
      side: buys ? ("buy" as const) : ("sell" as const),
      qtyNanos: units(100),
      amountMicros: notional(instrument.strikeMicros, units(1), 100),
    };
    const delivered = { stock: [exchange], cashMicros: ZERO_MICROS };
    const base = { ...end, atMs, rules: 1 };
    const events: readonly AccountEvent[] = [
      { type: "option_expired", side: long ? "long" : "short", reason: "worthless", ...base },
      long
        ? { type: "option_exercised", reason: "expiry", ...delivered, ...base }
        : { type: "option_assigned", reason: "expiry", draw: null, ...delivered, ...base },
    ];
    const event = events[ways[index] ?? 2];
    if (event === undefined) return;
    const before = trader.state;
    trader.state = evolve(before, event);
    trader.steps.push({ before, event, after: trader.state });
  });
}

const someWays = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 6, maxLength: 6 });

test("profits sum to the ledger, every position has one campaign, and cash tells the same", () => {
  fc.assert(
    fc.property(someMoves, someWays, (moves, ways) => {
      const trader = playMoves(moves, "margin", "300000", "regulatory");
      endSome(trader, ways);
      const { state, steps } = trader;
      const { open, ended, unattributed } = campaignsOf(
        trader.name,
        steps.map(({ event }) => event),
      );
      const all = [...open, ...ended];
      const figures = all.map((campaign) => campaign.figures);
      const fees = sumMicros(
        steps.flatMap(({ before, event }) =>
          postingsOf(before, event).flatMap((leg) =>
            leg.account === "fees" ? [leg.amountMicros] : [],
          ),
        ),
      );
      const cost = sumMicros([...state.positions.values()].map((held) => held.costMicros));

      expect(sumMicros(all.map(campaignProfit))).toBe(state.realizedMicros - fees);
      expect(unattributed.realizedMicros).toBe(0n);
      expect(sumMicros(figures.map((f) => micros(f.creditsMicros - f.debitsMicros)))).toBe(
        state.realizedMicros - cost,
      );
      const held = open.flatMap(({ holdings }) => [...holdings.values()]);
      expect(new Set(held)).toEqual(new Set(state.positions.values()));
      expect(held).toHaveLength(state.positions.size);
      expect(open.filter(({ holdings }) => holdings.size === 0)).toEqual([]);
      expect(ended.filter(({ holdings }) => holdings.size > 0)).toEqual([]);
      // No step is told twice, and all that changed a position are told.
      const versions = all.flatMap((campaign) => campaign.steps.map(({ version }) => version));
      const trades = steps.filter(({ before, after }) => before.positions !== after.positions);
      expect(versions.sort((a, b) => a - b)).toEqual(
        trades
          .filter(({ event }) => event.type !== "account_opened")
          .map(({ after }) => after.version),
      );
    }),
    { numRuns: 25 },
  );
});
