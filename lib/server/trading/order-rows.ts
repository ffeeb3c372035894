/** A stored order as the engine knows it: the columns every order has, and what few have beside them. */
import { parseCanonical } from "@/lib/engine/canonical";
import type { Instrument } from "@/lib/engine/instrument/instrument";
import { micros, nanos } from "@/lib/engine/money";
import type {
  Order,
  OrderClass,
  OrderLeg,
  OrderSide,
  OrderStatus,
  OrderTerms,
  PositionIntent,
  TimeInForce,
} from "@/lib/engine/order/order";
import { withExtra } from "../commit/order-extra";

interface LegRow {
  id: string;
  client_order_id: string;
  instrument: string;
  side: OrderSide;
  ratio: number;
  intent: PositionIntent;
  filled_nanos: string;
  filled_value_micros: string;
}

export interface OrderRow {
  id: string;
  client_order_id: string;
  order_class: OrderClass;
  time_in_force: TimeInForce;
  status: OrderStatus;
  qty_nanos: string;
  filled_nanos: string;
  fills: number;
  rested: boolean;
  limit_micros: string | null;
  reserved_micros: string;
  submitted_at: Date;
  updated_at: Date;
  expires_at: Date | null;
  closed_at: Date | null;
  close_reason: string | null;
  extra: string | null;
  legs: LegRow[];
}

// Of every epoch. Big integers of a leg are read as text: JSON numbers would lose digits past 2^53.
export const SELECT_ALL_ORDERS = `
  SELECT o.*, (SELECT json_agg(json_build_object('id', l.id, 'client_order_id', l.client_order_id,
      'instrument', l.instrument, 'side', l.side, 'ratio', l.ratio, 'intent', l.intent,
      'filled_nanos', l.filled_nanos::text, 'filled_value_micros', l.filled_value_micros::text)
      ORDER BY l.leg) FROM mbt_legs l WHERE l.order_id = o.id) AS legs
  FROM mbt_orders o JOIN mbt_accounts a ON a.id = o.account_id
  WHERE o.account_id = $1`;
/** Of the account's epoch. */
export const SELECT_ORDERS = `${SELECT_ALL_ORDERS} AND o.epoch = a.epoch`;

/** Reads a row of SELECT_ORDERS. */
export function toOrder(row: OrderRow): Order {
  const order: Order = {
    id: row.id,
    clientOrderId: row.client_order_id,
    orderClass: row.order_class,
    terms: toTerms(row),
    timeInForce: row.time_in_force,
    qtyNanos: nanos(BigInt(row.qty_nanos)),
    filledNanos: nanos(BigInt(row.filled_nanos)),
    fills: row.fills,
    legs: row.legs.map(toLeg),
    status: row.status,
    rested: row.rested,
    reservedMicros: micros(BigInt(row.reserved_micros)),
    // The arrival quotes stay in the event; no reader of the projection needs them.
    arrivalQuotes: [],
    submittedAtMs: row.submitted_at.getTime(),
    updatedAtMs: row.updated_at.getTime(),
    expiresAtMs: row.expires_at?.getTime() ?? null,
    closedAtMs: row.closed_at?.getTime() ?? null,
    closeReason: row.close_reason,
  };
  return withExtra(order, row.extra);
}

/** Of a market or limit order; the terms of the others are among what few have. */
function toTerms({ limit_micros }: OrderRow): OrderTerms {
  return limit_micros === null
    ? { type: "market" }
    : { type: "limit", limitMicros: micros(BigInt(limit_micros)) };
}

function toLeg(row: LegRow): OrderLeg {
  return {
    id: row.id,
    clientOrderId: row.client_order_id,
    instrument: parseCanonical<Instrument>(row.instrument),
    side: row.side,
    ratio: row.ratio,
    intent: row.intent,
    filledNanos: nanos(BigInt(row.filled_nanos)),
    filledValueMicros: micros(BigInt(row.filled_value_micros)),
  };
}
