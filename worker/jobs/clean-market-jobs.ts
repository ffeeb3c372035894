/** Forgets after a year which jobs of market days there were and what they did; the effects themselves are events. */
import { deleteInBatches } from "./delete-in-batches";
import type { JobDeps } from "./job-deps";

const KEPT_MS = 365 * 24 * 60 * 60_000;

/** Safe to run twice. */
export async function cleanMarketJobs({
  retentionPool,
  log,
}: Pick<JobDeps, "retentionPool" | "log">): Promise<void> {
  const deleted = await deleteInBatches(retentionPool, "retention_delete_market_jobs", KEPT_MS);
  log.info({ deleted }, "market jobs cleaned");
}
