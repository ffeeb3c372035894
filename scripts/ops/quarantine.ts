/** quarantine: the accounts that are frozen, why, and what jobs could not do. */
import type { Deps } from "@/lib/server/deps";
import { withWorkerPool } from "./worker-pool";

/** A reset opens a new epoch and ends the freeze: the last freeze counts while nothing opened after it. */
const FROZEN_SQL = `
  SELECT e.account_id AS "accountId", a.user_id AS "userId", e.recorded_at AS "at",
    e.payload::json ->> 'reason' AS reason
  FROM mbt_events e JOIN mbt_accounts a ON a.id = e.account_id
  WHERE e.type = 'account_frozen' AND NOT EXISTS (SELECT 1 FROM mbt_events o
    WHERE o.account_id = e.account_id AND o.version > e.version AND o.type = 'account_opened')
  ORDER BY e.recorded_at`;
const EFFECTS_SQL = `
  SELECT job_key AS job, account_id AS "accountId", outcome, detail, at FROM mbt_job_effects
  WHERE outcome <> 'done' ORDER BY at DESC LIMIT 200`;

/** Exit 0 also when somebody is in it: the list was asked for. */
export async function quarantine(deps: Deps) {
  const output = await withWorkerPool(deps, async (pool) => ({
    frozen: (await pool.query(FROZEN_SQL)).rows,
    jobs: (await pool.query(EFFECTS_SQL)).rows,
  }));
  return { ok: true, output };
}
