/**
 * What the options on one underlying require, with its decomposition.
 *
 * Shorts are covered in three steps: short calls by stock, then each expiry's shorts by the longs
 * that live at least as long (their worst loss at expiry), then what is left stands naked. Between
 * "spread" and "naked" the cheaper is taken, as a broker's best pairing would. The full pairing
 * over every partition (engine.md §5) replaces `cellRequirement` and nothing else.
 *
 * Paid premium of longs is not part of the requirement (decisions 29).
 */
import type { AccountKind } from "../account/account-state";

import type { OptionSeries } from "../instrument/instrument";
import { type Micros, micros, sumMicros, ZERO_MICROS } from "../money";
import { nakedRequirement } from "./naked";
import { type SeriesHolding, worstCase } from "./payoff";

export interface UnderlyingBook {
  readonly underlying: string;
  /** Whole shares that may cover calls; zero when flat or short. */
  readonly coverShares: number;
  readonly holdings: readonly SeriesHolding[];
}

export interface MarginPrices {
  /** Null when the underlying has no quote; the strike then stands in for it. */
  underlyingMicros: Micros | null;
  premiumOf(symbol: string): Micros | null;
}

export interface RequirementLine {
  readonly underlying: string;
  readonly strategy: "covered_call" | "cash_secured_put" | "naked_call" | "naked_put" | "spread";
  readonly legs: readonly { readonly symbol: string; readonly contracts: number }[];
  /** The underlying price at which a spread loses most; null where the rule is a percentage. */
  readonly worstPriceMicros: Micros | null;
  readonly amountMicros: Micros;
}

/** The lines of the requirement; their sum is what the options of this underlying hold. */
export function optionRequirement(
  book: UnderlyingBook,
  kind: AccountKind,
  prices: MarginPrices,
): readonly RequirementLine[] {
  const { covered, open } = coverWithStock(book);
  const lines = covered.map((holding) => line(book, "covered_call", [holding], null, ZERO_MICROS));
  for (const cell of cellsByExpiry(open)) lines.push(...cellRequirement(book, cell, kind, prices));
  return lines;
}

/** The sum of requirement lines. */
export function totalRequirement(lines: readonly RequirementLine[]): Micros {
  return sumMicros(lines.map((item) => item.amountMicros));
}

/** Short calls that nothing covers, in contracts. */
export function nakedCallsOf(lines: readonly RequirementLine[]): number {
  return lines
    .filter((item) => item.strategy === "naked_call")
    .flatMap((item) => item.legs)
    .reduce((sum, leg) => sum - leg.contracts, 0);
}

/**
 * Lets stock cover the lowest-strike short calls first, a whole contract at a time. Of equal strikes
 * the last to expire goes first, since fewer longs outlive it; the order of the book says nothing.
 */
function coverWithStock(book: UnderlyingBook): {
  covered: SeriesHolding[];
  open: SeriesHolding[];
} {
  let shares = book.coverShares;
  const covered: SeriesHolding[] = [];
  const open: SeriesHolding[] = [];
  const byStrike = [...book.holdings].sort((a, b) => coverOrder(a.series, b.series));
  for (const { series, contracts } of byStrike) {
    const coverable =
      series.right === "call" && contracts < 0 ? Math.floor(shares / series.multiplier) : 0;
    const taken = Math.min(coverable, -contracts);
    if (taken > 0) {
      shares -= taken * series.multiplier;
      covered.push({ series, contracts: -taken });
    }
    const left = contracts + Math.max(taken, 0);
    if (left !== 0) open.push({ series, contracts: left });
  }
  return { covered, open };
}

function coverOrder(a: OptionSeries, b: OptionSeries): number {
  if (a.strikeMicros !== b.strikeMicros) return a.strikeMicros < b.strikeMicros ? -1 : 1;
  return a.symbol < b.symbol ? 1 : -1;
}

/**
 * One cell per expiry that has shorts, latest first; longs join the latest such expiry that is not
 * after their own, so that no short is covered by a long that dies before it.
 */
function cellsByExpiry(holdings: readonly SeriesHolding[]): SeriesHolding[][] {
  const expiries = [
    ...new Set(holdings.filter((h) => h.contracts < 0).map((h) => h.series.expiryDate)),
  ].sort((a, b) => (a < b ? 1 : -1));
  return expiries.map((expiry) =>
    holdings.filter(({ series, contracts }) => {
      if (contracts < 0) return series.expiryDate === expiry;
      return expiries.find((date) => date <= series.expiryDate) === expiry;
    }),
  );
}

function cellRequirement(
  book: UnderlyingBook,
  cell: readonly SeriesHolding[],
  kind: AccountKind,
  prices: MarginPrices,
): readonly RequirementLine[] {
  const naked = cell
    .filter((holding) => holding.contracts < 0)
    .map((holding) => uncoveredLine(book, holding, kind, prices));
  const { paired, excess } = splitExcessCalls(cell);
  const worst = worstCase(paired);
  if (worst === null || !cell.some((holding) => holding.contracts > 0)) return naked;
  const spread = [
    line(book, "spread", paired, worst.atPriceMicros, worst.lossMicros),
    ...excess.map((holding) => uncoveredLine(book, holding, kind, prices)),
  ];
  // A cash account may not stand naked, so a wide spread is not traded for a cheaper naked call.
  const spreads = kind === "cash" || totalRequirement(spread) <= totalRequirement(naked);
  return spreads ? spread : naked;
}

/** Takes the highest-strike short calls out until the rest has a bounded loss. */
function splitExcessCalls(cell: readonly SeriesHolding[]): {
  paired: SeriesHolding[];
  excess: SeriesHolding[];
} {
  const calls = cell.filter((holding) => holding.series.right === "call");
  let surplus = -calls.reduce((sum, holding) => sum + holding.contracts, 0);
  const excess: SeriesHolding[] = [];
  const kept = new Map(cell.map((holding) => [holding.series.symbol, holding]));
  const shorts = calls
    .filter((holding) => holding.contracts < 0)
    .sort((a, b) => Number(b.series.strikeMicros - a.series.strikeMicros));
  for (const { series, contracts } of shorts) {
    const taken = Math.min(Math.max(surplus, 0), -contracts);
    if (taken === 0) continue;
    surplus -= taken;
    excess.push({ series, contracts: -taken });
    if (contracts + taken === 0) kept.delete(series.symbol);
    else kept.set(series.symbol, { series, contracts: contracts + taken });
  }
  return { paired: [...kept.values()], excess };
}

/** A short that nothing covers: strike in cash for a put of a cash account, else the naked rule. */
function uncoveredLine(
  book: UnderlyingBook,
  holding: SeriesHolding,
  kind: AccountKind,
  prices: MarginPrices,
): RequirementLine {
  const { series, contracts } = holding;
  const count = BigInt(-contracts);
  if (kind === "cash" && series.right === "put") {
    const secured = micros(series.strikeMicros * BigInt(series.multiplier) * count);
    return line(book, "cash_secured_put", [holding], ZERO_MICROS, secured);
  }
  const each = nakedRequirement(series, pricesOf(series, prices));
  const strategy = series.right === "call" ? "naked_call" : "naked_put";
  return line(book, strategy, [holding], null, micros(each * count));
}

function pricesOf(series: OptionSeries, prices: MarginPrices) {
  return {
    underlyingMicros: prices.underlyingMicros ?? series.strikeMicros,
    premiumMicros: prices.premiumOf(series.symbol) ?? ZERO_MICROS,
  };
}

function line(
  book: UnderlyingBook,
  strategy: RequirementLine["strategy"],
  holdings: readonly SeriesHolding[],
  worstPriceMicros: Micros | null,
  amountMicros: Micros,
): RequirementLine {
  const legs = holdings.map(({ series, contracts }) => ({ symbol: series.symbol, contracts }));
  return { underlying: book.underlying, strategy, legs, worstPriceMicros, amountMicros };
}
