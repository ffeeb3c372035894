/** What holds for the groups of any account, whatever it holds. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Position } from "../account/account-state";
import { type Micros, micros, type Nanos, nanos, sumMicros, units } from "../money";
import { instrument } from "../testing/builders";
import { groupPositions, type StrategyGroup } from "./group-positions";
import { recogniseStrategy } from "./recognise";

const SERIES = ["590", "595", "600", "605"].flatMap((strike) =>
  ["261218", "270115", "270618"].flatMap((date) => [
    `SPY-${strike}C@${date}`,
    `SPY-${strike}P@${date}`,
  ]),
);
const NAMES = ["SPY", "AAPL", "AAPL-180C", ...SERIES];

/** Stock in whole hundreds: a scaled odd lot covers more than its scaled cover. */
const somePositions: fc.Arbitrary<readonly Position[]> = fc
  .uniqueArray(fc.constantFrom(...NAMES), { maxLength: 9 })
  .chain((names) =>
    fc.tuple(
      ...names.map((name) =>
        fc.record({
          name: fc.constant(name),
          count: fc.integer({ min: -4, max: 4 }).filter((count) => count !== 0),
          cost: fc.integer({ min: -9_999_999, max: 9_999_999 }),
        }),
      ),
    ),
  )
  .map((held) =>
    held.map(({ name, count, cost }) => {
      const of = instrument(name);
      const qtyNanos = units(of.kind === "equity" ? count * 100 : count);
      const costMicros = micros(BigInt(cost));
      return { symbol: of.symbol, instrument: of, qtyNanos, costMicros };
    }),
  );
const someCash = fc
  .integer({ min: 0, max: 500_000 })
  .map((dollars) => micros(BigInt(dollars) * 1_000_000n));

test("every contract, share and micro of cost stands in exactly one group", () => {
  fc.assert(
    fc.property(somePositions, someCash, (positions, cashMicros) => {
      const slices = groupPositions(positions, { cashMicros }).flatMap(({ legs }) => legs);
      const wholes = positions.map((position) => {
        const own = slices.filter(({ symbol }) => symbol === position.symbol);
        const qtyNanos = own.reduce((sum, slice) => sum + slice.qtyNanos, 0n);
        const costMicros = sumMicros(own.map((slice) => slice.costMicros));
        return { ...position, qtyNanos, costMicros };
      });

      expect(wholes).toEqual(positions);
      expect(slices.filter((slice) => !positions.some((p) => p.symbol === slice.symbol))).toEqual(
        [],
      );
      // A slice never turns a position around: cover is not given twice.
      for (const slice of slices) {
        const whole = positions.find(({ symbol }) => symbol === slice.symbol);
        expect(slice.qtyNanos > 0n).toBe((whole?.qtyNanos ?? 0n) > 0n);
      }
    }),
    { numRuns: 100 },
  );
});

test("the order of positions says nothing", () => {
  const shuffled = somePositions.chain((positions) =>
    fc.tuple(
      fc.constant(positions),
      fc.shuffledSubarray([...positions], { minLength: positions.length }),
    ),
  );
  fc.assert(
    fc.property(shuffled, someCash, ([positions, other], cashMicros) => {
      expect(groupPositions(other, { cashMicros })).toEqual(
        groupPositions(positions, { cashMicros }),
      );
    }),
    { numRuns: 60 },
  );
});

test("n times the book and the cash is n times each group", () => {
  fc.assert(
    fc.property(somePositions, someCash, fc.integer({ min: 2, max: 7 }), (positions, cash, n) => {
      const times = <T extends Nanos | Micros>(amount: T) => (amount * BigInt(n)) as T;
      const scaled = positions.map((position) => ({
        ...position,
        qtyNanos: times(position.qtyNanos),
      }));
      const sizes = (groups: readonly StrategyGroup[], factor: bigint) =>
        groups.map(({ name, legs }) => [
          name,
          ...legs.map((leg) => `${leg.symbol} ${nanos(leg.qtyNanos * factor)}`),
        ]);

      expect(sizes(groupPositions(scaled, { cashMicros: times(cash) }), 1n)).toEqual(
        sizes(groupPositions(positions, { cashMicros: cash }), BigInt(n)),
      );
    }),
    { numRuns: 100 },
  );
});

test("a group bears the name of its own legs, and taking it apart again leaves it whole", () => {
  fc.assert(
    fc.property(somePositions, (positions) => {
      for (const group of groupPositions(positions)) {
        const legs = group.legs.map((leg) => ({
          instrument: leg.instrument,
          ratio: Number(leg.qtyNanos / units(1)),
        }));

        expect(recogniseStrategy(legs)).toBe(group.name);
        expect(groupPositions(group.legs)).toEqual([group]);
      }
    }),
    { numRuns: 100 },
  );
});

test("no covered call is left to be made: free shares and free short calls do not stand side by side", () => {
  fc.assert(
    fc.property(somePositions, (positions) => {
      const groups = groupPositions(positions);
      for (const underlying of new Set(groups.map((group) => group.underlying))) {
        const names = groups
          .filter((group) => group.underlying === underlying)
          .map(({ name }) => name);
        expect(names.includes("shares") && names.includes("short call")).toBe(false);
      }
    }),
    { numRuns: 100 },
  );
});
