/** What expiring options would settle to at the marks of this instant, by day and underlying. */
import type { FeedLabel } from "./desk";

export interface SettlementLegView {
  readonly symbol: string;
  readonly name: string;
  /** Negative when short. */
  readonly qty: string;
  /** What would become of it: exercised and assigned are the two sides of a settlement. */
  readonly outcome: "exercised" | "assigned" | "expires";
  /** Shares received (negative: delivered) and cash received (negative: paid). */
  readonly shares: string;
  readonly cash: string;
}

export interface SettlementView {
  readonly date: string;
  readonly daysToExpiry: number;
  readonly underlying: string;
  readonly mark: string;
  readonly legs: readonly SettlementLegView[];
  /** Both sides together. */
  readonly netShares: string;
  readonly netCash: string;
}

export interface ExpiriesView {
  readonly label: FeedLabel;
  /** Nearest first. */
  readonly settlements: readonly SettlementView[];
}
