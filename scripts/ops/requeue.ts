/** requeue: a job of the day is due again; what it did stays done, since each effect is made once. */
import type { Deps } from "@/lib/server/deps";
import { withWorkerPool } from "./worker-pool";

const SQL = `
  UPDATE market_jobs SET status = 'due', attempts = 0, error = NULL, updated_at = now()
  WHERE key = $1 RETURNING key, kind, date, feed`;

/** Requeues the jobs named with --job; refuses when one of them does not exist. */
export async function requeue(deps: Deps, { job }: { readonly job?: readonly string[] }) {
  if (job === undefined || job.length === 0) throw new Error("say --job KEY, as status lists it");
  return withWorkerPool(deps, async (pool) => {
    const requeued = [];
    for (const key of job) {
      const { rows } = await pool.query(SQL, [key]);
      if (rows.length === 0) throw new Error(`there is no job ${key}`);
      requeued.push(rows[0]);
    }
    return { ok: true, output: { requeued } };
  });
}
