/**
 * Limit up-limit down bands: in the core session nothing may trade further from the reference price, the
 * mean of the last five minutes. The reference is looked at every five minutes here and not after each
 * print, so that bands follow from the instant alone.
 *
 * Source: Plan to Address Extraordinary Market Volatility, sections V and Appendix A, tier 1: 5% above
 * $3, 20% from $0.75, below that $0.15 or 75%; twice that in the last 25 minutes. luldplan.com, read 2026-11-21.
 */
import { type MarketDay, minuteStartMs, OPEN_MINUTE, SLOT_MS } from "./session-time";
import type { StockQuotes } from "./stock-quotes";
import type { Listing } from "./universe";

/** Minutes of a reference, and between two of them. */
const STEP = 5;
const WIDE_MINUTES = 25;

export interface PriceBands {
  readonly upCents: number;
  readonly downCents: number;
}

/** The bands that begin with a minute; null for a minute none begin with. */
export function bandsFrom(
  quotes: StockQuotes,
  listing: Listing,
  { marketDay, minute }: { readonly marketDay: MarketDay; readonly minute: number },
): PriceBands | null {
  const since = minute - OPEN_MINUTE;
  if (since < 0 || minute >= marketDay.closeMinute || since % STEP !== 0) return null;
  const minutes = since === 0 ? [minute] : Array.from({ length: STEP }, (_, n) => minute - 1 - n);
  const prices = minutes.map((one) => priceAt(quotes, listing, { marketDay, minute: one }));
  const reference = (prices.reduce((sum, price) => sum + price, 0) / prices.length) * 100;
  const isLate = minute >= marketDay.closeMinute - WIDE_MINUTES;
  const width = widthOf(reference) * (isLate ? 2 : 1);
  return {
    upCents: Math.round(reference + width),
    downCents: Math.max(0, Math.round(reference - width)),
  };
}

function widthOf(referenceCents: number): number {
  if (referenceCents > 300) return 0.05 * referenceCents;
  if (referenceCents >= 75) return 0.2 * referenceCents;
  return Math.min(15, 0.75 * referenceCents);
}

function priceAt(
  quotes: StockQuotes,
  listing: Listing,
  { marketDay, minute }: { readonly marketDay: MarketDay; readonly minute: number },
): number {
  const slot = minuteStartMs(marketDay, minute) / SLOT_MS;
  return quotes.mid(listing, { marketDay, minute, slotOfMinute: 0, slot });
}
