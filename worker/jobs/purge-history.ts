/** Removes the history that no plan keeps any more, account after account. */
import { purgeAll } from "@/lib/server/retention/purge-all";
import type { JobDeps } from "./job-deps";

/** Safe to run twice and to be cut off anywhere: each batch is whole, and what is left is found again. */
export async function purgeHistory({
  retentionPool,
  pool,
  log,
}: Pick<JobDeps, "retentionPool" | "pool" | "log">): Promise<void> {
  const report = await purgeAll({ retentionPool, pool, log });
  if (report.accounts > 0) log.info(report, "history purged");
}
