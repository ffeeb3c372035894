/** Forgets after ninety days what users were told of. */
import { deleteInBatches } from "./delete-in-batches";
import type { JobDeps } from "./job-deps";

const KEPT_MS = 90 * 24 * 60 * 60_000;

/** Safe to run twice. */
export async function cleanNotices({
  retentionPool,
  log,
}: Pick<JobDeps, "retentionPool" | "log">): Promise<void> {
  const deleted = await deleteInBatches(retentionPool, "retention_delete_notices", KEPT_MS);
  log.info({ deleted }, "notices cleaned");
}
