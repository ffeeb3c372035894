/**
 * The chance that a position makes at least a cent at expiry, by the lognormal model at the implied
 * volatility of its first option leg. A model's number: whole percent, shown with "~".
 */
import { type MarketView, markMicros } from "@/lib/engine/market/quote";
import { chanceOfProfit, type ProfitCorner } from "@/lib/engine/option/lognormal";
import type { OrderDraft } from "@/lib/engine/order/draft";
import { dollars, fixed, optionNumbers, RATE, yearsToExpiry } from "../desk/option-numbers";

/** Whole percent, or null when volatility cannot be read off the market. */
export function probabilityOfProfit(
  draft: OrderDraft,
  corners: readonly ProfitCorner[],
  market: MarketView,
): string | null {
  const series = draft.legs.map((leg) => leg.instrument).find((item) => item.kind === "option");
  if (series?.kind !== "option") return null;
  const underlying = markMicros(market, series.underlying);
  const mark = markMicros(market, series.symbol);
  const numbers = optionNumbers(series, { mark, underlying, nowMs: market.nowMs });
  const timeYears = yearsToExpiry(series, market.nowMs);
  if (numbers === null || underlying === null || timeYears <= 0) return null;
  const { volatility } = numbers;
  const walk = { spot: dollars(underlying), volatility, timeYears, rate: RATE, dividendYield: 0 };
  return fixed(chanceOfProfit(walk, corners) * 100, 0);
}
