/** Forgets sent mails after thirty days, links a day after they ran out, devices unused for ninety. */
import { deleteInBatches } from "./delete-in-batches";
import type { JobDeps } from "./job-deps";

const DAY_MS = 24 * 60 * 60_000;

/** Safe to run twice. */
export async function cleanMails({
  retentionPool,
  log,
}: Pick<JobDeps, "retentionPool" | "log">): Promise<void> {
  const mails = await deleteInBatches(retentionPool, "retention_delete_mails", 30 * DAY_MS);
  const links = await deleteInBatches(retentionPool, "retention_delete_mail_links", DAY_MS);
  const codes = await deleteInBatches(retentionPool, "retention_delete_mailed_codes", 7 * DAY_MS);
  const devices = await deleteInBatches(
    retentionPool,
    "retention_delete_known_devices",
    90 * DAY_MS,
  );
  log.info({ mails, links, codes, devices }, "mails cleaned");
}
