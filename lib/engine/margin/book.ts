/** Positions, and what orders may do to them, sorted by underlying for the margin rules. */
import type { AccountState } from "../account/account-state";
import { deliverableOf } from "../instrument/deliverable";
import type { Equity, Instrument, OptionSeries } from "../instrument/instrument";
import {
  divideHalfEven,
  type Micros,
  micros,
  NANOS_PER_UNIT,
  type Nanos,
  nanos,
  ZERO_MICROS,
} from "../money";
import type { SeriesHolding } from "./payoff";

/** A change of a holding, signed. */
export interface Delta {
  readonly instrument: Instrument;
  readonly qtyNanos: Nanos;
  /** What a held position cost; absent for what an order may bring. */
  readonly costMicros?: Micros;
}

/**
 * The options on one underlying that deliver the same thing: what covers what is asked within a book
 * and never across two, since an adjusted contract does not deliver what a standard one does.
 */
export interface UnderlyingBook {
  readonly underlying: string;
  /** Whole shares that may cover the options of this book; negative when short. */
  readonly coverShares: number;
  /** Shares of the underlying that one contract delivers; the multiplier when absent. */
  readonly sharesPerContract?: number;
  readonly holdings: readonly SeriesHolding[];
}

/** What is held now. */
export function heldDeltas(state: AccountState): Delta[] {
  return [...state.positions.values()];
}

export interface StockHolding {
  readonly equity: Equity;
  /** Negative when short. */
  readonly qtyNanos: Nanos;
  /** Average cost of a share, unsigned. */
  readonly paidMicros: Micros;
}

/** The stock among the deltas, netted by symbol. */
export function stockOf(deltas: Iterable<Delta>): ReadonlyMap<string, StockHolding> {
  const stock = new Map<string, StockHolding>();
  for (const { instrument, qtyNanos, costMicros } of deltas) {
    if (instrument.kind !== "equity") continue;
    const before = stock.get(instrument.symbol);
    stock.set(instrument.symbol, {
      equity: instrument,
      qtyNanos: nanos((before?.qtyNanos ?? 0n) + qtyNanos),
      paidMicros: before?.paidMicros ?? averageCost(qtyNanos, costMicros),
    });
  }
  return stock;
}

function averageCost(qtyNanos: Nanos, costMicros: Micros | undefined): Micros {
  if (costMicros === undefined || qtyNanos === 0n) return ZERO_MICROS;
  return micros(divideHalfEven(costMicros * NANOS_PER_UNIT, qtyNanos));
}

interface OptionHolding {
  readonly series: OptionSeries;
  readonly nanos: bigint;
}

/**
 * The option books of the deltas, standard contracts of an underlying first: the stock covers those,
 * and what is left of it the adjusted ones.
 */
export function booksOf(deltas: readonly Delta[]): readonly UnderlyingBook[] {
  const books = new Map<string, Map<string, OptionHolding>>();
  for (const { instrument, qtyNanos } of deltas) {
    if (instrument.kind !== "option") continue;
    const key = bookKey(instrument);
    let series = books.get(key);
    if (series === undefined) {
      series = new Map();
      books.set(key, series);
    }
    const before = series.get(instrument.symbol)?.nanos ?? 0n;
    series.set(instrument.symbol, { series: instrument, nanos: before + qtyNanos });
  }
  if (books.size === 0) return [];
  const left = wholeShares(deltas);
  const sorted = books.size === 1 ? books : [...books].sort(([a], [b]) => a.length - b.length);
  const made: UnderlyingBook[] = [];
  for (const [, series] of sorted) {
    const book = bookOf(series.values(), left);
    if (book !== null) made.push(book);
  }
  return made;
}

/** The whole shares of each stock, netted. */
function wholeShares(deltas: readonly Delta[]): Map<string, number> {
  const shares = new Map<string, bigint>();
  for (const { instrument, qtyNanos } of deltas) {
    if (instrument.kind !== "equity") continue;
    shares.set(instrument.symbol, (shares.get(instrument.symbol) ?? 0n) + qtyNanos);
  }
  const whole = new Map<string, number>();
  for (const [symbol, total] of shares) whole.set(symbol, Number(total / NANOS_PER_UNIT));
  return whole;
}

function bookOf(held: Iterable<OptionHolding>, left: Map<string, number>): UnderlyingBook | null {
  const holdings: SeriesHolding[] = [];
  let shorts = 0;
  for (const { series, nanos: quantity } of held) {
    const contracts = Number(quantity / NANOS_PER_UNIT);
    if (contracts !== 0) holdings.push({ series, contracts });
    if (contracts < 0) shorts -= contracts;
  }
  const [first] = holdings;
  if (first === undefined) return null;
  const { underlying } = first.series;
  const coverShares = left.get(underlying) ?? 0;
  const sharesPerContract = sharesOf(first.series);
  const used = Math.min(shorts * sharesPerContract, Math.abs(coverShares));
  left.set(underlying, coverShares - Math.sign(coverShares) * used);
  return { underlying, coverShares, sharesPerContract, holdings };
}

function bookKey(series: OptionSeries): string {
  if (series.deliverable === undefined) return `${series.underlying} ${series.multiplier}`;
  const { shares, cashMicros } = series.deliverable;
  const parts = shares.map(({ symbol, sharesNanos }) => `${sharesNanos} ${symbol}`);
  return `${series.underlying} ${series.multiplier} ${parts.join(" ")} ${cashMicros}`;
}

/** Whole shares of its own underlying that a contract delivers; zero for none, as after a cash merger. */
function sharesOf(series: OptionSeries): number {
  const part = deliverableOf(series).shares.find(({ symbol }) => symbol === series.underlying);
  return part === undefined ? 0 : Number(part.sharesNanos / NANOS_PER_UNIT);
}
