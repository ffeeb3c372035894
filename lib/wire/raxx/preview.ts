/** What an order would do, as the ticket shows it; every number is the server's (see desk.ts). */
import type { FeedLabel } from "./desk";

/** The preview fields of experience.md §1.4 that exist so far; null means unknown, with the reason in `notes`. */
export interface PreviewView {
  readonly strategy: string;
  /** "SPY 18 Dec 600/595 put spread, 1 unit". */
  readonly summary: string;
  /** Net per unit at the natural side, the middle, and the far side. */
  readonly natural: string | null;
  readonly mid: string | null;
  /** What the order would pay (negative) or receive (positive) at its limit, in dollars. */
  readonly cash: string | null;
  readonly netWord: "credit" | "debit" | "even";
  readonly maxProfit: string | "unlimited" | null;
  readonly maxLoss: string | "unlimited" | null;
  readonly breakevens: readonly string[];
  /** Profit an order that only closes realises at its price, fees apart; null for any other. */
  readonly realized: string | null;
  /** Whole percent by the lognormal model, with the model named in `notes`. */
  readonly probabilityOfProfit: string | null;
  readonly buyingPowerEffect: string | null;
  readonly buyingPowerAfter: string | null;
  readonly fees: readonly { readonly name: string; readonly amount: string }[];
  /** "If assigned you buy 100 SPY for $60,000.00." */
  readonly obligation: string | null;
  readonly daysToExpiry: number | null;
  readonly quoteAtMs: number | null;
  readonly label: FeedLabel;
  readonly notes: readonly string[];
  /** Null when the order would be accepted; else the sentence that says why not and what would pass. */
  readonly refusal: string | null;
  /** The words of the submit button: "Sell 1 put spread for 1.34 credit". */
  readonly verb: string;
  /** Points of profit at expiry against the underlying's price, for the payoff drawing; dollars as numbers. */
  readonly payoff: readonly { readonly price: number; readonly profit: number }[];
}

/** An example to edit, never a recommendation (experience.md §4.9). */
export interface ExampleView {
  readonly id: "put_credit_spread" | "covered_call" | "cash_secured_put" | "iron_condor";
  readonly title: string;
  readonly description: string;
}
