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

/** The columns of a problem; cells are its expiries that have shorts. */
export function columnsOf(problem: PairingProblem, expiries: readonly string[]): readonly Column[] {
  const columns: Column[] = problem.shorts.map((_, short) => ofShort("naked", short, null));
  addStraddles(columns, problem);
  if (problem.lots > 0) addStock(columns, problem);
  for (let cell = 0; cell < expiries.length; cell += 1) {
    columns.push(ofCell("loss", null, cell));
    for (let long = 0; long < problem.longs.length; long += 1) {
      const { series } = problem.longs[long] as LongItem;
      if (series.expiryDate >= (expiries[cell] as string))
        columns.push(ofCell("cover", long, cell));
    }
  }
  return columns;
}

function ofShort(does: "naked" | "straddle", short: number, other: number | null): Column {
  return { does, short, other, long: null, cell: null };
}

function ofStock(short: number | null, long: number | null): Column {
  return { does: "stock", short, other: null, long, cell: null };
}

function ofCell(does: "cover" | "loss", long: number | null, cell: number): Column {
  return { does, short: null, other: null, long, cell };
}

function addStraddles(columns: Column[], { shorts, cash }: PairingProblem): void {
  if (cash) return;
  for (let put = 0; put < shorts.length; put += 1) {
    if (shorts[put]?.series.right === "call") continue;
    for (let call = 0; call < shorts.length; call += 1) {
      if (shorts[call]?.series.right === "call") columns.push(ofShort("straddle", put, call));
    }
  }
}

function addStock(columns: Column[], problem: PairingProblem): void {
  const { shorts, longs, stock } = problem;
  const coverable = [...shorts.keys()].filter((short) => shorts[short]?.coveredMicros !== null);
  const stocked = (short: number | null, long: number | null) => {
    const cost = stockMicros(problem, itemOf(longs, long), itemOf(shorts, short));
    if (cost !== null) columns.push(ofStock(short, long));
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

/** What a problem's columns cost is measured by: worked out once. */
export interface Scale {
  /**
   * What one unit of a cell's loss is worth, per share, in micros: as much as the strikes it stands beside in
   * a row, because a coefficient of 1 there is lost in the tolerances of floating point.
   */
  readonly lossUnit: number;
  /** More than any rearrangement of covers could save: each step of one moves at most a strike. */
  readonly barred: number;
}

export function scaleOf({ shorts, longs }: PairingProblem, cells: number): Scale {
  let highest = 0;
  for (const { strike } of shorts) highest = Math.max(highest, strike);
  for (const { strike } of longs) highest = Math.max(highest, strike);
  const barred = (shorts.length + longs.length + cells) * highest;
  return { lossUnit: Math.max(1, highest), barred };
}

/** What one contract of the column costs, per share, in micros. */
export function columnCost(problem: PairingProblem, column: Column, scale: Scale): number {
  const { shorts, longs, cash } = problem;
  const short = itemOf(shorts, column.short);
  const long = itemOf(longs, column.long);
  switch (column.does) {
    case "naked":
      return nakedCost(problem, short as ShortItem, scale);
    case "straddle": {
      const call = itemOf(shorts, column.other) as ShortItem;
      return Number(straddleMicros(short as ShortItem, call, cash) ?? 0n);
    }
    case "stock":
      return stockCost(problem, long, short);
    case "cover":
      return Number(long?.lentMicros ?? 0n);
    case "loss":
      return scale.lossUnit;
  }
}

function nakedCost(problem: PairingProblem, short: ShortItem, { barred }: Scale): number {
  const own = Number(nakedMicros(short, problem.cash));
  return problem.cash && short.series.right === "call" ? own + barred : own;
}

function stockCost(
  problem: PairingProblem,
  long: LongItem | null,
  short: ShortItem | null,
): number {
  const own = stockMicros(problem, long, short) ?? 0n;
  return Number(own + (short?.coveredMicros ?? 0n) + (long?.lentMicros ?? 0n));
}
