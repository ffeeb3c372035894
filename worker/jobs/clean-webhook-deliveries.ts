/** Forgets after thirty days how messages of webhooks went; what is still to be delivered stays. */
import { deleteInBatches } from "./delete-in-batches";
import type { JobDeps } from "./job-deps";

const KEPT_MS = 30 * 24 * 60 * 60_000;

/** Safe to run twice. */
export async function cleanWebhookDeliveries({
  retentionPool,
  log,
}: Pick<JobDeps, "retentionPool" | "log">): Promise<void> {
  const deleted = await deleteInBatches(
    retentionPool,
    "retention_delete_webhook_deliveries",
    KEPT_MS,
  );
  log.info({ deleted }, "webhook deliveries cleaned");
}
