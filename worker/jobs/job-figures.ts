/** What is left to do, asked of the database when somebody looks. */
import type { Queue } from "bullmq";
import type pg from "pg";
import { frozenAccounts } from "@/lib/server/accounts/frozen-accounts";
import { type Reading, read } from "@/lib/server/telemetry/metrics";

const JOBS_SQL =
  "SELECT status, count(*)::int AS n FROM market_jobs WHERE status <> 'done' GROUP BY status";
const HELD_SQL =
  "SELECT count(DISTINCT account_id)::int AS n FROM mbt_job_effects WHERE outcome = 'held'";
const DELIVERIES_SQL = "SELECT count(*)::int AS n FROM webhook_deliveries WHERE status = 'pending'";
/** Says where the figures of the jobs are read. */
export function showJobs(pool: pg.Pool, queues: readonly Queue[]): void {
  const counted = async (sql: string): Promise<readonly Reading[]> => {
    const { rows } = await pool.query<{ n: number }>(sql);
    return [{ labels: {}, value: rows[0]?.n ?? 0 }];
  };
  read("raxx_market_jobs", ["status"], async () => {
    const { rows } = await pool.query<{ status: string; n: number }>(JOBS_SQL);
    return rows.map(({ status, n }) => ({ labels: { status }, value: n }));
  });
  read("raxx_held_accounts", [], () => counted(HELD_SQL));
  read("raxx_frozen_accounts", [], async () => [
    { labels: {}, value: (await frozenAccounts(pool)).length },
  ]);
  read("raxx_webhook_deliveries_pending", [], () => counted(DELIVERIES_SQL));
  read("raxx_queue_jobs", ["queue", "state"], async () =>
    (await Promise.all(queues.map(statesOf))).flat(),
  );
}

async function statesOf(queue: Queue): Promise<readonly Reading[]> {
  const counts = await queue.getJobCounts("waiting", "active", "delayed", "failed");
  return Object.entries(counts).map(([state, value]) => ({
    labels: { queue: queue.name, state },
    value,
  }));
}
