/**
 * A cell written out as the strategies a trader knows: whole when it has a name, as its put and its
 * call side when they lose no more apart, and as vertical pairs when those do not either.
 *
 * Longs that the cell does not need are left out: they stand alone.
 */
import { type Micros, ZERO_MICROS } from "../money";
import { netCalls, type SeriesHolding, worstCase } from "./payoff";
import type { RequirementLine } from "./requirement-line";
import { cellName } from "./strategy-name";

export interface Cell {
  readonly shorts: readonly SeriesHolding[];
  readonly longs: readonly SeriesHolding[];
}

/** The lines of a cell; together they hold exactly its worst loss. */
export function cellLines(underlying: string, cell: Cell): readonly RequirementLine[] {
  const needed = withoutIdleLongs(cell);
  return partsOf(needed).map((part) => {
    const worst = lossOf(part);
    const name = cellName(part, worst.lossMicros === 0n);
    return {
      underlying,
      strategy: name ?? (worst.lossMicros === 0n ? "debit_spread" : "complex_spread"),
      legs: part.map(({ series, contracts }) => ({ symbol: series.symbol, contracts })),
      shares: 0,
      worstPriceMicros: worst.atPriceMicros,
      amountMicros: worst.lossMicros,
      lentMicros: ZERO_MICROS,
    };
  });
}

function lossOf(holdings: readonly SeriesHolding[]) {
  return worstCase(holdings) ?? { lossMicros: ZERO_MICROS, atPriceMicros: ZERO_MICROS };
}

/** Takes out longs, dearest to spare first, as long as the cell loses no more without them. */
function withoutIdleLongs({ shorts, longs }: Cell): readonly SeriesHolding[] {
  const limit = lossOf([...shorts, ...longs]).lossMicros;
  const kept = merged(longs);
  for (const item of [...kept].sort(sparedFirst)) {
    const at = kept.indexOf(item);
    const least = leastNeeded(item.contracts, (contracts) => {
      const tried = kept.map((other, index) => (index === at ? { ...item, contracts } : other));
      return isWithin([...shorts, ...tried], limit);
    });
    kept[at] = { ...item, contracts: least };
  }
  return [...merged(shorts), ...kept.filter(({ contracts }) => contracts > 0)];
}

/** The fewest contracts that will do: more never hurt, so halving finds it. */
function leastNeeded(held: number, isEnough: (contracts: number) => boolean): number {
  let [low, high] = [0, held];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle + 1;
  }
  return high;
}

function isWithin(holdings: readonly SeriesHolding[], limitMicros: Micros): boolean {
  const worst = worstCase(holdings);
  return worst !== null && worst.lossMicros <= limitMicros;
}

/** The longest-lived first, since most is lent on them, then the furthest from the money. */
function sparedFirst(a: SeriesHolding, b: SeriesHolding): number {
  if (a.series.expiryDate !== b.series.expiryDate) {
    return a.series.expiryDate > b.series.expiryDate ? -1 : 1;
  }
  return a.series.symbol > b.series.symbol ? -1 : 1;
}

/** One entry a series, in the order of first mention. */
function merged(holdings: readonly SeriesHolding[]): SeriesHolding[] {
  const bySymbol = new Map<string, SeriesHolding>();
  for (const { series, contracts } of holdings) {
    const before = bySymbol.get(series.symbol)?.contracts ?? 0;
    bySymbol.set(series.symbol, { series, contracts: before + contracts });
  }
  return [...bySymbol.values()];
}

function partsOf(cell: readonly SeriesHolding[]): readonly (readonly SeriesHolding[])[] {
  const whole = lossOf(cell).lossMicros;
  if (cell.length < 2 || cellName(cell, whole === 0n) !== null) return [cell];
  return lossless(whole, sidesOf(cell)) ?? [cell];
}

/** The sides, split further where that is free, when they lose no more apart; null when they do. */
function lossless(
  limit: Micros,
  parts: readonly (readonly SeriesHolding[])[],
): readonly (readonly SeriesHolding[])[] | null {
  const apart = parts.reduce((sum, part) => sum + lossOf(part).lossMicros, 0n);
  if (parts.length < 2 || apart > limit || parts.some((part) => netCalls(part) < 0)) return null;
  return parts.flatMap((part) => {
    const loss = lossOf(part).lossMicros;
    return cellName(part, loss === 0n) === null
      ? (lossless(loss, pairsOf(part)) ?? [part])
      : [part];
  });
}

function sidesOf(cell: readonly SeriesHolding[]): readonly (readonly SeriesHolding[])[] {
  const puts = cell.filter(({ series }) => series.right === "put");
  const calls = cell.filter(({ series }) => series.right === "call");
  return puts.length === 0 || calls.length === 0 ? pairsOf(cell) : [puts, calls];
}

/** Shorts and longs of one right, nearest the money first, each with the next. */
function pairsOf(side: readonly SeriesHolding[]): readonly (readonly SeriesHolding[])[] {
  const sorted = [...side].sort((a, b) => (a.series.strikeMicros < b.series.strikeMicros ? -1 : 1));
  const shorts = sorted.filter(({ contracts }) => contracts < 0);
  const longs = sorted.filter(({ contracts }) => contracts > 0);
  const pairs: SeriesHolding[][] = [];
  for (let s = 0, l = 0; ; ) {
    const [short, long] = [shorts[s], longs[l]];
    if (short === undefined || long === undefined) {
      return short === undefined && long === undefined ? pairs : [side];
    }
    const count = Math.min(-short.contracts, long.contracts);
    pairs.push([
      { ...short, contracts: -count },
      { ...long, contracts: count },
    ]);
    shorts[s] = { ...short, contracts: short.contracts + count };
    longs[l] = { ...long, contracts: long.contracts - count };
    if (shorts[s]?.contracts === 0) s += 1;
    if (longs[l]?.contracts === 0) l += 1;
  }
}
