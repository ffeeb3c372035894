/** What an order would do, as the ticket shows it; every number is the server's (see desk.ts). */
import type { FeedLabel } from "./desk";

/** The preview fields of experience.md §1.4; null means unknown, with the reason in `notes`. */
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
  /** Limits from the natural price towards the middle, signed as `natural` is. */
  readonly limitSteps: readonly string[];
  /** Dividends and earnings while the order's options live. */
  readonly events: readonly EventView[];
  /** What no source tells of those, in words; null when everything is known. */
  readonly eventsUnknown: string | null;
}

/** A date that moves an option's price, or makes its early exercise worth while. */
export interface EventView {
  readonly kind: "ex_dividend" | "earnings";
  readonly date: string;
  /** "Ex-dividend 23 Nov, $1.73 a share". */
  readonly text: string;
}

/** An example to edit, never a recommendation (experience.md §4.9). */
export interface ExampleView {
  readonly id: "put_credit_spread" | "covered_call" | "cash_secured_put" | "iron_condor";
  readonly title: string;
  readonly description: string;
}
