/** Reads orders of the caller's account from their projection. */
import type { Instrument } from "@/lib/engine/instrument/instrument";
import type { Order, OrderSide } from "@/lib/engine/order/order";
import { queryAsUser } from "../database/with-user";
import type { Caller, Deps } from "../deps";
import { isUuid } from "../ids";
import { type OrderRow, SELECT_ALL_ORDERS, SELECT_ORDERS, toOrder } from "./order-rows";

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
  /** Only orders in this stock, in options on it, or in this series. */
  readonly about?: string | null;
  /** Only orders in stock, or only in options. */
  readonly kind?: Instrument["kind"] | null;
  /** Only orders submitted before or after one of the account's; exact where instants are equal. */
  readonly beforeId?: string | null;
  readonly afterId?: string | null;
  /** Leaves out exits whose parent is listed: they are told inside it (alpaca-wire.md §1.7). */
  readonly nested?: boolean;
  /** One of the account's epochs instead of the one it is in. */
  readonly epoch?: number;
}

/** An exit of a group; the order of an oco is its take-profit and stands for the group. */
const isExit = (row: "o" | "p") =>
  `coalesce(${row}.extra::json #>> '{group,role}' <> 'entry' AND NOT
    (${row}.extra::json #>> '{group,kind}' = 'oco' AND ${row}.extra::json #>> '{group,role}' = 'take_profit'), false)`;

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
  // A replacement of a multi-leg order has the same legs: the order that took over comes first.
  const text = `${SELECT_ORDERS}
    AND o.id IN (SELECT $2::uuid UNION SELECT order_id FROM mbt_legs WHERE account_id = $1 AND id = $2)
    ORDER BY o.id = $2 DESC, o.status = 'replaced' LIMIT 1`;
  return first(await read(deps, caller, { text, values: [caller.accountId, orderId] }));
}

/** One order by its client order id. */
export async function findOrderByClientId(
  deps: Deps,
  caller: Caller,
  clientOrderId: string,
): Promise<Order | null> {
  const text = `${SELECT_ORDERS} AND o.client_order_id = $2`;
  return first(await read(deps, caller, { text, values: [caller.accountId, clientOrderId] }));
}

/** Orders by submission time. */
export async function listOrders(
  deps: Deps,
  caller: Caller,
  filter: OrderFilter,
): Promise<readonly Order[]> {
  const direction = filter.direction === "asc" ? "ASC" : "DESC";
  const text = `${SELECT_ALL_ORDERS} AND o.epoch = coalesce($13::int, a.epoch)
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
    AND ($12::text IS NULL OR EXISTS (SELECT 1 FROM mbt_legs l WHERE l.order_id = o.id
      AND (l.symbol = $12 OR (l.symbol ~ '${OPTION}' AND left(l.symbol, -15) = $12))))
    AND NOT ($11 AND o.group_id IS NOT NULL AND ${isExit("o")} AND EXISTS
      (SELECT 1 FROM mbt_orders p WHERE p.account_id = $1 AND p.group_id = o.group_id
        AND p.status <> 'replaced' AND NOT ${isExit("p")}
        AND ($2::boolean IS NULL OR p.working = $2) AND ($5::text IS NULL OR p.side = $5)))
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
    filter.nested === true,
    filter.about ?? null,
    filter.epoch ?? null,
  ];
  return read(deps, caller, { text, values });
}

/** Every order of these groups, in order of submission. */
export async function listGroups(
  deps: Deps,
  caller: Caller,
  groupIds: readonly string[],
): Promise<readonly Order[]> {
  if (groupIds.length === 0) return [];
  const text = `${SELECT_ORDERS} AND o.group_id = ANY ($2) ORDER BY o.submitted_at, o.id`;
  return read(deps, caller, { text, values: [caller.accountId, groupIds] });
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
