/**
 * A position of GET /v2/positions (alpaca-wire.md §1.9). Shorts have negative quantity, value and
 * cost. Option value and cost include the multiplier; the entry price does not.
 *
 * What needs a price that is not known is null rather than a guess.
 */
import type { Position } from "@/lib/engine/account/account-state";
import { averageEntryMicros, valueAtMicros } from "@/lib/engine/account/position-figures";
import { formatDollars, formatQuantity } from "@/lib/engine/decimal";
import { absNanos, type Micros, micros, type Nanos, nanos } from "@/lib/engine/money";
import { fractionText } from "./fraction";

export interface PositionContext {
  readonly assetId: string;
  /** "" for options. */
  readonly exchange: string;
  readonly marginable: boolean;
  readonly markMicros: Micros | null;
  /** Close of the trading day before. */
  readonly lastDayMicros: Micros | null;
  /** What today's profit is measured from; null when it is not known. */
  readonly dayBasisMicros: Micros | null;
  /** Held by working closing orders, unsigned. */
  readonly heldNanos: Nanos;
}

/** Writes a position at a mark. */
export function alpacaPosition(position: Position, context: PositionContext) {
  const { instrument, qtyNanos } = position;
  const { markMicros, lastDayMicros } = context;
  return {
    asset_id: context.assetId,
    symbol: position.symbol,
    exchange: context.exchange,
    asset_class: instrument.kind === "option" ? "us_option" : "us_equity",
    asset_marginable: context.marginable,
    qty: formatQuantity(qtyNanos),
    qty_available: formatQuantity(availableOf(qtyNanos, context.heldNanos)),
    avg_entry_price: formatDollars(averageEntryMicros(position)),
    side: qtyNanos < 0n ? "short" : "long",
    cost_basis: formatDollars(position.costMicros),
    ...profitOf(position, markMicros),
    ...dayProfitOf(position, context),
    current_price: textOf(markMicros),
    lastday_price: textOf(lastDayMicros),
    change_today:
      markMicros === null || lastDayMicros === null
        ? null
        : fractionText(markMicros - lastDayMicros, lastDayMicros),
  } as const;
}

function profitOf(position: Position, markMicros: Micros | null) {
  if (markMicros === null) {
    return { market_value: null, unrealized_pl: null, unrealized_plpc: null };
  }
  const valueMicros = valueAtMicros(position, markMicros);
  const profit = micros(valueMicros - position.costMicros);
  return {
    market_value: formatDollars(valueMicros),
    unrealized_pl: formatDollars(profit),
    unrealized_plpc: fractionText(profit, position.costMicros),
  };
}

function dayProfitOf(position: Position, { markMicros, dayBasisMicros }: PositionContext) {
  if (markMicros === null || dayBasisMicros === null) {
    return { unrealized_intraday_pl: null, unrealized_intraday_plpc: null };
  }
  const profit = micros(valueAtMicros(position, markMicros) - dayBasisMicros);
  return {
    unrealized_intraday_pl: formatDollars(profit),
    unrealized_intraday_plpc: fractionText(profit, dayBasisMicros),
  };
}

/** What may still be closed, with the sign of the position. */
function availableOf(qtyNanos: Nanos, heldNanos: Nanos): Nanos {
  const free = absNanos(qtyNanos) - heldNanos;
  if (free <= 0n) return nanos(0n);
  return nanos(qtyNanos < 0n ? -free : free);
}

function textOf(amount: Micros | null): string | null {
  return amount === null ? null : formatDollars(amount);
}
