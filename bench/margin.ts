/**
 * margin: what one book of options on one underlying requires, by how many legs it has, against the
 * sorting of those legs by strike in the same process (the n log n it may not outgrow).
 *
 * A book as sellers of premium hold it: iron condors of different widths and counts over many expiries,
 * and on each expiry a put or a call more that no spread covers.
 */
import type { OptionSeries } from "@/lib/engine/instrument/instrument";
import { occSymbol } from "@/lib/engine/instrument/occ-symbol";
import { requirementLines } from "@/lib/engine/margin/option-requirement";
import type { SeriesHolding } from "@/lib/engine/margin/payoff";
import { totalRequirement } from "@/lib/engine/margin/requirement-line";
import { micros } from "@/lib/engine/money";
import { compare } from "./measure";
import { check, main, report } from "./report";
import { seeded } from "./traffic";

const SIZES = [4, 40, 400];
const GROUPS = 7;
/** Legs of one slice, so that each size is measured for as long. */
const LEGS_PER_SLICE = 40_000;
const LEGS_PER_EXPIRY = 8;
/** Worked out each time: what the engine remembers of books it has seen is left out. */
const TERMS = {
  kind: "margin",
  prices: { underlyingMicros: micros(600_000_000n), premiumOf: () => micros(8_000_000n) },
  stock: null,
} as const;

async function run(): Promise<void> {
  for (const size of SIZES) await measure(size);
}

async function measure(size: number): Promise<void> {
  const holdings = bookOf(size);
  const book = { underlying: "SPY", coverShares: 0, holdings };
  const rounds = Math.ceil(LEGS_PER_SLICE / size);
  let total = 0n;
  let sorted = 0;
  const require = () => {
    for (let round = 0; round < rounds; round += 1) {
      total += totalRequirement(requirementLines(book, TERMS));
    }
    return rounds;
  };
  const sort = () => {
    for (let round = 0; round < rounds; round += 1) {
      sorted += [...holdings].sort((a, b) =>
        a.series.strikeMicros < b.series.strikeMicros ? -1 : 1,
      ).length;
    }
    return rounds;
  };
  require();
  sort();
  const { value, peer, cpuShare } = await compare({ a: require, b: sort }, GROUPS);
  const calls = BigInt(rounds * (1 + 2 * GROUPS));
  const one = totalRequirement(requirementLines(book, TERMS));
  check(total === one * calls, "the same book requires the same each time");
  check(sorted === size * Number(calls), "the peer sorts every leg");
  report({
    ...{ name: "margin", at: `${size} legs`, value: 1e6 / value, unit: "µs a book" },
    ...{ peer: 1e6 / peer, peerUnit: "µs, legs sorted by strike", ratio: null, cpuShare },
    ...{ floor: null, goal: size === 40 ? 200 : null, lowerIsBetter: true },
    checked: `${calls.toLocaleString("en-US")} books of $${(one / 1_000_000n).toLocaleString("en-US")}`,
  });
}

/** Condors, four legs each, two to an expiry; the shorts of every other expiry are one more. */
function bookOf(size: number): readonly SeriesHolding[] {
  const random = seeded(size);
  const holdings: SeriesHolding[] = [];
  for (let leg = 0; leg < size; leg += 4) {
    const expiry = Math.floor(leg / LEGS_PER_EXPIRY);
    const expiryDate = `20${27 + Math.floor(expiry / 12)}-${pad((expiry % 12) + 1)}-15`;
    const away = (leg % LEGS_PER_EXPIRY) * 5 + 10;
    const count = 1 + Math.floor(random() * 3);
    const width = 5 + 5 * Math.floor(random() * 3);
    const more = expiry % 2;
    holdings.push(
      { series: seriesOf(expiryDate, "put", 600 - away - width), contracts: count },
      { series: seriesOf(expiryDate, "put", 600 - away), contracts: -count - more },
      { series: seriesOf(expiryDate, "call", 600 + away), contracts: -count },
      { series: seriesOf(expiryDate, "call", 600 + away + width), contracts: count },
    );
  }
  return holdings;
}

function pad(month: number): string {
  return String(month).padStart(2, "0");
}

function seriesOf(expiryDate: string, right: "put" | "call", strike: number): OptionSeries {
  const strikeMicros = micros(BigInt(strike) * 1_000_000n);
  return {
    kind: "option",
    symbol: occSymbol({ root: "SPY", expiryDate, right, strikeMicros }),
    underlying: "SPY",
    ...{ expiryDate, strikeMicros, right, multiplier: 100, style: "american" },
    ...{ lateClose: true, broadIndex: false },
  };
}

main(run);
