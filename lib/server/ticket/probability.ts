/**
 * The chance that a position makes at least a cent at expiry, by the lognormal model at the implied
 * volatility of its first option leg. A model's number: whole percent, shown with "~".
 */
import type { Outcomes } from "@/lib/engine/margin/outcomes";
import { type MarketView, markMicros } from "@/lib/engine/market/quote";
import { normalCdf } from "@/lib/engine/option/normal-distribution";
import type { OrderDraft } from "@/lib/engine/order/draft";
import { fixed, optionNumbers, RATE, yearsToExpiry } from "../desk/option-numbers";

/** Whole percent, or null when volatility cannot be read off the market. */
export function probabilityOfProfit(
  draft: OrderDraft,
  outcomes: Outcomes,
  market: MarketView,
): string | null {
  const series = draft.legs.map((leg) => leg.instrument).find((item) => item.kind === "option");
  if (series?.kind !== "option") return null;
  const underlying = markMicros(market, series.underlying);
  const mark = markMicros(market, series.symbol);
  const numbers = optionNumbers(series, { mark, underlying, nowMs: market.nowMs });
  const years = yearsToExpiry(series, market.nowMs);
  if (numbers === null || underlying === null || years <= 0) return null;
  const spot = Number(underlying) / 1e6;
  const below = (price: number) => {
    const deviation = numbers.volatility * Math.sqrt(years);
    const drift = (RATE - numbers.volatility ** 2 / 2) * years;
    return price <= 0 ? 0 : normalCdf((Math.log(price / spot) - drift) / deviation);
  };
  // Between two neighbouring edges the profit keeps one sign; the middle tells which.
  const edges = [0, ...outcomes.breakevensMicros.map((price) => Number(price) / 1e6)];
  let chance = 0;
  edges.forEach((left, index) => {
    const right = edges[index + 1] ?? Number.POSITIVE_INFINITY;
    const probe = Number.isFinite(right) ? (left + right) / 2 : left * 1.01 + 1;
    if (profitAt(outcomes, probe) > 0) {
      chance += (Number.isFinite(right) ? below(right) : 1) - below(left);
    }
  });
  return fixed(chance * 100, 0);
}

/** Profit on the straight line between the two corners around a price. */
function profitAt({ corners }: Outcomes, price: number): number {
  const points = corners.map(
    (corner) => [Number(corner.priceMicros) / 1e6, Number(corner.profitMicros) / 1e6] as const,
  );
  const index = Math.max(
    1,
    points.findIndex(([at]) => at >= price),
  );
  const [x0, y0] = points[index - 1] ?? [0, 0];
  const [x1, y1] = points[points.length > index ? index : points.length - 1] ?? [1, 0];
  return x1 === x0 ? y1 : y0 + ((price - x0) * (y1 - y0)) / (x1 - x0);
}
