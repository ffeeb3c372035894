/**
 * The market as an account may use it after a corporate action: a quote from before the ex-date is
 * the price of something else, so until the first one from it there is none. Nothing fills and
 * nothing is valued at a price of twice the shares.
 */
import type { AccountState } from "../account/account-state";
import { parseOccSymbol } from "../instrument/occ-symbol";
import type { MarketView, Quote } from "../market/quote";
import { tradeDateOf } from "./trade-date";

/** The market without quotes that are older than what was applied to their symbols. */
export function exMarket(state: AccountState, market: MarketView): MarketView {
  if (!hasRescaled(state)) return market;
  return {
    ...market,
    quoteOf(symbol) {
      const quote = market.quoteOf(symbol);
      return quote === null || isFromBefore(state, quote) ? null : quote;
    },
  };
}

function hasRescaled({ actionMarks }: AccountState): boolean {
  for (const { rescaledDate } of actionMarks.values()) if (rescaledDate !== null) return true;
  return false;
}

function isFromBefore(state: AccountState, { symbol, atMs }: Quote): boolean {
  const occ = parseOccSymbol(symbol);
  const underlying = occ === null ? symbol : occ.root.replace(/[0-9]$/, "");
  const rescaledDate = state.actionMarks.get(underlying)?.rescaledDate ?? null;
  return rescaledDate !== null && tradeDateOf(atMs) < rescaledDate;
}
