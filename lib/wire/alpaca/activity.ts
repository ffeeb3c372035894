/** Account activities: fills and the funding of the account (alpaca-wire.md §1.4). */
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
      readonly type: "JNLC";
      readonly id: string;
      readonly atMs: number;
      readonly netMicros: Micros;
    };

/** Writes an activity; fields that do not apply are absent. */
export function alpacaActivity(activity: ActivityFacts) {
  if (activity.type === "JNLC") {
    return {
      activity_type: "JNLC",
      id: activity.id,
      date: newYorkOf(activity.atMs).date,
      created_at: formatUtc(activity.atMs),
      net_amount: formatDollars(activity.netMicros),
      description: "Paper funding",
      status: "executed",
      currency: "USD",
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
