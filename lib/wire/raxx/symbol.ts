/** What is known of a symbol beside its quote; every number is the server's (see desk.ts). */
import type { FeedLabel } from "./desk";
import type { EventView } from "./preview";

export interface SymbolView {
  readonly symbol: string;
  /** False where the market has no source of past volatility: then the next three are unknown. */
  readonly hasVolatilitySource: boolean;
  /** Of a month at the money, in percent. */
  readonly impliedVolatility: string | null;
  /** Whole percent of the past year's range, and of its days that were lower. */
  readonly volatilityRank: string | null;
  readonly volatilityPercentile: string | null;
  /** One standard deviation of the stock over the next 30 days, in dollars and percent. */
  readonly expectedMove: { readonly amount: string; readonly percent: string } | null;
  /** The next ones; null when none is announced. */
  readonly dividend: EventView | null;
  readonly earnings: EventView | null;
  /** False for funds; null without a source. */
  readonly hasEarnings: boolean | null;
  readonly label: FeedLabel;
}
