/**
 * Double entry: each event posts legs that sum to zero over named accounts, so money is neither
 * made nor lost by a bug that forgets one side.
 */
import { invariant } from "../assert";
import { type Micros, micros, sumMicros } from "../money";

/**
 * `cash` is what the trader has; `position:SYMBOL` holds cost; `dividends_receivable` is what is owed
 * between ex-date and payment, negative where a short owes it. The rest say where money came from or
 * went.
 */
export type LedgerAccount =
  | "cash"
  | "deposits"
  | "interest"
  | "borrow_fees"
  | "realized_pl"
  | "fees"
  | "dividends"
  | "dividends_receivable"
  | `position:${string}`;

export interface Posting {
  readonly account: LedgerAccount;
  /** Positive is a debit: cash received, cost added, a loss or a fee. */
  readonly amountMicros: Micros;
}

/** Drops empty legs and stops the step when the rest do not balance. */
export function balanced(postings: readonly Posting[]): readonly Posting[] {
  const legs = postings.filter((posting) => posting.amountMicros !== 0n);
  invariant(sumMicros(legs.map((leg) => leg.amountMicros)) === 0n, "postings sum to zero");
  return legs;
}

/** A posting of the opposite amount. */
export function against(account: LedgerAccount, amountMicros: Micros): Posting {
  return { account, amountMicros: micros(-amountMicros) };
}
