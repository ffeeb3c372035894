/** Reads orders of the caller's account from their projection. */
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
import { queryAsUser } from "../database/with-user";
import type { Caller, Deps } from "../deps";
import { isUuid } from "../ids";

export interface OrderFilter {
  readonly status: "open" | "closed" | "all";
  readonly limit: number;
  /** Submission instants, both exclusive; null for no bound. */
  readonly afterMs: number | null;
  readonly untilMs: number | null;
  readonly direction: "asc" | "desc";
  /** Symbols of simple orders or of any leg; empty for all. */
  readonly symbols: readonly string[];
  readonly side: OrderSide | null;
  /** Only orders in stock, or only in options. */
  readonly kind?: Instrument["kind"] | null;
  /** Only orders submitted before or after one of the account's; exact where instants are equal. */
  readonly beforeId?: string | null;
  readonly afterId?: string | null;
}

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

interface OrderRow {
  id: string;
  client_order_id: string;
  order_class: OrderClass;
  type: "market" | "limit";
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
  legs: LegRow[];
}

// Big integers of a leg are read as text: JSON numbers would lose digits past 2^53.
const SELECT = `
  SELECT o.*, (SELECT json_agg(json_build_object('id', l.id, 'client_order_id', l.client_order_id,
      'instrument', l.instrument, 'side', l.side, 'ratio', l.ratio, 'intent', l.intent,
      'filled_nanos', l.filled_nanos::text, 'filled_value_micros', l.filled_value_micros::text)
      ORDER BY l.leg) FROM mbt_legs l WHERE l.order_id = o.id) AS legs
  FROM mbt_orders o JOIN mbt_accounts a ON a.id = o.account_id AND a.epoch = o.epoch
  WHERE o.account_id = $1`;

/** How option symbols end, and no stock's does. */
const OPTION = "[0-9]{6}[CP][0-9]{8}$";

/** One order by id; null for one that is not the caller's or does not exist. */
export async function findOrder(
  deps: Deps,
  caller: Caller,
  orderId: string,
): Promise<Order | null> {
  if (!isUuid(orderId)) return null;
  // A leg's id finds the order it belongs to, as a client that saw it on a stream expects.
  const text = `${SELECT} AND o.id IN (SELECT $2::uuid UNION SELECT order_id FROM mbt_legs WHERE account_id = $1 AND id = $2)`;
  return first(await read(deps, caller, { text, values: [caller.accountId, orderId] }));
}

/** One order by its client order id. */
export async function findOrderByClientId(
  deps: Deps,
  caller: Caller,
  clientOrderId: string,
): Promise<Order | null> {
  const text = `${SELECT} AND o.client_order_id = $2`;
  return first(await read(deps, caller, { text, values: [caller.accountId, clientOrderId] }));
}

/** Orders by submission time. */
export async function listOrders(
  deps: Deps,
  caller: Caller,
  filter: OrderFilter,
): Promise<readonly Order[]> {
  const direction = filter.direction === "asc" ? "ASC" : "DESC";
  const text = `${SELECT}
    AND ($2::boolean IS NULL OR o.working = $2)
    AND ($3::timestamptz IS NULL OR o.submitted_at > $3)
    AND ($4::timestamptz IS NULL OR o.submitted_at < $4)
    AND ($5::text IS NULL OR EXISTS (SELECT 1 FROM mbt_legs l WHERE l.order_id = o.id AND l.side = $5))
    AND (cardinality($6::text[]) = 0 OR EXISTS
      (SELECT 1 FROM mbt_legs l WHERE l.order_id = o.id AND l.symbol = ANY ($6)))
    AND ($8::text IS NULL OR EXISTS
      (SELECT 1 FROM mbt_legs l WHERE l.order_id = o.id AND (l.symbol ~ '${OPTION}') = ($8 = 'option')))
    AND ($9::uuid IS NULL OR (o.submitted_at, o.id) <
      (SELECT b.submitted_at, b.id FROM mbt_orders b WHERE b.account_id = $1 AND b.id = $9))
    AND ($10::uuid IS NULL OR (o.submitted_at, o.id) >
      (SELECT b.submitted_at, b.id FROM mbt_orders b WHERE b.account_id = $1 AND b.id = $10))
    ORDER BY o.submitted_at ${direction}, o.id ${direction} LIMIT $7`;
  const working = filter.status === "all" ? null : filter.status === "open";
  const instant = (atMs: number | null) => (atMs === null ? null : new Date(atMs));
  const values = [
    caller.accountId,
    working,
    instant(filter.afterMs),
    instant(filter.untilMs),
    filter.side,
    filter.symbols,
    filter.limit,
    filter.kind ?? null,
    filter.beforeId ?? null,
    filter.afterId ?? null,
  ];
  return read(deps, caller, { text, values });
}

async function read(
  deps: Deps,
  caller: Caller,
  query: { text: string; values: readonly unknown[] },
): Promise<readonly Order[]> {
  const rows = await queryAsUser<OrderRow>(deps.webPool, caller.userId, query);
  return rows.map(toOrder);
}

function first(orders: readonly Order[]): Order | null {
  return orders[0] ?? null;
}

function toOrder(row: OrderRow): Order {
  return {
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
}

function toTerms(row: OrderRow): OrderTerms {
  return row.type === "market" || row.limit_micros === null
    ? { type: "market" }
    : { type: "limit", limitMicros: micros(BigInt(row.limit_micros)) };
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
