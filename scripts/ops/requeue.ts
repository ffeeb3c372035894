/** requeue: a job of the day is due again; what it did stays done, since each effect is made once. */
import type { Deps } from "@/lib/server/deps";
import { withWorkerPool } from "./worker-pool";

const SQL = `
  UPDATE market_jobs SET status = 'due', attempts = 0, error = NULL, updated_at = now()
  WHERE key = ANY ($1) RETURNING key, kind, date, feed`;

/** Requeues the jobs named with --job: all of them, or none when one does not exist. */
export async function requeue(deps: Deps, { job }: { readonly job?: readonly string[] }) {
  if (job === undefined || job.length === 0) throw new Error("say --job KEY, as status lists it");
  return withWorkerPool(deps, async (pool) => {
    const { rows } = await pool.query<{ key: string }>(
      "SELECT key FROM market_jobs WHERE key = ANY ($1)",
      [job],
    );
    const unknown = job.find((key) => !rows.some((row) => row.key === key));
    if (unknown !== undefined) throw new Error(`there is no job ${unknown}`);
    const { rows: requeued } = await pool.query(SQL, [job]);
    return { ok: true, output: { requeued } };
  });
}
