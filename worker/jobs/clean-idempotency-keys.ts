/** Forgets Idempotency-Keys two days after their first use: no client tries a request again for longer. */
import { deleteInBatches } from "./delete-in-batches";
import type { JobDeps } from "./job-deps";

const KEPT_MS = 48 * 60 * 60_000;

/** Safe to run twice. */
export async function cleanIdempotencyKeys({
  retentionPool,
  log,
}: Pick<JobDeps, "retentionPool" | "log">): Promise<void> {
  const deleted = await deleteInBatches(
    retentionPool,
    "retention_delete_idempotency_keys",
    KEPT_MS,
  );
  log.info({ deleted }, "idempotency keys cleaned");
}
