/**
 * The shape of a set of legs with sizes, strikes and dates reduced to their order, so that a
 * strategy is one line of text: "+P1 -P2 -C3 +C4" is every iron condor.
 *
 * A leg is sign, count when more than one, right, rank of its strike from the lowest, and an
 * apostrophe when it expires at the later of two dates. Stock is "S", counted in what one contract
 * delivers. Legs stand by expiry, strike, put before call; stock stands first.
 */
import type { IsoDate } from "../calendar/new-york";
import { greatestCommonDivisor } from "../divisor";
import { deliverableOf } from "../instrument/deliverable";
import { type Instrument, type OptionSeries, underlyingOf } from "../instrument/instrument";
import { type Nanos, units } from "../money";

export interface StrategyLeg {
  readonly instrument: Instrument;
  /** Contracts or shares with sign: negative is sold. */
  readonly ratio: number;
}

export interface OptionLeg {
  readonly series: OptionSeries;
  readonly ratio: number;
}

export interface Shape {
  readonly text: string;
  /** Options in the order of the text. */
  readonly options: readonly OptionLeg[];
  /** The dates of the options, one or two. */
  readonly expiries: readonly IsoDate[];
}

const EXPIRIES_MAX = 2;

/** The shape of legs; null when they are of two underlyings or deliverables, or of more than two dates. */
export function shapeOf(legs: readonly StrategyLeg[]): Shape | null {
  const options = optionLegs(legs);
  const [first] = options;
  if (first === undefined || new Set(legs.map(bookOf)).size > 1) return null;
  if (new Set(options.map(({ series }) => coverClass(series))).size > 1) return null;
  const lots = stockLots(legs, first.series);
  const expiries = [...new Set(options.map(({ series }) => series.expiryDate))].sort();
  if (lots === null || expiries.length > EXPIRIES_MAX) return null;
  const unit = options.reduce((a, { ratio }) => greatestCommonDivisor(a, ratio), Math.abs(lots));
  const strikes = [...new Set(options.map(({ series }) => series.strikeMicros))].sort(ascending);
  const words = options.map(({ series, ratio }) => {
    const rank = strikes.indexOf(series.strikeMicros) + 1;
    const later = series.expiryDate === expiries[0] ? "" : "'";
    return `${counted(ratio / unit)}${series.right === "put" ? "P" : "C"}${rank}${later}`;
  });
  const stock = lots === 0 ? [] : [`${counted(lots / unit)}S`];
  return { text: [...stock, ...words].join(" "), options, expiries };
}

/** The option legs by expiry, strike and right, one per series; those that net to nothing are gone. */
export function optionLegs(legs: readonly StrategyLeg[]): readonly OptionLeg[] {
  const bySymbol = new Map<string, OptionLeg>();
  for (const { instrument, ratio } of legs) {
    if (instrument.kind === "equity") continue;
    const before = bySymbol.get(instrument.symbol)?.ratio ?? 0;
    bySymbol.set(instrument.symbol, { series: instrument, ratio: before + ratio });
  }
  return [...bySymbol.values()].filter(({ ratio }) => ratio !== 0).sort(compareOptions);
}

/** Series that one block of stock covers alike: the same deliverable of the same underlying. */
export function coverClass(series: OptionSeries): string {
  const { shares, cashMicros } = deliverableOf(series);
  const parts = shares.map(({ symbol, sharesNanos }) => `${sharesNanos} ${symbol}`);
  return [series.underlying, series.multiplier, cashMicros, ...parts].join("|");
}

/** Shares of its underlying that stand for one contract; null when it delivers anything else too. */
export function sharesPerContract(series: OptionSeries): Nanos | null {
  const { shares, cashMicros } = deliverableOf(series);
  const [only] = shares;
  const plain = shares.length === 1 && only?.symbol === series.underlying && cashMicros === 0n;
  return plain && only !== undefined ? only.sharesNanos : null;
}

/** Orders option legs by expiry, strike, put before call, then symbol. */
export function compareOptions(
  { series: a }: { readonly series: OptionSeries },
  { series: b }: { readonly series: OptionSeries },
): number {
  if (a.expiryDate !== b.expiryDate) return a.expiryDate < b.expiryDate ? -1 : 1;
  if (a.strikeMicros !== b.strikeMicros) return a.strikeMicros < b.strikeMicros ? -1 : 1;
  if (a.right !== b.right) return a.right === "put" ? -1 : 1;
  return a.symbol < b.symbol ? -1 : Number(a.symbol > b.symbol);
}

/** Stock in contracts' worth; zero without stock, null when it is not a whole number of them. */
function stockLots(legs: readonly StrategyLeg[], series: OptionSeries): number | null {
  const shares = legs.reduce(
    (sum, leg) => sum + (leg.instrument.kind === "equity" ? leg.ratio : 0),
    0,
  );
  if (shares === 0) return 0;
  const each = sharesPerContract(series);
  if (each === null || !Number.isSafeInteger(shares)) return null;
  const nanos = units(shares);
  return nanos % each === 0n ? Number(nanos / each) : null;
}

function bookOf({ instrument }: StrategyLeg): string {
  return underlyingOf(instrument);
}

function counted(ratio: number): string {
  const count = Math.abs(ratio);
  return `${ratio < 0 ? "-" : "+"}${count === 1 ? "" : count}`;
}

function ascending(a: bigint, b: bigint): number {
  return a < b ? -1 : Number(a > b);
}
