/** An option chain as the desk shows it; every number is the server's (see desk.ts). */
import type { FeedLabel } from "./desk";

export interface ExpiryView {
  readonly date: string;
  readonly daysToExpiry: number;
  readonly isMonthly: boolean;
}

export interface ChainExpiryView extends ExpiryView {
  /** At the money, in percent; null until its quotes are known. */
  readonly impliedVolatility: string | null;
}

/** What selling one contract at its bid brings; percentages with two decimals. */
export interface IncomeView {
  readonly premium: string;
  /** On the cash a put binds, on the shares a call is sold on. */
  readonly returnOnRisk: string;
  /** Simple, not compounded. */
  readonly annualised: string;
  /** Whole percent, by the lognormal model at the contract's own volatility; null without one. */
  readonly chanceOfProfit: string | null;
  /** From the stock to the strike. */
  readonly distance: string;
}

export interface ChainSideView {
  readonly symbol: string;
  readonly bid: string | null;
  readonly ask: string | null;
  readonly mark: string | null;
  readonly bidSize: string;
  readonly askSize: string;
  readonly delta: string | null;
  readonly gamma: string | null;
  /** Dollars a share by one day. */
  readonly theta: string | null;
  /** Dollars a share by one point of volatility. */
  readonly vega: string | null;
  /** Percent, one decimal: "23.4". */
  readonly impliedVolatility: string | null;
  /** Contracts open at the last close, and traded today; null when the data account does not say. */
  readonly openInterest: string | null;
  readonly volume: string | null;
  /** Null when nobody bids. */
  readonly income: IncomeView | null;
}

export interface ChainRowView {
  readonly strike: string;
  readonly call: ChainSideView | null;
  readonly put: ChainSideView | null;
}

export interface ChainView {
  readonly underlying: string;
  readonly expiryDate: string;
  readonly expiries: readonly ChainExpiryView[];
  readonly underlyingMark: string | null;
  /** One standard deviation of the stock until this expiry, in dollars and in percent of its price. */
  readonly expectedMove: { readonly amount: string; readonly percent: string } | null;
  /** Index of the row whose strike is nearest the underlying. */
  readonly atTheMoney: number;
  readonly rows: readonly ChainRowView[];
  readonly asOfMs: number;
  readonly label: FeedLabel;
}
