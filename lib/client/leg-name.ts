/** Names of instruments for people, from their symbols. */
import { formatDollars } from "@/lib/engine/decimal";
import { parseOccSymbol } from "@/lib/engine/instrument/occ-symbol";
import { formatDay } from "./format-time";

/** "SPY261218P00600000" -> "SPY 18 Dec 600 put"; a stock's symbol is its name. */
export function nameOfSymbol(symbol: string): string {
  const terms = parseOccSymbol(symbol);
  if (terms === null) return symbol;
  return `${terms.root} ${formatDay(terms.expiryDate)} ${formatDollars(terms.strikeMicros)} ${terms.right}`;
}

/** A stock's own symbol, an option's root: what it hangs on, but for adjusted series and symbols with a dot. */
export function underlyingOf(symbol: string): string {
  return parseOccSymbol(symbol)?.root ?? symbol;
}
