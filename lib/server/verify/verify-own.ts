/** Proves the caller's own account, reading with nothing but the caller's own rights. */
import type { Caller, Deps } from "../deps";
import { AppError } from "../errors";
import { type Verdict, verifyAccount } from "./verify-account";

/** A replay reads everything: one at a time for each user. */
const running = new Set<string>();

/** Rebuilds the account from its events on one snapshot and compares it with all that is stored. */
export async function verifyOwnAccount(
  { webPool }: Pick<Deps, "webPool">,
  { userId, accountId }: Caller,
): Promise<Verdict> {
  if (running.has(userId)) throw new AppError("rate_limited", "a replay of yours is running");
  running.add(userId);
  const client = await webPool.connect().catch((error: unknown) => {
    running.delete(userId);
    throw error;
  });
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    await client.query("SELECT set_config('app.user_id', $1, true)", [userId]);
    return await verifyAccount(client, accountId);
  } finally {
    await client.query("ROLLBACK").catch(() => undefined);
    client.release();
    running.delete(userId);
  }
}
