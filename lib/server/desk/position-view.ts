/** Positions as screens show them: grouped by the strategy their legs form, P/L from one function. */
import type { Position } from "@/lib/engine/account/account-state";
import {
  averageEntryMicros,
  unrealizedMicros,
  valueNowMicros,
} from "@/lib/engine/account/position-figures";
import { daysBetween, newYorkOf } from "@/lib/engine/calendar/new-york";
import { formatDollars, formatQuantity } from "@/lib/engine/decimal";
import { instrumentName } from "@/lib/engine/explain/instrument-name";
import { underlyingOf } from "@/lib/engine/instrument/instrument";
import { type MarketView, markMicros } from "@/lib/engine/market/quote";
import { NANOS_PER_UNIT, sumMicros } from "@/lib/engine/money";
import { recogniseStrategy } from "@/lib/engine/strategy/recognise";
import type { PositionGroupView, PositionView } from "@/lib/wire/raxx/desk";
import { percentText } from "./quote-view";

/** All positions, one group per underlying and expiry; stock joins the calls it covers. */
export function positionGroups(
  positions: Iterable<Position>,
  market: MarketView,
): readonly PositionGroupView[] {
  const groups = new Map<string, Position[]>();
  for (const position of positions) {
    const key = underlyingOf(position.instrument);
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(position);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, held]) => split(held, market));
}

/** Options of one expiry belong together; stock stands with a lone short call, else alone. */
function split(held: readonly Position[], market: MarketView): readonly PositionGroupView[] {
  const stock = held.filter((position) => position.instrument.kind === "equity");
  const options = held.filter((position) => position.instrument.kind === "option");
  const byExpiry = new Map<string, Position[]>();
  for (const position of options) {
    const expiry = position.instrument.kind === "option" ? position.instrument.expiryDate : "";
    byExpiry.set(expiry, [...(byExpiry.get(expiry) ?? []), position]);
  }
  const sets = [...byExpiry].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, set]) => set);
  const [lone] = sets;
  if (stock.length > 0 && sets.length === 1 && lone !== undefined && isShortCall(lone)) {
    return [group("covered call", [...stock, ...lone], market)];
  }
  const optionGroups = sets.map((set) => group(strategyName(set), set, market));
  return stock.length === 0 ? optionGroups : [group("shares", stock, market), ...optionGroups];
}

function isShortCall(set: readonly Position[]): boolean {
  const [only] = set;
  return (
    set.length === 1 &&
    only?.instrument.kind === "option" &&
    only.instrument.right === "call" &&
    only.qtyNanos < 0n
  );
}

function strategyName(set: readonly Position[]): string {
  const counts = set.map((position) => Number(position.qtyNanos / NANOS_PER_UNIT));
  const unit = counts.reduce((a, b) => greatestCommonDivisor(a, Math.abs(b)), 0) || 1;
  const legs = set.flatMap(({ instrument }, index) =>
    instrument.kind === "option"
      ? [{ series: instrument, ratio: (counts[index] ?? 0) / unit }]
      : [],
  );
  return recogniseStrategy(legs);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

function group(strategy: string, held: readonly Position[], market: MarketView): PositionGroupView {
  const underlying = held[0] === undefined ? "" : underlyingOf(held[0].instrument);
  const profits = held.map((position) => unrealizedMicros(position, market));
  return {
    title: `${underlying} ${strategy}`,
    underlying,
    unrealized: formatDollars(sumMicros(profits)),
    legs: held.map((position) => positionView(position, market)),
  };
}

function positionView(position: Position, market: MarketView): PositionView {
  const { instrument } = position;
  const mark = markMicros(market, instrument.symbol);
  const unrealized = unrealizedMicros(position, market);
  const expiryDate = instrument.kind === "option" ? instrument.expiryDate : null;
  const today = newYorkOf(market.nowMs).date;
  return {
    symbol: position.symbol,
    name: instrumentName(instrument),
    underlying: underlyingOf(instrument),
    kind: instrument.kind,
    qty: formatQuantity(position.qtyNanos),
    averagePrice: formatDollars(averageEntryMicros(position)),
    cost: formatDollars(position.costMicros),
    mark: mark === null ? null : formatDollars(mark),
    marketValue: formatDollars(valueNowMicros(position, market)),
    unrealized: formatDollars(unrealized),
    unrealizedPercent: percentText(unrealized, position.costMicros),
    expiryDate,
    daysToExpiry: expiryDate === null ? null : daysBetween(today, expiryDate),
  };
}
