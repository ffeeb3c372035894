/** Laws of corporate actions: value, money and cost are carried through; once, in one order. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { AccountState } from "../account/account-state";
import { evolve, postingsOf } from "../account/evolve";
import { encodeState } from "../account/state-codec";
import { instantOf } from "../calendar/new-york";
import { deliverableOf, deliverableValue, exerciseCost } from "../instrument/deliverable";
import { type Micros, micros, NANOS_PER_UNIT, nanos, notional, units } from "../money";
import { fact } from "../testing/action-text";
import { account, dollars, equity, run, series } from "../testing/builders";
import { marketOf } from "../testing/market";
import type { ActionFact, ActionKind } from "./action-fact";
import { adjustContract } from "./adjust-contract";
import type { Resize } from "./corporate-action";
import { planPositions } from "./plan-positions";

const RUNS = { numRuns: 100 };
const aCount = fc.integer({ min: 1, max: 12 });

/** Splits and stock dividends of any ratio, with prices that are exact on both sides of it. */
const aResize = fc
  .record({ grown: aCount, whole: aCount, step: fc.integer({ min: 1_000, max: 4_000_000 }) })
  .filter(({ grown, whole }) => grown !== whole)
  .map(({ grown, whole, step }) => {
    const before = micros(BigInt(step) * BigInt(grown));
    const after = micros(BigInt(step) * BigInt(whole));
    const action: Resize = {
      kind: grown > whole ? "forward_split" : "reverse_split",
      ...{ id: "a1", symbol: "XYZ", exDate: "2026-11-23", memos: [] },
      ...{ declaredDate: null, recordDate: null, payDate: null, fractionMicros: after },
      ...{ newNanos: units(grown), oldNanos: units(whole) },
    };
    return { action, before, after };
  });

test("stock is worth as much after a split of any ratio as before, long and short, to the micro", () => {
  fc.assert(
    fc.property(
      aResize,
      fc.integer({ min: -5_000, max: 5_000 }).filter((count) => count !== 0),
      ({ action, before, after }, count) => {
        const state = account({ holds: { XYZ: `${count} @ 10` } });
        const prices = { fractionMicros: after, costShare: null, frozenMarkMicros: null };
        const changes = planPositions(state, action, prices);
        if (changes === "no_price") throw new Error("there is a price");
        let worth = 0n;
        for (const { cashMicros, after: made } of changes) {
          worth += cashMicros;
          for (const { qtyNanos } of made) worth += notional(after, qtyNanos, 1);
        }
        const difference = worth - notional(before, units(count), 1);
        expect(difference <= 1n && difference >= -1n).toBe(true);
      },
    ),
    RUNS,
  );
});

test("exercising what a contract became is worth what exercising it was, but for a cent of strike", () => {
  const strikes = fc
    .integer({ min: 1, max: 200_000 })
    .map((cents) => micros(BigInt(cents) * 10_000n));
  fc.assert(
    fc.property(aResize, strikes, fc.constantFrom("C", "P"), (resize, strikeMicros, right) => {
      const { action, before, after } = resize;
      const old = { ...series(`XYZ-50${right}`), strikeMicros };
      const adjusted = adjustContract(old, action, after);
      if (adjusted === null || adjusted === "no_price") throw new Error("it is adjusted");
      const { series: made, contracts } = adjusted;
      const gain = (of: typeof old, price: Micros, count: number) =>
        (present(deliverableValue(deliverableOf(of), () => price)) - exerciseCost(of, units(1))) *
        BigInt(count);
      const difference = gain(made, after, contracts) - gain(old, before, 1);
      // Half a cent of strike x 100 for each contract where the strike is rounded, else a micro.
      const most = contracts === 1 ? 1n : 500_000n * BigInt(contracts);
      expect(difference <= most && difference >= -most).toBe(true);
    }),
    RUNS,
  );
});

function present(value: Micros | null): bigint {
  if (value === null) throw new Error("everything delivered has a price");
  return value;
}

const SYMBOLS = ["AAA", "BBB", "CCC"];
const DATES = ["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-27"];
const NOW_MS = instantOf("2026-12-10", 10 * 60);

const aFact: fc.Arbitrary<ActionFact> = fc
  .record({
    kind: fc.constantFrom<ActionKind>(
      ...(["forward_split", "reverse_split", "stock_dividend", "cash_dividend"] as const),
      ...(["spin_off", "merger", "rename", "delisting"] as const),
    ),
    pair: fc.constantFrom(...SYMBOLS.flatMap((a) => SYMBOLS.map((b) => [a, b] as const))),
    exDate: fc.constantFrom(...DATES),
    grown: aCount,
    whole: aCount,
    cash: fc.option(fc.integer({ min: 1, max: 5_000 })),
    special: fc.boolean(),
  })
  .map(({ kind, pair: [symbol, other], exDate, grown, whole, cash, special }) =>
    fact(
      { id: "", kind, symbol },
      {
        ...{
          exDate,
          special,
          fractionMicros: dollars("12.34"),
          costShareNanos: nanos(NANOS_PER_UNIT / 3n),
        },
        ...{ newNanos: units(grown), oldNanos: units(whole), payDate: "2026-12-01" },
        cashMicros: cash === null ? null : micros(BigInt(cash) * 10_000n),
        other: other === symbol ? null : equity(other),
      },
    ),
  );

/** Facts of all kinds, some of them faulty, and an account that holds stock and options of each. */
const aWorld = fc.record({
  facts: fc
    .array(aFact, { minLength: 1, maxLength: 8 })
    .map((facts) => facts.map((told, index) => ({ ...told, id: `a${index}` }))),
  holds: fc.dictionary(
    fc.constantFrom(...SYMBOLS, ...SYMBOLS.flatMap((symbol) => [`${symbol}-50C`, `${symbol}-40P`])),
    fc.integer({ min: -30, max: 300 }).map((count) => `${count === 0 ? 1 : count} @ 7.77`),
    { minKeys: 1, maxKeys: 6, noNullPrototype: true },
  ),
});

function applied(state: AccountState, actions: readonly ActionFact[]) {
  return run(state, { type: "apply_actions" }, marketOf([], { nowMs: NOW_MS, actions }));
}

test("postings balance, cash is the sum of its legs, and no cost is lost through any actions", () => {
  fc.assert(
    fc.property(aWorld, ({ facts, holds }) => {
      const before = account({ holds });
      const { state, events } = applied(before, facts);
      let at: AccountState = before;
      let cash: bigint = before.cashMicros;
      for (const event of events) {
        const postings = postingsOf(at, event);
        expect(postings.reduce((sum, { amountMicros }) => sum + amountMicros, 0n)).toBe(0n);
        for (const leg of postings) if (leg.account === "cash") cash += leg.amountMicros;
        at = evolve(at, event);
      }
      expect(state.cashMicros).toBe(cash);
      expect(capital(state)).toBe(capital(before));
    }),
    RUNS,
  );
});

/** What was paid in: cash, cost and what is owed, without what was earned. */
function capital(state: AccountState): bigint {
  let total: bigint = state.cashMicros - state.realizedMicros - state.dividendsMicros;
  for (const { costMicros } of state.positions.values()) total += costMicros;
  for (const { amountMicros } of state.receivables.values()) total += amountMicros;
  return total;
}

test("actions are applied once, and in the same order however they are told", () => {
  fc.assert(
    fc.property(aWorld, fc.array(fc.nat(), { minLength: 8, maxLength: 8 }), (world, keys) => {
      const { facts, holds } = world;
      const before = account({ holds });
      const shuffled = facts
        .map((told, index) => ({ told, key: keys[index] ?? 0 }))
        .sort((a, b) => a.key - b.key)
        .map(({ told }) => told);
      const first = applied(before, facts).state;

      expect(encodeState(applied(before, shuffled).state)).toBe(encodeState(first));
      expect(applied(first, shuffled).events).toEqual([]);
    }),
    RUNS,
  );
});

test("a faulty fact changes nothing but that it is known", () => {
  fc.assert(
    fc.property(aWorld, ({ facts, holds }) => {
      const before = account({ holds });
      const faulty = facts.map((told) => ({ ...told, kind: "tender" as ActionKind }));
      const { state, events } = applied(before, faulty);

      expect(events.every(({ type }) => type === "corporate_action_held")).toBe(true);
      const { version, heldActions } = before;
      expect(encodeState({ ...state, version, heldActions })).toBe(encodeState(before));
    }),
    RUNS,
  );
});
