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

/** Everything that decides: a series by its terms, because a symbol alone may be adjusted. */
function keyOf(
  { underlying, coverShares, sharesPerContract, holdings }: UnderlyingBook,
  { kind, prices }: InitialTerms,
): string {
  const { underlyingMicros, nineMonthsOn } = prices;
  let key = `${underlying} ${coverShares} ${sharesPerContract} ${kind} ${underlyingMicros} ${nineMonthsOn}`;
  for (const { series, contracts } of holdings) {
    key += `;${seriesText(series)} ${contracts} ${prices.premiumOf(series.symbol)}`;
  }
  return key;
}

function seriesText(series: OptionSeries): string {
  const { symbol, strikeMicros, right, expiryDate, multiplier, broadIndex, leverage } = series;
  return `${symbol} ${strikeMicros} ${right} ${expiryDate} ${multiplier} ${broadIndex} ${leverage}`;
}
