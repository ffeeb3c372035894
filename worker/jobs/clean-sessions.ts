/** Deletes sessions that ended a day ago, as the one role that may delete. */
import { deleteInBatches } from "./delete-in-batches";
import type { JobDeps } from "./job-deps";

const KEPT_MS = 24 * 60 * 60_000;

/** Safe to run twice. */
export async function cleanSessions({
  retentionPool,
  log,
}: Pick<JobDeps, "retentionPool" | "log">): Promise<void> {
  const deleted = await deleteInBatches(retentionPool, "retention_delete_sessions", KEPT_MS);
  log.info({ deleted }, "ended sessions cleaned");
}
