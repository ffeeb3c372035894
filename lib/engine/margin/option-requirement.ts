/**
 * What the options on one underlying require, with its decomposition.
 *
 * Shorts are covered by stock, by longs that live at least as long, or stand naked, a put beside a
 * call where there are both; which of them is what, `pairing/` decides, and the cheapest pairing is the
 * requirement (engine.md §5). Paid premium of longs is not part of it (decisions 29).
 *
 * Source: Cboe Margin Manual; FINRA 4210(f)(2) and Regulatory Notice 12-44. Read 2026-11-21.
 */
import type { AccountKind } from "../account/account-state";
import type { OptionSeries } from "../instrument/instrument";
import { basisPoints, type Micros, maxMicros, micros, ZERO_MICROS } from "../money";
import type { UnderlyingBook } from "./book";
import type { MarginPrices } from "./margin-prices";
import { nakedPerShare } from "./naked";
import { choosePlan } from "./pairing/choose-plan";
import type { LongItem, PairingProblem, ShortItem, StockRules } from "./pairing/problem";
import { planLines } from "./plan-lines";
import type { RequirementLine } from "./requirement-line";
import { remembered } from "./requirement-memo";

/** Source: Cboe Margin Manual, "Long Put or Long Call": 75% when it has more than nine months to live. */
const LENT_BPS = 2_500;

/** The lines of the initial requirement; their sum is what the options of this underlying hold. */
export function optionRequirement(
  book: UnderlyingBook,
  kind: AccountKind,
  prices: MarginPrices,
): readonly RequirementLine[] {
  const terms = { kind, prices };
  return remembered(book, terms, () => requirementLines(book, { ...terms, stock: null }));
}

export interface RequirementTerms {
  readonly kind: AccountKind;
  readonly prices: MarginPrices;
  /** For maintenance: what the stock requires beside its options. Null leaves the stock out. */
  readonly stock: StockRules | null;
}

/** The lines of a requirement, with those of the stock where its rules depend on the options. */
export function requirementLines(
  book: UnderlyingBook,
  terms: RequirementTerms,
): readonly RequirementLine[] {
  const problem = problemOf(book, terms);
  return planLines(book, problem, choosePlan(problem));
}

function problemOf(
  book: UnderlyingBook,
  { kind, prices, stock }: RequirementTerms,
): PairingProblem {
  const holdings = [...book.holdings].sort((a, b) => compare(a.series, b.series));
  const shorts: ShortItem[] = [];
  const longs: LongItem[] = [];
  for (const { series, contracts } of holdings) {
    const premiumMicros = prices.premiumOf(series.symbol) ?? ZERO_MICROS;
    const strike = Number(series.strikeMicros);
    if (contracts > 0) {
      const lentMicros =
        kind === "margin" ? lentPerShare(series, premiumMicros, prices) : ZERO_MICROS;
      longs.push({ series, strike, count: contracts, lentMicros });
      continue;
    }
    const underlyingMicros = prices.underlyingMicros ?? series.strikeMicros;
    shorts.push({
      series,
      strike,
      count: -contracts,
      naked: nakedPerShare(series, { underlyingMicros, premiumMicros }),
      coveredMicros: coveredPerShare(book, series, kind, underlyingMicros),
    });
  }
  const perContract = book.sharesPerContract ?? holdings[0]?.series.multiplier ?? 0;
  const lots = perContract === 0 ? 0 : Math.floor(Math.abs(book.coverShares) / perContract);
  return { shorts, longs, lots, stock, cash: kind === "cash" };
}

function compare(a: OptionSeries, b: OptionSeries): number {
  return a.symbol < b.symbol ? -1 : 1;
}

/**
 * Long stock covers calls and short stock covers puts. On margin what the short is in the money stays
 * owed, since the stock counts at its full value; a cash account delivers the stock instead.
 */
function coveredPerShare(
  book: UnderlyingBook,
  { right, strikeMicros }: OptionSeries,
  kind: AccountKind,
  underlyingMicros: Micros,
): Micros | null {
  const covers = right === "call" ? book.coverShares > 0 : book.coverShares < 0;
  if (!covers) return null;
  const inMoney =
    right === "call" ? underlyingMicros - strikeMicros : strikeMicros - underlyingMicros;
  return kind === "cash" ? ZERO_MICROS : maxMicros(micros(inMoney), ZERO_MICROS);
}

function lentPerShare(
  series: OptionSeries,
  premiumMicros: Micros,
  { nineMonthsOn }: MarginPrices,
): Micros {
  const isLongLived = nineMonthsOn !== undefined && series.expiryDate > nineMonthsOn;
  return isLongLived ? basisPoints(premiumMicros, LENT_BPS) : ZERO_MICROS;
}
