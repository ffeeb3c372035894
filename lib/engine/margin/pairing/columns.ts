/** Everything one contract of a book can be part of, as a column of the covering problem, with its cost. */
import {
  type LongItem,
  nakedMicros,
  type PairingProblem,
  type ShortItem,
  stockMicros,
  straddleMicros,
} from "./problem";

export interface Column {
  readonly does: "naked" | "straddle" | "stock" | "cover" | "loss";
  /** The short it takes out of its cell; the put of a straddle. */
  readonly short: number | null;
  /** The call of a straddle. */
  readonly other: number | null;
  /** The long it uses. */
  readonly long: number | null;
  /** The cell that a long covers in, or whose loss this is. */
  readonly cell: number | null;
}

const EMPTY = { short: null, other: null, long: null, cell: null } as const;

/** The columns of a problem; cells are its expiries that have shorts. */
export function columnsOf(problem: PairingProblem, expiries: readonly string[]): readonly Column[] {
  const columns: Column[] = problem.shorts.map((_, short) => ({ ...EMPTY, does: "naked", short }));
  addStraddles(columns, problem);
  if (problem.lots > 0) addStock(columns, problem);
  expiries.forEach((expiry, cell) => {
    columns.push({ ...EMPTY, does: "loss", cell });
    problem.longs.forEach(({ series }, long) => {
      if (series.expiryDate >= expiry) columns.push({ ...EMPTY, does: "cover", long, cell });
    });
  });
  return columns;
}

function addStraddles(columns: Column[], { shorts, cash }: PairingProblem): void {
  if (cash) return;
  shorts.forEach((put, short) => {
    if (put.series.right === "call") return;
    shorts.forEach((call, other) => {
      if (call.series.right === "call") columns.push({ ...EMPTY, does: "straddle", short, other });
    });
  });
}

function addStock(columns: Column[], problem: PairingProblem): void {
  const { shorts, longs, stock } = problem;
  const coverable = [...shorts.keys()].filter((short) => shorts[short]?.coveredMicros !== null);
  const stocked = (short: number | null, long: number | null) => {
    const cost = stockMicros(problem, itemOf(longs, long), itemOf(shorts, short));
    if (cost !== null) columns.push({ ...EMPTY, does: "stock", short, long });
  };
  for (const short of coverable) stocked(short, null);
  if (stock === null) return;
  stocked(null, null);
  for (const long of longs.keys()) {
    stocked(null, long);
    for (const short of coverable) stocked(short, long);
  }
}

function itemOf<T>(items: readonly T[], index: number | null): T | null {
  return index === null ? null : (items[index] ?? null);
}

/** What one contract of the column costs, per share, in micros. */
export function columnCost(problem: PairingProblem, column: Column, cells: number): number {
  const { shorts, longs, cash } = problem;
  const short = itemOf(shorts, column.short);
  const long = itemOf(longs, column.long);
  switch (column.does) {
    case "naked":
      return nakedCost(problem, short as ShortItem, cells);
    case "straddle": {
      const call = itemOf(shorts, column.other) as ShortItem;
      return Number(straddleMicros(short as ShortItem, call, cash) ?? 0n);
    }
    case "stock":
      return stockCost(problem, long, short);
    case "cover":
      return Number(long?.lentMicros ?? 0n);
    case "loss":
      return lossUnit(problem);
  }
}

/**
 * What one unit of a cell's loss is worth, per share, in micros: as much as the strikes it stands beside in a row,
 * because a coefficient of 1 there is lost in the tolerances of floating point.
 */
export function lossUnit({ shorts, longs }: PairingProblem): number {
  return Math.max(1, ...[...shorts, ...longs].map(({ strike }) => strike));
}

function nakedCost(problem: PairingProblem, short: ShortItem, cells: number): number {
  const own = Number(nakedMicros(short, problem.cash));
  return problem.cash && short.series.right === "call" ? own + barredCost(problem, cells) : own;
}

function stockCost(
  problem: PairingProblem,
  long: LongItem | null,
  short: ShortItem | null,
): number {
  const own = stockMicros(problem, long, short) ?? 0n;
  return Number(own + (short?.coveredMicros ?? 0n) + (long?.lentMicros ?? 0n));
}

/** More than any rearrangement of covers could save: each step of one moves at most a strike. */
function barredCost({ shorts, longs }: PairingProblem, cells: number): number {
  const strikes = [...shorts, ...longs].map(({ strike }) => strike);
  return (strikes.length + cells) * Math.max(...strikes);
}
