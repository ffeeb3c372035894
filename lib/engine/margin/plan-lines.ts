/** A pairing written out: one line for each thing that covers, is covered, or stands alone. */
import { type Micros, micros, ZERO_MICROS } from "../money";
import type { UnderlyingBook } from "./book";
import { cellLines } from "./cell-lines";
import {
  type LongItem,
  nakedMicros,
  type PairingPlan,
  type PairingProblem,
  type ShortItem,
  stockMicros,
  straddleMicros,
} from "./pairing/problem";
import type { SeriesHolding } from "./payoff";
import type { RequirementLine, RequirementStrategy } from "./requirement-line";

/** The lines of a plan: stock with its options, spreads, naked shorts, and longs that stand alone. */
export function planLines(
  book: UnderlyingBook,
  problem: PairingProblem,
  plan: PairingPlan,
): readonly RequirementLine[] {
  const write = { book, problem };
  const cells = plan.cells.flatMap((cell) =>
    cellLines(book.underlying, {
      shorts: cell.shorts.map(({ short, count }) => holding(shortOf(problem, short), -count)),
      longs: cell.longs.map(({ long, count }) => holding(longOf(problem, long), count)),
    }),
  );
  const lines = [
    ...plan.stocked.map((part) => stockedLine(write, part)),
    ...cells,
    ...plan.straddles.map((part) => straddleLine(write, part)),
    ...plan.naked.map(({ short, count }) => nakedLine(write, shortOf(problem, short), count)),
  ];
  return [...lines, ...longLines(write, lines)];
}

interface Writer {
  readonly book: UnderlyingBook;
  readonly problem: PairingProblem;
}

function shortOf(problem: PairingProblem, index: number): ShortItem {
  return problem.shorts[index] as ShortItem;
}

function longOf(problem: PairingProblem, index: number): LongItem {
  return problem.longs[index] as LongItem;
}

function holding({ series }: ShortItem | LongItem, contracts: number): SeriesHolding {
  return { series, contracts };
}

/** Stock with the short it covers and the long that protects it. */
function stockedLine({ book, problem }: Writer, part: PairingPlan["stocked"][number]) {
  const short = part.short === null ? null : shortOf(problem, part.short);
  const long = part.long === null ? null : longOf(problem, part.long);
  const each = (stockMicros(problem, long, short) ?? 0n) + (short?.coveredMicros ?? 0n);
  const legs = [
    ...(short === null ? [] : [holding(short, -part.count)]),
    ...(long === null ? [] : [holding(long, part.count)]),
  ];
  const perContract = book.sharesPerContract ?? legs[0]?.series.multiplier ?? 0;
  return line(book, stockedName(book, long, short), legs, {
    amountMicros: times(legs, micros(each), part.count),
    // The shares are in the amount only where the stock's requirement is.
    shares: problem.stock === null ? 0 : Math.sign(book.coverShares) * perContract * part.count,
  });
}

function stockedName(
  { coverShares }: UnderlyingBook,
  long: LongItem | null,
  short: ShortItem | null,
): RequirementStrategy {
  const isLong = coverShares > 0;
  if (long === null) return isLong ? "covered_call" : "covered_put";
  if (short === null) return isLong ? "protective_put" : "protective_call";
  if (!isLong) return "reversal";
  return long.series.strikeMicros === short.series.strikeMicros ? "conversion" : "collar";
}

function straddleLine({ book, problem }: Writer, part: PairingPlan["straddles"][number]) {
  const [put, call] = [shortOf(problem, part.put), shortOf(problem, part.call)];
  const sameStrike =
    put.series.strikeMicros === call.series.strikeMicros &&
    put.series.expiryDate === call.series.expiryDate;
  const legs = [holding(call, -part.count), holding(put, -part.count)];
  const each = straddleMicros(put, call, problem.cash) ?? ZERO_MICROS;
  return line(book, sameStrike ? "short_straddle" : "short_strangle", legs, {
    amountMicros: times(legs, each, part.count),
  });
}

/** A put of a cash account is worst at zero; the percentage rules have no worst price. */
function nakedLine({ book, problem }: Writer, short: ShortItem, count: number): RequirementLine {
  const secured = problem.cash && short.series.right === "put";
  const name = short.series.right === "call" ? "naked_call" : "naked_put";
  const legs = [holding(short, -count)];
  return line(book, secured ? "cash_secured_put" : name, legs, {
    amountMicros: times(legs, nakedMicros(short, problem.cash), count),
    worstPriceMicros: secured ? ZERO_MICROS : null,
  });
}

/** Longs that no line uses: paid in full, or with a quarter lent. */
function longLines(
  { book, problem }: Writer,
  lines: readonly RequirementLine[],
): readonly RequirementLine[] {
  const used = new Map<string, number>();
  for (const { symbol, contracts } of lines.flatMap(({ legs }) => legs)) {
    if (contracts > 0) used.set(symbol, (used.get(symbol) ?? 0) + contracts);
  }
  return problem.longs.flatMap((long) => {
    const left = long.count - (used.get(long.series.symbol) ?? 0);
    if (left <= 0) return [];
    const legs = [holding(long, left)];
    const lentMicros = times(legs, long.lentMicros, left);
    return [line(book, "long_option", legs, { amountMicros: ZERO_MICROS, lentMicros })];
  });
}

function times(legs: readonly SeriesHolding[], each: Micros, count: number): Micros {
  return micros(each * BigInt(count * (legs[0]?.series.multiplier ?? 0)));
}

function line(
  { underlying }: UnderlyingBook,
  strategy: RequirementStrategy,
  holdings: readonly SeriesHolding[],
  rest: Pick<RequirementLine, "amountMicros"> & Partial<RequirementLine>,
): RequirementLine {
  const legs = holdings.map(({ series, contracts }) => ({ symbol: series.symbol, contracts }));
  return { ...{ underlying, strategy, legs }, ...NONE, ...rest };
}

const NONE = { shares: 0, worstPriceMicros: null, lentMicros: ZERO_MICROS } as const;
