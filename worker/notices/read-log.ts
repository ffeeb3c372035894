/**
 * Reads the log of all accounts for what is told, from where it was read last: the place is kept in the
 * database beside the notices, so a restart neither forgets nor repeats.
 */
import type pg from "pg";
import { parseCanonical } from "@/lib/engine/canonical";
import type { AccountEvent } from "@/lib/engine/event/event";
import type { Clock } from "@/lib/server/clock";
import { type FillLimit, noticeOf, TOLD_EVENTS } from "./notice-of";
import { storeNotices } from "./store-notices";

const ROWS_MAX = 500;

interface Row {
  from_xid: string;
  from_position: string;
  head_xid: string;
  head_position: string;
  account_id: string | null;
  version: string;
  payload: string;
  xid: string;
  position: string;
}

/** One row at least when there is anything new; its account is null when nothing of it is told. */
const SQL = `
  WITH place AS (SELECT xid, position FROM notice_tail WHERE id = 1),
  head AS (SELECT xid, position FROM mbt_events
    WHERE xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
    ORDER BY xid DESC, position DESC LIMIT 1)
  SELECT place.xid AS from_xid, place.position AS from_position, head.xid AS head_xid,
    head.position AS head_position, e.account_id, e.version, e.payload, e.xid, e.position
  FROM place JOIN head ON (head.xid, head.position) > (place.xid, place.position)
  LEFT JOIN LATERAL (SELECT account_id, version, payload, xid, position FROM mbt_events
    WHERE (xid, position) > (place.xid, place.position)
      AND (xid, position) <= (head.xid, head.position) AND type = ANY ($1)
    ORDER BY xid, position LIMIT ${ROWS_MAX}) e ON true`;

/** Stores what is new; answers deliveries to send, and whether there may be more at once. */
export async function readLog(
  pool: pg.Pool,
  clock: Clock,
  limit: FillLimit,
): Promise<{ readonly deliveries: readonly string[]; readonly full: boolean }> {
  const { rows } = await pool.query<Row>(SQL, [TOLD_EVENTS]);
  const [first] = rows;
  const last = rows.at(-1);
  if (first === undefined || last === undefined) return { deliveries: [], full: false };
  const full = rows.length === ROWS_MAX;
  const drafts = rows.flatMap(({ account_id: accountId, version, payload }) => {
    if (accountId === null) return [];
    const event = parseCanonical<AccountEvent>(payload);
    const draft = noticeOf(event, { accountId, version: Number(version) });
    return draft === null ? [] : [limit.take(draft)];
  });
  const to = full ? last : { xid: first.head_xid, position: first.head_position };
  const deliveries = await storeNotices(pool, clock, drafts, {
    tail: {
      ...{ fromXid: first.from_xid, fromPosition: first.from_position },
      ...{ toXid: to.xid, toPosition: to.position },
    },
  });
  return { deliveries, full };
}
