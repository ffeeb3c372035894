/** An order as a scenario: its legs at the volatility their own marks imply, with the shares beside them. */
import type { OptionSeries } from "@/lib/engine/instrument/instrument";
import { type MarketView, markMicros } from "@/lib/engine/market/quote";
import { type Micros, micros, NANOS_PER_UNIT } from "@/lib/engine/money";
import type { Scenario, ScenarioLeg } from "@/lib/engine/option/scenario";
import type { OrderDraft } from "@/lib/engine/order/draft";
import { dollars, expiresAtMs, optionNumbers, RATE } from "../desk/option-numbers";
import type { ReadOrder } from "./read-order";

export interface OrderScenario {
  readonly scenario: Scenario;
  /** Of the underlying, in dollars. */
  readonly spot: number;
  /** Of the leg that ends first; null without options. */
  readonly firstExpiryMs: number | null;
}

/** Null for what closes, and while a leg has no price that a volatility can be read off. */
export function openingScenario(read: ReadOrder): OrderScenario | null {
  const { draft, market, paidMicros, outcomes } = read;
  if (paidMicros === null || outcomes === null) return null;
  const { cover, rolls, realizedMicros } = outcomes;
  if (rolls || realizedMicros !== null) return null;
  // Shares held under a sold call count with what they cost.
  const paid = micros(paidMicros + (cover?.costMicros ?? 0n));
  return scenarioOf(draft, market, { paid, heldShares: cover?.shares ?? 0n });
}

function scenarioOf(
  draft: OrderDraft,
  market: MarketView,
  { paid, heldShares }: { readonly paid: Micros; readonly heldShares: bigint },
): OrderScenario | null {
  const units = Number(draft.qtyNanos) / Number(NANOS_PER_UNIT);
  const [first] = draft.legs;
  if (first === undefined) return null;
  const { instrument } = first;
  const underlying = instrument.kind === "option" ? instrument.underlying : instrument.symbol;
  const spot = markMicros(market, underlying);
  if (spot === null) return null;
  const legs: ScenarioLeg[] = [];
  let stock = Number(heldShares);
  for (const { instrument: held, side, ratio } of draft.legs) {
    const count = (side === "buy" ? ratio : -ratio) * units;
    if (held.kind === "equity") {
      stock += count;
      continue;
    }
    const leg = legOf(held, count, market, spot);
    if (leg === null) return null;
    legs.push(leg);
  }
  const ends = legs.map((leg) => leg.expiresAtMs);
  return {
    scenario: { legs, stock, paid: dollars(paid), rate: RATE },
    spot: dollars(spot),
    firstExpiryMs: ends.length === 0 ? null : Math.min(...ends),
  };
}

function legOf(
  series: OptionSeries,
  contracts: number,
  market: MarketView,
  underlying: Micros,
): ScenarioLeg | null {
  const mark = markMicros(market, series.symbol);
  const numbers = optionNumbers(series, { mark, underlying, nowMs: market.nowMs });
  const endsAtMs = expiresAtMs(series);
  if (numbers === null || endsAtMs === null) return null;
  return {
    right: series.right,
    style: series.style,
    strike: dollars(series.strikeMicros),
    shares: contracts * series.multiplier,
    expiresAtMs: endsAtMs,
    volatility: numbers.volatility,
  };
}
