/**
 * What the desk shows: every number already computed by the server, as text, with its feed and age.
 *
 * The page formats these texts and never computes a price, a total or a profit from them, so that
 * screen, API and export agree to the cent. Money is a decimal string in dollars ("-1204.5"),
 * quantity a decimal string, time epoch ms of the account's market clock.
 */
import type { RareTermsView } from "./rare-terms";

export type FeedKind = "real_time" | "delayed";

/** Which market and feed a number comes from. `simulated` stays true for every paper number. */
export interface FeedLabel {
  readonly market: "sim" | "alpaca";
  readonly feed: FeedKind;
  /** 900 for a delayed account, 0 for real time. */
  readonly delaySeconds: number;
}

export interface ClockView {
  readonly marketAtMs: number;
  readonly phase: "closed" | "overnight" | "pre" | "core" | "post";
  readonly label: FeedLabel;
  /** False when the feed has been silent for more than 3 s: prices are greyed, fills wait. */
  readonly feedAlive: boolean;
}

export interface QuoteView {
  readonly symbol: string;
  readonly bid: string | null;
  readonly bidSize: string;
  readonly ask: string | null;
  readonly askSize: string;
  readonly mark: string | null;
  /** Change of the mark since the previous close; null when there is none to compare with. */
  readonly change: string | null;
  readonly changePercent: string | null;
  /** The feed's time of the quote. */
  readonly atMs: number;
}

export interface AccountView {
  readonly id: string;
  readonly name: string;
  readonly epoch: number;
  readonly profile: string;
  readonly equity: string;
  readonly cash: string;
  readonly buyingPower: string;
  readonly optionsBuyingPower: string;
  readonly reserved: string;
  readonly initialMargin: string;
  readonly maintenanceMargin: string;
  /** Equity now minus the balance the epoch started with. */
  readonly totalProfit: string;
  readonly startingCash: string;
  readonly requirement: readonly RequirementView[];
}

export interface RequirementView {
  readonly underlying: string;
  readonly strategy: string;
  readonly legs: string;
  readonly amount: string;
}

interface LegView {
  readonly symbol: string;
  /** The stock or index it hangs on: not the root of its symbol where that was adjusted or has no dot. */
  readonly underlying: string;
  /** "SPY 18 Dec 600 put" or "AAPL". */
  readonly name: string;
  readonly side: "buy" | "sell";
  readonly ratio: number;
  readonly intent: string;
}

export interface OrderView extends RareTermsView {
  readonly id: string;
  readonly clientOrderId: string;
  readonly title: string;
  readonly orderClass: "simple" | "mleg";
  readonly type: "market" | "limit" | "stop" | "stop_limit" | "trailing_stop";
  readonly timeInForce: "day" | "gtc" | "opg" | "cls" | "ioc" | "fok";
  readonly status: string;
  readonly qty: string;
  readonly filledQty: string;
  /** Signed net for multi-leg: positive pays. */
  readonly limit: string | null;
  readonly averagePrice: string | null;
  readonly legs: readonly LegView[];
  readonly submittedAtMs: number;
  readonly updatedAtMs: number;
  readonly expiresAtMs: number | null;
  readonly working: boolean;
  /** One sentence: why it has not filled, or why it ended; null when filled. */
  readonly why: string | null;
  readonly fillIds: readonly string[];
}

export interface PositionView {
  readonly symbol: string;
  readonly name: string;
  readonly underlying: string;
  readonly kind: "equity" | "option";
  /** Negative when short. */
  readonly qty: string;
  readonly averagePrice: string;
  readonly cost: string;
  readonly mark: string | null;
  readonly marketValue: string;
  readonly unrealized: string;
  readonly unrealizedPercent: string | null;
  readonly expiryDate: string | null;
  readonly daysToExpiry: number | null;
}

/** Positions of one underlying that form a known strategy, or stand alone. */
export interface PositionGroupView {
  /** Names the group and what it holds: an action on a group that has changed since finds nothing. */
  readonly id: string;
  readonly title: string;
  readonly underlying: string;
  readonly unrealized: string;
  /** Of the most it can make, in percent; null where that has no end or no name. */
  readonly profitShare: string | null;
  /** To the next expiry among its legs. */
  readonly daysToExpiry: number | null;
  /** Shares the whole group moves like, and dollars it gains a day by time alone; null without prices. */
  readonly delta: string | null;
  readonly theta: string | null;
  /** Where it breaks even at expiry. */
  readonly breakevens: readonly string[];
  /** Whether one order closes it, or takes its options to a later expiry. */
  readonly canClose: boolean;
  readonly canRoll: boolean;
  readonly legs: readonly PositionView[];
}

export interface FillLegView {
  readonly name: string;
  readonly symbol: string;
  readonly underlying: string;
  readonly side: "buy" | "sell";
  readonly qty: string;
  readonly price: string;
  readonly bid: string;
  readonly bidSize: string;
  readonly ask: string;
  readonly askSize: string;
  readonly quoteAtMs: number;
}

/** The fill card: what happened, why at this price, and the numbers it was decided from. */
export interface FillView {
  readonly id: string;
  readonly orderId: string;
  readonly atMs: number;
  readonly title: string;
  /** One sentence. */
  readonly sentence: string;
  /** The derivation, a line each. */
  readonly steps: readonly string[];
  readonly price: string;
  /** "credit" or "debit" for multi-leg, null otherwise. */
  readonly netWord: "credit" | "debit" | "even" | null;
  readonly qty: string;
  /** Cash received (positive) or paid (negative), fees included. */
  readonly cash: string;
  readonly fees: readonly { readonly name: string; readonly amount: string }[];
  readonly rule: string;
  readonly rulesVersion: number;
  readonly profile: string;
  readonly legs: readonly FillLegView[];
  /** True when recomputing the fill from its record gave the same fill. */
  readonly recomputed: boolean;
}

/** Everything the desk needs to draw itself; sent whole at first and again after each change. */
export interface DeskView {
  readonly clock: ClockView;
  readonly account: AccountView;
  readonly orders: readonly OrderView[];
  readonly positions: readonly PositionGroupView[];
  readonly fills: readonly FillView[];
  /** The public event id the view is true for; the stream resumes after it. */
  readonly eventId: string;
}

export interface BarView {
  /** Left edge, epoch seconds. */
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

export interface BarsView {
  readonly symbol: string;
  readonly timeframe: string;
  readonly bars: readonly BarView[];
  readonly asOfMs: number;
  /** Seconds of trading that a delayed feed does not have yet; 0 while nothing trades. */
  readonly missingSeconds: number;
  readonly label: FeedLabel;
}

export interface InstrumentView {
  readonly symbol: string;
  readonly name: string;
  readonly hasOptions: boolean;
}
