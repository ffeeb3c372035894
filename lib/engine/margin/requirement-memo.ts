/**
 * Requirements that were worked out before. One acceptance asks for the same books again and again, as
 * subsets of working orders with and without the new one, and a pairing is the dearest thing it does.
 *
 * A requirement is a function of what the key spells out, so remembering it changes no answer. The
 * table is emptied when it is full: what is asked again soon was asked a moment ago.
 */
import type { AccountKind } from "../account/account-state";
import type { OptionSeries } from "../instrument/instrument";
import type { UnderlyingBook } from "./book";
import type { MarginPrices } from "./margin-prices";
import type { RequirementLine } from "./requirement-line";

interface InitialTerms {
  readonly kind: AccountKind;
  readonly prices: MarginPrices;
}

const KNOWN_MAX = 4_096;
const known = new Map<string, readonly RequirementLine[]>();

/** The initial requirement of a book, worked out unless it is known. */
export function remembered(
  book: UnderlyingBook,
  terms: InitialTerms,
  workOut: () => readonly RequirementLine[],
): readonly RequirementLine[] {
  const key = keyOf(book, terms);
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= KNOWN_MAX) known.clear();
  const lines = workOut();
  known.set(key, lines);
  return lines;
}

/**
 * Everything that decides, and nothing that does not: prices move all the time, and only shorts and longs
 * that something is lent on are priced. A series counts by its terms, because a symbol alone may be adjusted.
 */
function keyOf(
  { underlying, coverShares, sharesPerContract, holdings }: UnderlyingBook,
  { kind, prices }: InitialTerms,
): string {
  let key = `${underlying} ${coverShares} ${sharesPerContract} ${kind}`;
  let hasShort = false;
  for (const { series, contracts } of holdings) {
    key += `;${seriesText(series)} ${contracts}`;
    if (contracts < 0) hasShort = true;
    else if (!isLent(series, prices)) continue;
    key += ` ${prices.premiumOf(series.symbol)}`;
  }
  return hasShort ? `${key};${prices.underlyingMicros}` : key;
}

function isLent({ expiryDate }: OptionSeries, { nineMonthsOn }: MarginPrices): boolean {
  return nineMonthsOn !== undefined && expiryDate > nineMonthsOn;
}

const seriesTexts = new WeakMap<OptionSeries, string>();

function seriesText(series: OptionSeries): string {
  const known = seriesTexts.get(series);
  if (known !== undefined) return known;
  const { symbol, strikeMicros, right, expiryDate, multiplier, broadIndex, leverage } = series;
  const text = `${symbol} ${strikeMicros} ${right} ${expiryDate} ${multiplier} ${broadIndex} ${leverage}`;
  seriesTexts.set(series, text);
  return text;
}
