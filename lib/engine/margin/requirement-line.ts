/** One line of a requirement: which legs, by which rule, how much, and where it would hurt most. */
import { type Micros, micros, sumMicros } from "../money";
import type { CellName } from "./strategy-name";

export type RequirementStrategy =
  | CellName
  | "long_option"
  | "naked_call"
  | "naked_put"
  | "cash_secured_put"
  | "short_straddle"
  | "short_strangle"
  | "covered_call"
  | "covered_put"
  | "protective_put"
  | "protective_call"
  | "collar"
  | "conversion"
  | "reversal"
  | "long_stock"
  | "short_stock"
  | "max_loss";

export interface RequirementLine {
  readonly underlying: string;
  readonly strategy: RequirementStrategy;
  /** Option legs, negative when short. */
  readonly legs: readonly { readonly symbol: string; readonly contracts: number }[];
  /** Shares of the underlying in it, negative when short; zero when there are none. */
  readonly shares: number;
  /** The underlying price at which a spread loses most; null where the rule is a percentage. */
  readonly worstPriceMicros: Micros | null;
  /** What it holds, without the premium that was paid for its longs (decisions 29). */
  readonly amountMicros: Micros;
  /** What is lent on its longs: a quarter of one that expires in more than nine months. */
  readonly lentMicros: Micros;
}

/** What the lines hold: the sum of their amounts. */
export function totalRequirement(lines: readonly RequirementLine[]): Micros {
  return sumMicros(lines.map((item) => item.amountMicros));
}

/** What the lines take of an account's excess: their amounts, less what is lent on their longs. */
export function netRequirement(lines: readonly RequirementLine[]): Micros {
  return sumMicros(lines.map((item) => micros(item.amountMicros - item.lentMicros)));
}

/** Short calls that nothing covers, in contracts. */
export function nakedCallsOf(lines: readonly RequirementLine[]): number {
  return lines
    .filter(({ strategy }) => strategy === "naked_call" || isStraddle(strategy))
    .flatMap(({ legs }) => legs.slice(0, 1)) // of a straddle, the call
    .reduce((sum, leg) => sum - leg.contracts, 0);
}

/** Shorts that nothing covers, in contracts. */
export function uncoveredContracts(lines: readonly RequirementLine[]): number {
  return lines
    .filter(({ strategy }) => strategy.startsWith("naked_") || isStraddle(strategy))
    .flatMap(({ legs }) => legs)
    .reduce((sum, leg) => sum - leg.contracts, 0);
}

function isStraddle(strategy: RequirementStrategy): boolean {
  return strategy === "short_straddle" || strategy === "short_strangle";
}
