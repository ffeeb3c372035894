/** Deletes sessions that ended a day ago, in short batches, as the one role that may delete. */
import type { JobDeps } from "./job-deps";

const KEPT_MS = 24 * 60 * 60_000;
const BATCH = 1_000;

/** Safe to run twice: what is gone is gone. */
export async function cleanSessions({
  retentionPool,
  log,
}: Pick<JobDeps, "retentionPool" | "log">): Promise<void> {
  let total = 0;
  for (;;) {
    const { rows } = await retentionPool.query<{ gone: number }>(
      "SELECT retention_delete_sessions(now() - $1 * interval '1 millisecond', $2) AS gone",
      [KEPT_MS, BATCH],
    );
    const gone = rows[0]?.gone ?? 0;
    total += gone;
    if (gone < BATCH) break;
  }
  log.info({ deleted: total }, "ended sessions cleaned");
}
