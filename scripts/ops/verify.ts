/** verify: replays accounts and compares every projection; the exit code says whether all agree. */
import { createPool } from "@/lib/server/database/pools";
import type { Deps } from "@/lib/server/deps";
import { verifyAccounts } from "@/lib/server/verify/verify-all";

/** Verifies the accounts named, or all of them. */
export async function verify(
  deps: Deps,
  { all, account }: { readonly all?: boolean; readonly account?: string[] },
) {
  if (all !== true && account === undefined) throw new Error("say --all or --account ID");
  const pool = createPool(deps.env.DATABASE_URL, "raxx_worker", deps.log);
  try {
    const report = await verifyAccounts(pool, all === true ? null : (account ?? []));
    return { ok: report.failures.length === 0, output: report };
  } finally {
    await pool.end();
  }
}
