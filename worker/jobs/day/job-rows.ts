/** The rows of a job: that it began, what it did to accounts, how it ended. */
import type pg from "pg";
import type { IsoDate } from "@/lib/engine/calendar/new-york";
import type { MarketName } from "@/lib/wire/market-bus";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import type { DayKind } from "./day-kinds";

export interface JobRow {
  readonly key: string;
  readonly market: MarketName;
  readonly feed: FeedKind;
  readonly kind: DayKind;
  readonly date: IsoDate;
}

export interface Effect {
  readonly accountId: string;
  readonly outcome: "done" | "held" | "failed";
  readonly detail: string | null;
}

const START_SQL = `
  UPDATE market_jobs SET attempts = attempts + 1, updated_at = now(), error = NULL
  WHERE key = $1 AND status <> 'done' RETURNING key, market, feed, kind, date`;
/** What was done stays done; what was held becomes what it is now. */
const EFFECTS_SQL = `
  INSERT INTO mbt_job_effects AS e (job_key, account_id, outcome, detail)
  SELECT $1, r.account_id, r.outcome, r.detail
  FROM json_to_recordset($2::json) AS r(account_id uuid, outcome text, detail text)
  ON CONFLICT (job_key, account_id) DO UPDATE SET outcome = excluded.outcome,
    detail = excluded.detail, at = now() WHERE e.outcome = 'held'`;
const FREE_SQL = `
  UPDATE mbt_job_effects SET outcome = 'done', at = now()
  WHERE job_key = $1 AND account_id = ANY ($2::uuid[]) AND outcome = 'held'`;
const FINISH_SQL = `
  UPDATE market_jobs j SET updated_at = now(), error = $2, accounts = f.done,
    status = CASE WHEN $2::text IS NOT NULL THEN 'failed' WHEN f.held > 0 THEN 'held' ELSE 'done' END
  FROM (SELECT count(*) FILTER (WHERE outcome = 'done') AS done,
    count(*) FILTER (WHERE outcome = 'held') AS held FROM mbt_job_effects WHERE job_key = $1) f
  WHERE j.key = $1 AND j.status <> 'done' RETURNING j.status, j.accounts`;

/** Takes a job up; null when there is none or it is done. */
export async function startJob(pool: pg.Pool, key: string): Promise<JobRow | null> {
  const { rows } = await pool.query<JobRow>(START_SQL, [key]);
  return rows[0] ?? null;
}

/** Writes down what became of accounts; one that was held and has nothing to do any more is done. */
export async function storeEffects(
  commitPool: pg.Pool,
  key: string,
  { looked, effects }: { readonly looked: readonly string[]; readonly effects: readonly Effect[] },
): Promise<void> {
  const rows = effects.map(({ accountId, outcome, detail }) => ({
    ...{ account_id: accountId, outcome, detail },
  }));
  if (rows.length > 0) await commitPool.query(EFFECTS_SQL, [key, JSON.stringify(rows)]);
  const busy = new Set(effects.map(({ accountId }) => accountId));
  const free = looked.filter((id) => !busy.has(id));
  if (free.length > 0) await commitPool.query(FREE_SQL, [key, free]);
}

/** Ends a run: done, held while an account waits, or failed with its error. */
export async function finishJob(
  pool: pg.Pool,
  key: string,
  error: string | null = null,
): Promise<{ readonly status: string; readonly accounts: number }> {
  const { rows } = await pool.query<{ status: string; accounts: number }>(FINISH_SQL, [key, error]);
  return rows[0] ?? { status: "done", accounts: 0 };
}
