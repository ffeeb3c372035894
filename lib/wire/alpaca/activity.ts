/** Account activities: fills, and what no order made (alpaca-wire.md §1.4 and §2.11). */
import { formatUtc, newYorkOf } from "@/lib/engine/calendar/new-york";
import { formatDollars, formatQuantity } from "@/lib/engine/decimal";
import type { Micros, Nanos } from "@/lib/engine/money";

export type ActivityFacts =
  | {
      readonly type: "FILL";
      readonly id: string;
      readonly atMs: number;
      readonly symbol: string;
      readonly side: string;
      readonly qtyNanos: Nanos;
      readonly priceMicros: Micros;
      /** The leg's own id for a multi-leg order. */
      readonly orderId: string;
      /** Filled of the order, or of the leg, with this fill and in whole. */
      readonly filledNanos: Nanos;
      readonly orderNanos: Nanos;
    }
  | {
      readonly type: NonTradeType;
      /** What the event behind it tells of its kind; null when it tells none. */
      readonly subType: string | null;
      readonly id: string;
      readonly atMs: number;
      readonly netMicros: Micros;
      readonly symbol: string | null;
      readonly qtyNanos: Nanos | null;
      readonly priceMicros: Micros | null;
      /** What happened as one thing: an exercise and the stock it brought. */
      readonly groupId: string;
    };

const DESCRIPTIONS = {
  JNLC: "Paper funding",
  FEE: "Regulatory and clearing fees",
  INT: "Interest and borrow fees",
  OPEXC: "Option Exercise",
  OPASN: "Option Assignment",
  OPEXP: "Option Expiration",
  OPCSH: "Option Cash Settlement",
  OPTRD: "Option Trade",
  OPCA: "Option Corporate Action",
  DIV: "Dividend",
  SPLIT: "Stock Split",
  SPIN: "Stock Spin-off",
  MA: "Merger / Acquisition",
  NC: "Name Change",
  REORG: "Reorganization",
} as const;
type NonTradeType = keyof typeof DESCRIPTIONS;

/** Everything Alpaca calls a non-trade activity, as far as it happens here. */
export const NON_TRADE_TYPES: readonly string[] = Object.keys(DESCRIPTIONS);

/** Whether a stored activity is one that no order made. */
export function isNonTrade(type: string): type is NonTradeType {
  return Object.hasOwn(DESCRIPTIONS, type);
}

/** Writes an activity; fields that do not apply are absent. */
export function alpacaActivity(activity: ActivityFacts) {
  if (activity.type !== "FILL") {
    const { symbol, qtyNanos, priceMicros, subType } = activity;
    return {
      activity_type: activity.type,
      ...(subType === null ? {} : { activity_sub_type: subType }),
      id: activity.id,
      date: newYorkOf(activity.atMs).date,
      created_at: formatUtc(activity.atMs),
      net_amount: formatDollars(activity.netMicros),
      description: DESCRIPTIONS[activity.type],
      status: "executed",
      currency: "USD",
      ...(symbol === null ? {} : { symbol, group_id: activity.groupId }),
      ...(qtyNanos === null ? {} : { qty: formatQuantity(qtyNanos) }),
      ...(priceMicros === null ? {} : priceField(activity.type, priceMicros)),
    } as const;
  }
  const leavesNanos = (activity.orderNanos - activity.filledNanos) as Nanos;
  const done = leavesNanos === 0n;
  return {
    activity_type: "FILL",
    id: activity.id,
    cum_qty: formatQuantity(activity.filledNanos),
    leaves_qty: formatQuantity(leavesNanos),
    price: formatDollars(activity.priceMicros),
    qty: formatQuantity(activity.qtyNanos),
    side: activity.side,
    symbol: activity.symbol,
    transaction_time: formatUtc(activity.atMs),
    order_id: activity.orderId,
    order_status: done ? "filled" : "partially_filled",
    type: done ? "fill" : "partial_fill",
  } as const;
}

/** A dividend has no price but an amount for each share. */
function priceField(type: NonTradeType, priceMicros: Micros) {
  const price = formatDollars(priceMicros);
  return type === "DIV" ? { per_share_amount: price } : { price };
}
