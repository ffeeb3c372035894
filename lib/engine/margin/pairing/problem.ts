/**
 * The question the margin rules leave open, per underlying: which long, and which stock, covers which
 * short, and which shorts stand naked.
 *
 * All series of a problem have one deliverable and one multiplier, so everything here is per share
 * and counted in contracts. Series stand in the order of their symbols, whatever order the book had.
 */
import type { OptionSeries } from "../../instrument/instrument";
import { type Micros, ZERO_MICROS } from "../../money";
import { type NakedShort, straddlePerShare } from "../naked";

export interface ShortItem {
  readonly series: OptionSeries;
  /** The strike as a number, for the search. */
  readonly strike: number;
  readonly count: number;
  readonly naked: NakedShort;
  /** What it requires when stock covers it: its amount in the money on margin. Null when stock cannot. */
  readonly coveredMicros: Micros | null;
}

export interface LongItem {
  readonly series: OptionSeries;
  /** The strike as a number, for the search. */
  readonly strike: number;
  readonly count: number;
  /** What is lent on it while it covers nothing; a long that covers must be paid in full. */
  readonly lentMicros: Micros;
}

/** What stock itself requires, per share, by what stands beside it; only maintenance has such rules. */
export interface StockRules {
  readonly plainMicros: Micros;
  /** With this short covered by the stock. */
  coveringMicros(short: OptionSeries): Micros;
  /** With this long protecting the stock; null when it does not. */
  protectedMicros(long: OptionSeries): Micros | null;
  /** With both, a collar or a conversion; null when they do not go together. */
  collaredMicros(long: OptionSeries, short: OptionSeries): Micros | null;
}

export interface PairingProblem {
  readonly shorts: readonly ShortItem[];
  readonly longs: readonly LongItem[];
  /** Whole contracts the stock is enough for. */
  readonly lots: number;
  /** Null where the stock's own requirement does not depend on the options. */
  readonly stock: StockRules | null;
  /** A cash account secures puts and may not leave a call naked while a long can cover it. */
  readonly cash: boolean;
}

/** Who covers whom, in contracts. Indices point into the problem. */
export interface PairingPlan {
  readonly naked: readonly { readonly short: number; readonly count: number }[];
  readonly straddles: readonly {
    readonly put: number;
    readonly call: number;
    readonly count: number;
  }[];
  /** Lots of stock with the short they cover, the long that protects them, or both. */
  readonly stocked: readonly {
    readonly short: number | null;
    readonly long: number | null;
    readonly count: number;
  }[];
  readonly cells: readonly PairingCell[];
}

/** Shorts of one expiry and the longs that live at least as long. */
export interface PairingCell {
  readonly shorts: readonly { readonly short: number; readonly count: number }[];
  readonly longs: readonly { readonly long: number; readonly count: number }[];
}

/** What a short requires alone, per share: its strike in cash for a put of a cash account. */
export function nakedMicros({ series, naked }: ShortItem, cash: boolean): Micros {
  return cash && series.right === "put" ? series.strikeMicros : naked.requiredMicros;
}

/** What a put and a call require as a pair of naked shorts, per share; null where the rule does not hold. */
export function straddleMicros(put: ShortItem, call: ShortItem, cash: boolean): Micros | null {
  return cash ? null : straddlePerShare(put.naked, call.naked);
}

/** What stock requires per share beside these; zero where it does not depend on them. */
export function stockMicros(
  { stock }: PairingProblem,
  long: LongItem | null,
  short: ShortItem | null,
): Micros | null {
  if (stock === null) return long === null ? ZERO_MICROS : null;
  if (long === null) {
    return short === null ? stock.plainMicros : stock.coveringMicros(short.series);
  }
  return short === null
    ? stock.protectedMicros(long.series)
    : stock.collaredMicros(long.series, short.series);
}

/** Intrinsic value per share as a number, for the search. */
export function intrinsic({ series, strike }: ShortItem | LongItem, price: number): number {
  return Math.max(0, series.right === "call" ? price - strike : strike - price);
}
