/** quarantine: the accounts that are frozen, why, and what jobs could not do. */
import { frozenAccounts } from "@/lib/server/accounts/frozen-accounts";
import type { Deps } from "@/lib/server/deps";
import { withWorkerPool } from "./worker-pool";

const EFFECTS_SQL = `
  SELECT job_key AS job, account_id AS "accountId", outcome, detail, at FROM mbt_job_effects
  WHERE outcome <> 'done' ORDER BY at DESC LIMIT 200`;

/** Exit 0 also when somebody is in it: the list was asked for. */
export async function quarantine(deps: Deps) {
  const output = await withWorkerPool(deps, async (pool) => ({
    frozen: await frozenAccounts(pool),
    jobs: (await pool.query(EFFECTS_SQL)).rows,
  }));
  return { ok: true, output };
}
