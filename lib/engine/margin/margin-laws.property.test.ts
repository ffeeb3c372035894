/** The margin laws of decisions 29, for every random book; how they scale is settled in docs/adr/0012. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { someHoldings } from "../testing/arbitraries";
import { dollars, series } from "../testing/builders";
import type { MarginPrices } from "./margin-prices";
import { nakedPerShare } from "./naked";
import { optionRequirement } from "./option-requirement";
import { type SeriesHolding, worstCase } from "./payoff";
import { totalRequirement } from "./requirement-line";

const UNDERLYING = dollars("600");
const PREMIUM = dollars("8");
const PRICES: MarginPrices = { underlyingMicros: UNDERLYING, premiumOf: () => PREMIUM };
const RUNS = { numRuns: 200 };

type Holdings = readonly SeriesHolding[];
interface Terms {
  readonly lots?: number;
  readonly kind?: "cash" | "margin";
}

function requirement(holdings: Holdings, { lots = 0, kind = "margin" }: Terms = {}): bigint {
  const book = { underlying: "SPY", coverShares: lots * 100, holdings };
  return totalRequirement(optionRequirement(book, kind, PRICES));
}

function times(holdings: Holdings, n: number): Holdings {
  return holdings.map((holding) => ({ ...holding, contracts: holding.contracts * n }));
}

/** A vertical, condor or butterfly: each side is covered within itself, whatever else is held. */
const aVertical: fc.Arbitrary<Holdings> = fc
  .record({
    right: fc.constantFrom("C", "P"),
    strikes: fc.uniqueArray(fc.constantFrom("590", "595", "600", "605", "610"), {
      minLength: 2,
      maxLength: 2,
    }),
    contracts: fc.integer({ min: 1, max: 5 }),
  })
  .map(({ right, strikes: [sold = "600", bought = "595"], contracts }) => [
    { series: series(`SPY-${sold}${right}`), contracts: -contracts },
    { series: series(`SPY-${bought}${right}`), contracts },
  ]);

const someLots = fc.integer({ min: 0, max: 4 });
const aKind = fc.constantFrom("cash" as const, "margin" as const);

test("the order of the book does not matter", () => {
  const shuffled = someHoldings.chain((holdings) =>
    fc.tuple(
      fc.constant(holdings),
      fc.shuffledSubarray([...holdings], { minLength: holdings.length }),
    ),
  );
  fc.assert(
    fc.property(shuffled, someLots, aKind, ([holdings, other], lots, kind) => {
      expect(requirement(other, { lots, kind })).toBe(requirement(holdings, { lots, kind }));
    }),
    RUNS,
  );
});

// Whole contracts are paired, so n books together may pair better than each alone (docs/adr/0012);
// option-requirement.test.ts has the strategies for which n times is exactly n times.
test("n times the book, stock included, never requires more than n times as much", () => {
  fc.assert(
    fc.property(
      someHoldings,
      someLots,
      aKind,
      fc.integer({ min: 2, max: 9 }),
      (holdings, lots, kind, n) => {
        const once = requirement(holdings, { lots, kind });
        const many = requirement(times(holdings, n), { lots: lots * n, kind });
        expect(many <= once * BigInt(n)).toBe(true);
      },
    ),
    RUNS,
  );
});

test("a requirement is never negative, and longs alone require nothing", () => {
  fc.assert(
    fc.property(someHoldings, someLots, aKind, (holdings, lots, kind) => {
      expect(requirement(holdings, { lots, kind }) >= 0n).toBe(true);
      const longs = holdings.map((item) => ({ ...item, contracts: Math.abs(item.contracts) }));
      expect(requirement(longs, { lots, kind })).toBe(0n);
    }),
    RUNS,
  );
});

test("nothing requires more than its shorts would naked", () => {
  fc.assert(
    fc.property(someHoldings, someLots, (holdings, lots) => {
      const prices = { underlyingMicros: UNDERLYING, premiumMicros: PREMIUM };
      const naked = holdings
        .filter((holding) => holding.contracts < 0)
        .reduce(
          (sum, item) =>
            sum + nakedPerShare(item.series, prices).requiredMicros * BigInt(-item.contracts * 100),
          0n,
        );
      expect(requirement(holdings, { lots }) <= naked).toBe(true);
    }),
    RUNS,
  );
});

test("a cash account holds exactly the worst loss of a book it can carry", () => {
  fc.assert(
    fc.property(aVertical, aVertical, (first, second) => {
      const merged = mergeSame([...first, ...second]);
      const worst = worstCase(merged);
      if (worst === null || !merged.some((holding) => holding.contracts > 0)) return;
      expect(requirement(merged, { kind: "cash" })).toBe(worst.lossMicros);
    }),
    RUNS,
  );
});

/** Any book, with one contract more of the nth series: another long, or a short bought back. */
const aPurchase = fc.tuple(someHoldings, fc.nat()).map(([holdings, nth]) => {
  const item = holdings[nth % holdings.length];
  const more = holdings.map((other) =>
    other === item ? { ...item, contracts: item.contracts + 1 } : other,
  );
  return { holdings, more: more.filter(({ contracts }) => contracts !== 0) };
});

test("another long never raises the requirement of any book, nor does buying back a short", () => {
  fc.assert(
    fc.property(aPurchase, someLots, aKind, ({ holdings, more }, lots, kind) => {
      expect(requirement(more, { lots, kind }) <= requirement(holdings, { lots, kind })).toBe(true);
    }),
    RUNS,
  );
});

test("a long call far out does not drag another call into a spread of its width", () => {
  const book = [
    { series: series("SPY-600P"), contracts: -1 },
    { series: series("SPY-595P"), contracts: 1 },
    { series: series("SPY-605C"), contracts: -1 },
  ];
  const more = [...book, { series: series("SPY-800C"), contracts: 1 }];

  expect(requirement(more) <= requirement(book)).toBe(true);
});

test("more stock never raises it, long or short", () => {
  fc.assert(
    fc.property(someHoldings, fc.integer({ min: -4, max: 4 }), (holdings, lots) => {
      const more = lots < 0 ? lots - 1 : lots + 1;
      expect(requirement(holdings, { lots: more }) <= requirement(holdings, { lots })).toBe(true);
    }),
    RUNS,
  );
});

/** Calls for puts and up for down: a call struck 5 above 600 becomes a put struck 5 below it. */
function mirrored(holdings: Holdings): Holdings {
  return holdings.map(({ series: listed, contracts }) => {
    const strike = (1_200_000_000n - listed.strikeMicros) / 1_000_000n;
    const date = listed.expiryDate.slice(2).replaceAll("-", "");
    return {
      series: series(`SPY-${strike}${listed.right === "call" ? "P" : "C"}@${date}`),
      contracts,
    };
  });
}

// A naked put is worst at zero and has a floor of its own, so the mirror holds where no short is naked.
test("the mirror image of a max-loss structure requires the same", () => {
  fc.assert(
    fc.property(aVertical, aVertical, (first, second) => {
      const book = mergeSame([...first, ...second]);
      expect(requirement(mirrored(book))).toBe(requirement(book));
    }),
    RUNS,
  );
});

function mergeSame(holdings: Holdings): Holdings {
  const merged = new Map<string, SeriesHolding>();
  for (const { series: listed, contracts } of holdings) {
    const before = merged.get(listed.symbol)?.contracts ?? 0;
    merged.set(listed.symbol, { series: listed, contracts: before + contracts });
  }
  return [...merged.values()].filter((holding) => holding.contracts !== 0);
}
