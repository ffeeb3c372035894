/** Erases users whose seven days are over and guests whose day is, and cancels what those who wait have working. */
import { FEED_SQL } from "@/lib/server/data/feed-of";
import { cancelWorking } from "@/lib/server/privacy/cancel-working";
import { dueUsers, type EraseDeps, eraseUser } from "@/lib/server/privacy/erase-user";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import type { JobDeps } from "./job-deps";

const USERS_PER_RUN = 50;

/** Usually none: asking cancels them, unless its process died. */
const WAITING_SQL = `
  SELECT DISTINCT a.id, ${FEED_SQL} AS feed FROM users u JOIN mbt_accounts a ON a.user_id = u.id
  JOIN mbt_orders o ON o.account_id = a.id AND o.working
  WHERE u.erase_at IS NOT NULL`;

/** Safe to run twice: what is erased is no longer due. */
export async function runErasures({
  pool,
  door,
  ...deps
}: EraseDeps & Pick<JobDeps, "pool" | "door">): Promise<void> {
  const { rows } = await pool.query<{ id: string; feed: FeedKind }>(WAITING_SQL);
  for (const { id, feed } of rows) await cancelWorking(door, [id], feed);
  for (const user of await dueUsers(deps.retentionPool, USERS_PER_RUN)) {
    // One that fails stops nobody else's: it is due again in a minute.
    await eraseUser(deps, user).catch((error: unknown) =>
      deps.log.error({ subject: user.id, err: String(error) }, "an erasure failed"),
    );
  }
}
