/** Positions as screens show them: grouped by the strategy their legs form, P/L from one function. */
import type { AccountState, Position } from "@/lib/engine/account/account-state";
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
import { sumMicros } from "@/lib/engine/money";
import { groupPositions, type StrategyGroup } from "@/lib/engine/strategy/group-positions";
import type { PositionGroupView, PositionView } from "@/lib/wire/raxx/desk";
import { percentText } from "./quote-view";

/** Quotes move many times between two events of an account; its groups do not. */
const known = new WeakMap<AccountState, readonly StrategyGroup[]>();

/** All positions by the strategies they form; short puts are secured by the account's cash. */
export function positionGroups(
  state: AccountState,
  market: MarketView,
): readonly PositionGroupView[] {
  return groupsOf(state).map(({ underlying, name, legs }) => ({
    title: `${underlying} ${name}`,
    underlying,
    unrealized: formatDollars(sumMicros(legs.map((leg) => unrealizedMicros(leg, market)))),
    legs: legs.map((leg) => positionView(leg, market)),
  }));
}

function groupsOf(state: AccountState): readonly StrategyGroup[] {
  const { positions, cashMicros } = state;
  const groups = known.get(state) ?? groupPositions(positions.values(), { cashMicros });
  known.set(state, groups);
  return groups;
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
