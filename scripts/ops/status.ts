/** status: the clock of each feed, jobs that are not done, frozen accounts, and whether all processes answer. */
import { isoTime } from "@/lib/server/clock";
import type { Deps } from "@/lib/server/deps";
import { checkHealth } from "@/lib/server/health";
import { withWorkerPool } from "./worker-pool";

const JOBS_SQL = `
  SELECT key, status, attempts, error, due_at AS "dueAt", updated_at AS "updatedAt",
    (SELECT count(*)::int FROM mbt_job_effects e WHERE e.job_key = j.key AND e.outcome = 'held') AS held
  FROM market_jobs j WHERE status <> 'done' ORDER BY due_at, key LIMIT 100`;
const COUNTS_SQL = `
  SELECT (SELECT count(*)::int FROM mbt_accounts) AS accounts,
    (SELECT count(*)::int FROM mbt_orders WHERE working) AS "workingOrders",
    (SELECT count(DISTINCT account_id)::int FROM mbt_events WHERE type = 'account_frozen') AS "everFrozen"`;

/** The exit code says whether everything answers and no job has failed. */
export async function status(deps: Deps) {
  await deps.marketClock.refresh();
  const { marketClock } = deps;
  const [health, { jobs, counts }] = await Promise.all([
    checkHealth(deps),
    withWorkerPool(deps, async (pool) => ({
      jobs: (await pool.query(JOBS_SQL)).rows,
      counts: (await pool.query(COUNTS_SQL)).rows[0],
    })),
  ]);
  const clock = {
    market: marketClock.market,
    realTime: isoTime(marketClock.nowMs("real_time")),
    delayed: isoTime(marketClock.nowMs("delayed")),
  };
  const ok = health.status === "ok" && jobs.every((job) => job.status !== "failed");
  return { ok, output: { health, clock, ...counts, jobs } };
}
