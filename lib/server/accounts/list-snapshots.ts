/** What an account was worth at the end of its days: its snapshot events, oldest first. */
import type { IsoDate } from "@/lib/engine/calendar/new-york";
import { type Micros, micros } from "@/lib/engine/money";
import { queryAsUser } from "../database/with-user";
import type { Caller, Deps } from "../deps";

export interface DayClose {
  readonly date: IsoDate;
  readonly equityMicros: Micros;
  readonly maintenanceMarginMicros: Micros;
}

interface Row {
  date: string;
  equity_micros: string;
  maintenance_micros: string;
}

// The partial index mbt_events_snapshots; a day is a few kilobytes of positions that stay unread here.
const SQL = `
  SELECT s->>'date' AS date, s->>'equityMicros' AS equity_micros,
    s->>'maintenanceMarginMicros' AS maintenance_micros
  FROM mbt_events e, LATERAL (SELECT e.payload::json->'snapshot') AS parsed(s)
  WHERE e.account_id = $1 AND e.type = 'snapshot_taken'
    AND (s->>'epoch')::int = $2 AND s->>'date' >= $3 AND s->>'date' < $4
  ORDER BY e.version DESC LIMIT $5`;
const DAYS_MAX = 10_000;

export interface DayRange {
  readonly epoch: number;
  readonly from: IsoDate;
  /** Exclusive. */
  readonly until: IsoDate;
}

/** Lists the closes of an epoch within a range of dates. */
export async function listSnapshots(
  deps: Pick<Deps, "webPool">,
  caller: Caller,
  range: DayRange,
  limit = DAYS_MAX,
): Promise<readonly DayClose[]> {
  const { epoch, from, until } = range;
  const rows = await queryAsUser<Row>(deps.webPool, caller.userId, {
    text: SQL,
    values: [caller.accountId, epoch, from, until, limit],
  });
  return rows.reverse().map((row) => ({
    date: row.date,
    equityMicros: micros(BigInt(row.equity_micros)),
    maintenanceMarginMicros: micros(BigInt(row.maintenance_micros)),
  }));
}
