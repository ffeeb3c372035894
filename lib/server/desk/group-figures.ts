/** What a group of positions has come to and how it moves: model numbers and outcomes at its cost. */
import type { Position } from "@/lib/engine/account/account-state";
import { formatPrice } from "@/lib/engine/decimal";
import { type Outcomes, outcomesOf, sharesHolding } from "@/lib/engine/margin/outcomes";
import type { SeriesHolding } from "@/lib/engine/margin/payoff";
import { type MarketView, markMicros } from "@/lib/engine/market/quote";
import { micros, NANOS_PER_UNIT, sumMicros } from "@/lib/engine/money";
import type { StrategyGroup } from "@/lib/engine/strategy/group-positions";
import type { PositionGroupView } from "@/lib/wire/raxx/desk";
import { fixed, optionNumbers } from "./option-numbers";
import { percentText } from "./quote-view";

type Figures = Pick<PositionGroupView, "profitShare" | "delta" | "theta" | "breakevens">;

/** The figures of a group with this unrealised profit, at the market's marks. */
export function groupFigures(
  { legs }: StrategyGroup,
  unrealized: bigint,
  market: MarketView,
): Figures {
  const outcomes = outcomesAtCost(legs);
  const most = outcomes?.maxProfitMicros ?? "unlimited";
  const share = most === "unlimited" || most <= 0n ? null : percentText(micros(unrealized), most);
  return {
    profitShare: share,
    breakevens: outcomes === null ? [] : outcomes.breakevensMicros.map(formatPrice),
    ...netGreeks(legs, market),
  };
}

/** At expiry, for options of one date with the shares beside them; null for anything else. */
function outcomesAtCost(legs: readonly Position[]): Outcomes | null {
  const options: SeriesHolding[] = [];
  let shares = 0;
  for (const { instrument, qtyNanos } of legs) {
    const count = Number(qtyNanos / NANOS_PER_UNIT);
    if (instrument.kind === "equity") shares += count;
    else if (instrument.deliverable !== undefined) return null;
    else options.push({ series: instrument, contracts: count });
  }
  const [first] = options;
  const expiries = new Set(options.map(({ series }) => series.expiryDate));
  if (first === undefined || expiries.size > 1) return null;
  const lots = shares / first.series.multiplier;
  if (!Number.isInteger(lots)) return null;
  const stock = lots === 0 ? [] : [sharesHolding(first.series, lots)];
  return outcomesOf([...stock, ...options], sumMicros(legs.map(({ costMicros }) => costMicros)));
}

function netGreeks(
  legs: readonly Position[],
  market: MarketView,
): Pick<PositionGroupView, "delta" | "theta"> {
  let [delta, theta] = [0, 0];
  for (const { instrument, qtyNanos } of legs) {
    const count = Number(qtyNanos) / Number(NANOS_PER_UNIT);
    if (instrument.kind === "equity") {
      delta += count;
      continue;
    }
    const numbers = optionNumbers(instrument, {
      mark: markMicros(market, instrument.symbol),
      underlying: markMicros(market, instrument.underlying),
      nowMs: market.nowMs,
    });
    if (numbers === null) return { delta: null, theta: null };
    delta += numbers.greeks.delta * count * instrument.multiplier;
    theta += numbers.greeks.theta * count * instrument.multiplier;
  }
  return { delta: fixed(delta, 1), theta: fixed(theta, 2) };
}
