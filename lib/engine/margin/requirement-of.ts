/** The requirement of holdings at a market, initial and maintenance, by the account's kind and policy. */
import type { AccountState } from "../account/account-state";
import { addMonths } from "../calendar/add-months";
import { type IsoDate, newYorkOf } from "../calendar/new-york";
import { deliverableOf, deliverableValue } from "../instrument/deliverable";
import type { OptionSeries } from "../instrument/instrument";
import { markMicros, type Prices } from "../market/quote";
import {
  absNanos,
  basisPoints,
  divideHalfEven,
  type Micros,
  micros,
  NANOS_PER_UNIT,
  nanos,
  notional,
  ZERO_MICROS,
} from "../money";
import { booksOf, type Delta, type StockHolding, stockOf, type UnderlyingBook } from "./book";
import type { MarginPrices } from "./margin-prices";
import { maxLossRequirement } from "./max-loss-requirement";
import { nakedPerShare } from "./naked";
import { optionRequirement, requirementLines } from "./option-requirement";
import type { StockRules } from "./pairing/problem";
import type { RequirementLine } from "./requirement-line";
import { hedgedStock, longStockBps, type StockBasis, shortStockMicros } from "./stock-requirement";

export type MarginTerms = Pick<AccountState, "kind" | "policy">;

const LONG_LIVED_MONTHS = 9;

/** What the options require to be opened, by underlying. */
export function requirementOf(
  deltas: readonly Delta[],
  terms: MarginTerms,
  market: Prices,
): readonly RequirementLine[] {
  const books = booksOf(deltas);
  const lines = books.map((book) => {
    const prices = pricesOf(book, market);
    return terms.policy === "alpaca"
      ? maxLossRequirement(book, prices)
      : optionRequirement(book, terms.kind, prices);
  });
  return lines.length === 1 ? (lines[0] ?? []) : lines.flat();
}

/**
 * What options and stock must keep: the options' lines with the stock they stand beside, then the rest
 * of it. Options without stock keep what they were opened with, which is not asked again.
 */
export function maintenanceOf(
  deltas: readonly Delta[],
  terms: MarginTerms,
  { market, initial }: { readonly market: Prices; readonly initial: readonly RequirementLine[] },
): readonly RequirementLine[] {
  const stock = stockOf(deltas);
  const isBeside = (underlying: string) =>
    terms.kind === "margin" && terms.policy === "regt" && stock.has(underlying);
  const beside = booksOf(deltas).filter(({ underlying }) => isBeside(underlying));
  const lines = [
    ...initial.filter(({ underlying }) => !isBeside(underlying)),
    ...beside.flatMap((book) => {
      const rules = stockRules(book, stock.get(book.underlying), market);
      const prices = pricesOf(book, market);
      return rules === null
        ? optionRequirement(book, terms.kind, prices)
        : requirementLines(book, { kind: terms.kind, prices, stock: rules });
    }),
  ];
  return [...lines, ...stockLines(stock, terms, { market, basis: "maintenance", beside: lines })];
}

/** What stock requires that no line of its options holds already. */
export function stockLines(
  stock: ReadonlyMap<string, StockHolding>,
  { kind }: MarginTerms,
  { market, basis, beside }: StockContext,
): readonly RequirementLine[] {
  return [...stock.values()].flatMap((held): RequirementLine[] => {
    const { equity } = held;
    const inLines = beside
      .filter(({ underlying }) => underlying === equity.symbol)
      .reduce((sum, { shares }) => sum + BigInt(shares) * NANOS_PER_UNIT, 0n);
    const leftNanos = nanos(held.qtyNanos - inLines);
    if (leftNanos === 0n) return [];
    const mark = stockPrice(held, market);
    const required =
      leftNanos > 0n
        ? basisPoints(notional(mark, leftNanos, 1), longStockBps(equity, kind, basis))
        : notional(shortStockMicros(equity, mark, basis), absNanos(leftNanos), 1);
    return [
      {
        underlying: equity.symbol,
        strategy: leftNanos > 0n ? "long_stock" : "short_stock",
        legs: [],
        shares: Number(leftNanos / NANOS_PER_UNIT),
        worstPriceMicros: null,
        amountMicros: required,
        lentMicros: ZERO_MICROS,
      },
    ];
  });
}

interface StockContext {
  readonly market: Prices;
  readonly basis: StockBasis;
  /** Lines whose amounts hold what their shares require. */
  readonly beside: readonly RequirementLine[];
}

/** The mark; what was paid a share when the feed has no quote of it. */
function stockPrice({ equity, paidMicros }: StockHolding, market: Prices): Micros {
  return markMicros(market, equity.symbol) ?? paidMicros;
}

function stockRules(
  book: UnderlyingBook,
  held: StockHolding | undefined,
  market: Prices,
): StockRules | null {
  const isStandard = book.holdings[0]?.series.deliverable === undefined;
  if (held === undefined || book.coverShares === 0 || !isStandard) return null;
  const side = book.coverShares > 0 ? "long" : "short";
  return hedgedStock(held.equity, side, stockPrice(held, market));
}

/** What a contract of the series requires when it stands naked: the most any pairing asks for it. */
export function nakedMicrosOf(series: OptionSeries, market: Prices): bigint {
  const { requiredMicros } = nakedPerShare(series, {
    underlyingMicros: underlyingPrice(series, market) ?? series.strikeMicros,
    premiumMicros: markMicros(market, series.symbol) ?? ZERO_MICROS,
  });
  return requiredMicros * BigInt(series.multiplier);
}

function pricesOf({ underlying, holdings }: UnderlyingBook, market: Prices): MarginPrices {
  const series = holdings[0]?.series;
  const { date } = newYorkOf(market.nowMs);
  return {
    underlyingMicros:
      series === undefined ? markMicros(market, underlying) : underlyingPrice(series, market),
    premiumOf: (symbol) => markMicros(market, symbol),
    nineMonthsOn: nineMonthsAfter(date),
  };
}

/** The price of what one contract delivers, per share of its multiplier. */
function underlyingPrice(series: OptionSeries, market: Prices): Micros | null {
  if (series.deliverable === undefined) return markMicros(market, series.underlying);
  const value = deliverableValue(deliverableOf(series), (symbol) => markMicros(market, symbol));
  return value === null
    ? markMicros(market, series.underlying)
    : micros(divideHalfEven(value, BigInt(series.multiplier)));
}

const nineMonths = new Map<IsoDate, IsoDate>();

function nineMonthsAfter(date: IsoDate): IsoDate {
  const known = nineMonths.get(date);
  if (known !== undefined) return known;
  const after = addMonths(date, LONG_LIVED_MONTHS);
  nineMonths.set(date, after);
  return after;
}
