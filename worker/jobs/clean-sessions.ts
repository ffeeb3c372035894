/** Deletes sessions and step-ups that ended a day ago, and counted tries of ten minutes ago, as the one role that may delete. */
import { deleteInBatches } from "./delete-in-batches";
import type { JobDeps } from "./job-deps";

const KEPT_MS = 24 * 60 * 60_000;

/** Safe to run twice: what is gone is gone. */
export async function cleanSessions({
  retentionPool,
  log,
}: Pick<JobDeps, "retentionPool" | "log">): Promise<void> {
  const sessions = await deleteInBatches(retentionPool, "retention_delete_sessions", KEPT_MS);
  const stepUps = await deleteInBatches(retentionPool, "retention_delete_step_ups", KEPT_MS);
  const tries = await deleteInBatches(retentionPool, "retention_delete_auth_attempts", 600_000);
  log.info({ sessions, stepUps, tries }, "ended sessions cleaned");
}
