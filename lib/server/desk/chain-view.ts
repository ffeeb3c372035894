/** A chain as screens show it: rows by strike, each side with its model numbers and its income. */
import { formatDecimal, formatDollars, formatQuantity } from "@/lib/engine/decimal";
import type { OptionSeries } from "@/lib/engine/instrument/instrument";
import { type MarketView, markMicros } from "@/lib/engine/market/quote";
import type { Micros } from "@/lib/engine/money";
import { expectedMove } from "@/lib/engine/option/expected-move";
import { type Income, incomeOf } from "@/lib/engine/option/income";
import { chanceBelow } from "@/lib/engine/option/lognormal";
import type { ChainRowView, ChainSideView, ChainView, IncomeView } from "@/lib/wire/raxx/chain";
import { dollars, fixed, optionNumbers, RATE, yearsToExpiry } from "./option-numbers";
import { priceText } from "./quote-view";

export interface ChainParts {
  readonly underlying: string;
  readonly expiryDate: string;
  readonly daysToExpiry: number;
  readonly expiries: ChainView["expiries"];
  /** By strike. */
  readonly series: readonly OptionSeries[];
  readonly market: MarketView;
  readonly openInterest: ReadonlyMap<string, string>;
  readonly volumes: ReadonlyMap<string, string>;
}

/** The view of a chain at the quotes of its market. */
export function chainView(parts: ChainParts, label: ChainView["label"]): ChainView {
  const { underlying, expiryDate, expiries, market } = parts;
  const mark = markMicros(market, underlying);
  const strikes = strikesOf(parts.series);
  const bySide = new Map(parts.series.map((one) => [`${one.strikeMicros}${one.right}`, one]));
  const rows: ChainRowView[] = strikes.map((strike) => {
    const side = (right: OptionSeries["right"]) => {
      const series = bySide.get(`${strike}${right}`);
      return series === undefined ? null : sideView(series, mark, parts);
    };
    return { strike: formatDollars(strike), call: side("call"), put: side("put") };
  });
  const atTheMoney = nearestIndex(strikes, mark);
  return {
    underlying,
    expiryDate,
    expiries,
    underlyingMark: mark === null ? null : formatDollars(mark),
    expectedMove: moveOf(parts, strikes[atTheMoney], mark),
    atTheMoney,
    rows,
    asOfMs: market.nowMs,
    label,
  };
}

/** Each strike once, in the order of the series. */
export function strikesOf(series: readonly OptionSeries[]): readonly Micros[] {
  return [...new Set(series.map(({ strikeMicros }) => strikeMicros))];
}

/** The place of the strike nearest a price; the middle one without a price. */
export function nearestIndex(strikes: readonly bigint[], price: bigint | null): number {
  if (price === null) return Math.floor(strikes.length / 2);
  const away = (strike = 0n) => (strike > price ? strike - price : price - strike);
  return strikes.reduce((best, strike, index) => {
    return away(strike) < away(strikes[best]) ? index : best;
  }, 0);
}

function sideView(series: OptionSeries, underlying: Micros | null, parts: ChainParts) {
  const { market, openInterest, volumes, daysToExpiry } = parts;
  const { symbol } = series;
  const quote = market.quoteOf(symbol);
  const mark = markMicros(market, symbol);
  const numbers = optionNumbers(series, { mark, underlying, nowMs: market.nowMs });
  const income =
    quote === null || underlying === null
      ? null
      : incomeOf({
          ...series,
          bidMicros: quote.bidMicros,
          underlyingMicros: underlying,
          days: daysToExpiry,
        });
  const greek = (name: "delta" | "gamma" | "theta" | "vega", digits: number) =>
    numbers === null ? null : fixed(numbers.greeks[name], digits);
  const view: ChainSideView = {
    symbol,
    bid: quote === null ? null : priceText(quote.bidMicros),
    ask: quote === null ? null : priceText(quote.askMicros),
    mark: mark === null ? null : formatDollars(mark),
    bidSize: quote === null ? "0" : formatQuantity(quote.bidSizeNanos),
    askSize: quote === null ? "0" : formatQuantity(quote.askSizeNanos),
    delta: greek("delta", 2),
    gamma: greek("gamma", 3),
    theta: greek("theta", 2),
    vega: greek("vega", 2),
    impliedVolatility: numbers === null ? null : fixed(numbers.volatility * 100, 1),
    openInterest: openInterest.get(symbol) ?? null,
    volume: volumes.get(symbol) ?? null,
    income: income && incomeView(income, chanceOf(series, income, parts, numbers?.volatility)),
  };
  return view;
}

/** That the sale alone makes a profit: the stock ends above its break-even for a put, below it for a call. */
function chanceOf(
  series: OptionSeries,
  { breakevenMicros }: Income,
  { market, underlying }: ChainParts,
  volatility: number | undefined,
): string | null {
  const spot = markMicros(market, underlying);
  const timeYears = yearsToExpiry(series, market.nowMs);
  if (volatility === undefined || spot === null || timeYears <= 0) return null;
  const walk = { spot: dollars(spot), volatility, timeYears, rate: RATE, dividendYield: 0 };
  const below = chanceBelow(walk, dollars(breakevenMicros));
  return fixed(100 * (series.right === "put" ? 1 - below : below), 0);
}

function incomeView(income: Income, chanceOfProfit: string | null): IncomeView {
  const percent = (bps: bigint) => formatDecimal(bps, 2);
  return {
    premium: formatDollars(income.premiumMicros),
    returnOnRisk: percent(income.returnBps),
    annualised: percent(income.yearlyBps),
    chanceOfProfit,
    distance: percent(income.distanceBps),
  };
}

function moveOf(
  { series, market }: ChainParts,
  strike: Micros | undefined,
  mark: Micros | null,
): ChainView["expectedMove"] {
  const pair = series.filter(({ strikeMicros }) => strikeMicros === strike);
  const volatility = pairVolatility(pair, mark, market);
  const [first] = pair;
  if (volatility === null || mark === null || first === undefined) return null;
  const spot = dollars(mark);
  const timeYears = yearsToExpiry(first, market.nowMs);
  const amount = expectedMove({ spot, volatility, timeYears });
  return { amount: fixed(amount, 2), percent: fixed((100 * amount) / spot, 1) };
}

/** The middle of what a call and a put of one strike say; null when neither has a volatility. */
export function pairVolatility(
  pair: readonly OptionSeries[],
  underlying: Micros | null,
  market: MarketView,
): number | null {
  const found = pair.flatMap((series) => {
    const mark = markMicros(market, series.symbol);
    const numbers = optionNumbers(series, { mark, underlying, nowMs: market.nowMs });
    return numbers === null ? [] : [numbers.volatility];
  });
  if (found.length === 0) return null;
  return found.reduce((sum, one) => sum + one, 0) / found.length;
}
