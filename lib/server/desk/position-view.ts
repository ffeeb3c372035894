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
import type { StrategyGroup } from "@/lib/engine/strategy/group-positions";
import type { PositionGroupView, PositionView } from "@/lib/wire/raxx/desk";
import { closingLegs } from "../ticket/closing-legs";
import { rolledLegs } from "../ticket/rolled-legs";
import { groupFigures } from "./group-figures";
import { percentText } from "./quote-view";
import { groupId, strategyGroups } from "./strategy-groups";

/** All positions by the strategies they form. */
export function positionGroups(
  state: AccountState,
  market: MarketView,
): readonly PositionGroupView[] {
  return strategyGroups(state).map((group) => groupView(group, market));
}

function groupView(group: StrategyGroup, market: MarketView): PositionGroupView {
  const { underlying, name, legs } = group;
  const views = legs.map((leg) => positionView(leg, market));
  const days = views.flatMap(({ daysToExpiry }) => (daysToExpiry === null ? [] : [daysToExpiry]));
  const unrealized = sumMicros(legs.map((leg) => unrealizedMicros(leg, market)));
  return {
    id: groupId(group),
    title: `${underlying} ${name}`,
    underlying,
    unrealized: formatDollars(unrealized),
    ...groupFigures(group, unrealized, market),
    daysToExpiry: days.length === 0 ? null : Math.min(...days),
    canClose: closingLegs(legs) !== null,
    canRoll: rolledLegs(group) !== null,
    legs: views,
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
