/** What happened to an account's money: fills and what no order made, from their projection. */
import { parseCanonical } from "@/lib/engine/canonical";
import { micros, nanos } from "@/lib/engine/money";
import { type ActivityFacts, isNonTrade } from "@/lib/wire/alpaca/activity";
import { subTypeOf } from "../commit/activity-sub-type";
import { queryAsUser } from "../database/with-user";
import type { Caller, Deps } from "../deps";
import { uuidv5 } from "../ids";

export interface ActivityFilter {
  /** Empty for all types. */
  readonly types: readonly string[];
  /** Instants: from inclusive, until exclusive; null for no bound. */
  readonly fromMs: number | null;
  readonly untilMs: number | null;
  readonly orderId: string | null;
  readonly direction: "asc" | "desc";
  readonly limit: number;
  /** The id of the last activity of the page before; null for the first page. */
  readonly afterId: string | null;
  /** One of the account's epochs instead of the one it is in. */
  readonly epoch?: number;
}

export interface ActivityRow {
  id: string;
  type: string;
  version: string;
  at: Date;
  symbol: string | null;
  side: string | null;
  qty_nanos: string | null;
  price_micros: string | null;
  net_micros: string;
  leg_id: string | null;
  filled_nanos: string | null;
  order_nanos: string | null;
  about: string | null;
}

/** What an activity is written from, of `mbt_activities v`. */
export const ACTIVITY_COLUMNS = {
  select: `v.id, v.type, v.version, v.at, v.symbol, v.side, v.qty_nanos, v.price_micros, v.net_micros,
    CASE WHEN v.type <> 'FILL' THEN (SELECT e.payload FROM mbt_events e
      WHERE e.account_id = v.account_id AND e.version = v.version) END AS about,
    l.id AS leg_id, (o.qty_nanos * l.ratio)::text AS order_nanos,
    -- What has filled now less what filled later: an order carries over what the one it replaced had.
    (l.filled_nanos - (SELECT coalesce(sum(g.qty_nanos), 0) FROM mbt_fills g
      WHERE g.account_id = f.account_id AND g.order_id = f.order_id AND g.leg = f.leg
      AND g.fill_number > f.fill_number))::text AS filled_nanos`,
  from: `mbt_activities v
    LEFT JOIN mbt_fills f ON v.type = 'FILL' AND f.account_id = v.account_id
      AND f.id = split_part(v.id, '::', 2)::uuid
    LEFT JOIN mbt_orders o ON o.account_id = v.account_id AND o.id = f.order_id
    LEFT JOIN mbt_legs l ON l.order_id = f.order_id AND l.leg = f.leg`,
} as const;

/**
 * Ordered by the account's log: two fills of one millisecond have ids in any order, but versions in
 * theirs. The token names a row, and the page goes on from it.
 */
function sqlOf(direction: "ASC" | "DESC"): string {
  return `
  SELECT ${ACTIVITY_COLUMNS.select} FROM ${ACTIVITY_COLUMNS.from}
  JOIN mbt_accounts a ON a.id = v.account_id AND v.epoch = coalesce($8::int, a.epoch)
  WHERE v.account_id = $1
    AND (cardinality($2::text[]) = 0 OR v.type = ANY ($2))
    AND ($3::timestamptz IS NULL OR v.at >= $3) AND ($4::timestamptz IS NULL OR v.at < $4)
    AND ($5::uuid IS NULL OR v.order_id = $5 OR l.id = $5)
    AND ($6::text IS NULL OR (v.version, v.id COLLATE "C") ${direction === "ASC" ? ">" : "<"}
      (SELECT t.version, t.id COLLATE "C" FROM mbt_activities t WHERE t.account_id = $1 AND t.id = $6))
  ORDER BY v.version ${direction}, v.id COLLATE "C" ${direction} LIMIT $7`;
}

/** Lists activities by time. */
export async function listActivities(
  deps: Pick<Deps, "webPool">,
  caller: Caller,
  filter: ActivityFilter,
): Promise<readonly ActivityFacts[]> {
  const instant = (atMs: number | null) => (atMs === null ? null : new Date(atMs));
  const rows = await queryAsUser<ActivityRow>(deps.webPool, caller.userId, {
    text: sqlOf(filter.direction === "asc" ? "ASC" : "DESC"),
    values: [
      caller.accountId,
      filter.types,
      instant(filter.fromMs),
      instant(filter.untilMs),
      filter.orderId,
      filter.afterId,
      filter.limit,
      filter.epoch ?? null,
    ],
  });
  return rows.map((row) => toActivity(row, caller.accountId));
}

/** Reads a row of ACTIVITY_COLUMNS. */
export function toActivity(row: ActivityRow, accountId: string): ActivityFacts {
  const { id, type } = row;
  const atMs = row.at.getTime();
  if (isNonTrade(type)) {
    return {
      subType: row.about === null ? null : subTypeOf(type, parseCanonical(row.about)),
      ...{ type, id, atMs, symbol: row.symbol, netMicros: micros(BigInt(row.net_micros)) },
      qtyNanos: row.qty_nanos === null ? null : nanos(BigInt(row.qty_nanos)),
      priceMicros: row.price_micros === null ? null : micros(BigInt(row.price_micros)),
      groupId: uuidv5(`${accountId}:${row.version}`), // one event, one group
    };
  }
  return {
    type: "FILL",
    id,
    atMs,
    symbol: row.symbol ?? "",
    side: row.side ?? "",
    qtyNanos: nanos(BigInt(row.qty_nanos ?? 0)),
    priceMicros: micros(BigInt(row.price_micros ?? 0)),
    orderId: row.leg_id ?? "",
    filledNanos: nanos(BigInt(row.filled_nanos ?? 0)),
    orderNanos: nanos(BigInt(row.order_nanos ?? 0)),
  };
}
