/** The prices a requirement is worked out at, and how far the nine months of a lent long reach. */
import type { Micros } from "../money";

export interface MarginPrices {
  /** Price of what one contract delivers, per share of its multiplier. Null without a quote; the strike then stands in for it. */
  readonly underlyingMicros: Micros | null;
  premiumOf(symbol: string): Micros | null;
  /** Options that expire after this date have more than nine months to live; absent, none has. */
  readonly nineMonthsOn?: string;
}
