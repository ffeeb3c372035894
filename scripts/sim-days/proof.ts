/** What must hold after the last day, asked of the database alone. */
import type pg from "pg";
import { brokenLaws } from "@/lib/server/verify/laws";
import { verifyAccounts } from "@/lib/server/verify/verify-all";

export interface Proof {
  readonly accounts: number;
  readonly events: number;
  readonly wrong: readonly string[];
}

const JOBS_SQL =
  "SELECT key || ' ' || status || ' ' || coalesce(error, '') AS what FROM market_jobs WHERE status <> 'done' AND date <= $1";
const EFFECTS_SQL = `
  SELECT job_key || ' ' || outcome || ' ' || account_id || ' ' || coalesce(detail, '') AS what
  FROM mbt_job_effects WHERE outcome <> 'done' ORDER BY at LIMIT 20`;
const FROZEN_SQL = `
  SELECT account_id || ' frozen: ' || (payload::json ->> 'reason') AS what FROM mbt_events
  WHERE type = 'account_frozen'`;
/** Each account has one snapshot for each day whose snapshots were taken. */
const SNAPSHOTS_SQL = `
  SELECT a.id || ' has ' || count(e.version) || ' snapshots of ' || d.days AS what
  FROM mbt_accounts a JOIN users u ON u.id = a.user_id
  JOIN (SELECT feed, count(*) AS days FROM market_jobs WHERE kind = 'take_snapshot' GROUP BY feed) d
    ON d.feed = CASE u.tier WHEN 'free' THEN 'delayed' ELSE 'real_time' END
  LEFT JOIN mbt_events e ON e.account_id = a.id AND e.type = 'snapshot_taken'
  GROUP BY a.id, d.days HAVING count(e.version) <> d.days`;
const EXPIRED_SQL = `
  SELECT p.account_id || ' still holds ' || p.symbol AS what
  FROM mbt_positions p JOIN mbt_accounts a ON a.id = p.account_id AND a.epoch = p.epoch
  WHERE p.qty_nanos <> 0 AND p.instrument::json ->> 'expiryDate' < $1`;

/** Verifies every account and the records of the days up to `lastDate`. */
export async function prove(admin: pg.Pool, lastDate: string): Promise<Proof> {
  const wrong: string[] = [];
  for (const [sql, values] of [
    [JOBS_SQL, [lastDate]],
    [EFFECTS_SQL, []],
    [FROZEN_SQL, []],
    [SNAPSHOTS_SQL, []],
    [EXPIRED_SQL, [lastDate]],
  ] as const) {
    const { rows } = await admin.query<{ what: string }>(sql, [...values]);
    wrong.push(...rows.map(({ what }) => what));
  }
  for (const { accountId, law, what } of await brokenLaws(admin, null)) {
    wrong.push(`${accountId} ${law}: ${what}`);
  }
  const { accounts, events, failures } = await verifyAccounts(admin, null);
  wrong.push(...failures.map(({ accountId, difference }) => `${accountId} ${difference}`));
  return { accounts, events, wrong };
}

/** Milliseconds from when a job was due to when it was done, on the average. */
export async function jobTimes(admin: pg.Pool): Promise<ReadonlyMap<string, number>> {
  const { rows } = await admin.query<{ kind: string; ms: number }>(
    `SELECT feed || ' ' || kind AS kind, avg(extract(epoch FROM updated_at - created_at) * 1000)::int AS ms
     FROM market_jobs WHERE status = 'done' GROUP BY 1`,
  );
  return new Map(rows.map(({ kind, ms }) => [kind, ms]));
}

/** How many events there are of each type. */
export async function eventCounts(admin: pg.Pool): Promise<ReadonlyMap<string, number>> {
  const { rows } = await admin.query<{ type: string; n: number }>(
    "SELECT type, count(*)::int AS n FROM mbt_events GROUP BY type ORDER BY n DESC",
  );
  return new Map(rows.map(({ type, n }) => [type, n]));
}
