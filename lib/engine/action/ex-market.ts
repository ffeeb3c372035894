/**
 * The market as an account may use it after a corporate action: quotes and prints from before the
 * ex-date are prices of something else, so until the first ones from it there are none. Nothing
 * fills, is set off or is valued at a price of twice the shares.
 */
import type { AccountState } from "../account/account-state";
import type { IsoDate } from "../calendar/new-york";
import { parseOccSymbol } from "../instrument/occ-symbol";
import type { MarketView } from "../market/quote";
import { tradeDateOf } from "./trade-date";

/** The market without what is older than the actions that were applied to its symbols. */
export function exMarket(state: AccountState, market: MarketView): MarketView {
  if (!hasRescaled(state)) return market;
  return {
    ...market,
    quoteOf(symbol) {
      const quote = market.quoteOf(symbol);
      const date = rescaledDate(state, symbol);
      return quote === null || isFrom(date, quote) ? quote : null;
    },
    tradesOf(symbol) {
      const date = rescaledDate(state, symbol);
      const trades = market.tradesOf(symbol);
      return date === null ? trades : trades.filter((trade) => isFrom(date, trade));
    },
  };
}

function hasRescaled({ actionMarks }: AccountState): boolean {
  for (const mark of actionMarks.values()) if (mark.rescaledDate !== null) return true;
  return false;
}

/** The ex-date from which prices of a symbol, or of options on it, mean what they mean now. */
function rescaledDate(state: AccountState, symbol: string): IsoDate | null {
  return state.actionMarks.get(listedUnder(symbol))?.rescaledDate ?? null;
}

/** Symbols are read once: a quote is asked for far more often than a series is listed. */
const UNDERLYINGS_MAX = 50_000;
const underlyings = new Map<string, string>();

function listedUnder(symbol: string): string {
  const known = underlyings.get(symbol);
  if (known !== undefined) return known;
  const occ = parseOccSymbol(symbol);
  const underlying = occ === null ? symbol : occ.root.replace(/[0-9]$/, "");
  if (underlyings.size >= UNDERLYINGS_MAX) underlyings.clear();
  underlyings.set(symbol, underlying);
  return underlying;
}

function isFrom(date: IsoDate | null, { atMs }: { readonly atMs: number }): boolean {
  return date === null || tradeDateOf(atMs) >= date;
}
