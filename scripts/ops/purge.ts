/** purge: removes the history that no plan keeps, or with --dry-run counts it; purge --account for one. */
import { createPool } from "@/lib/server/database/pools";
import type { Deps } from "@/lib/server/deps";
import { add, NO_COUNTS, purgeAccount } from "@/lib/server/retention/purge-account";
import { purgeAll } from "@/lib/server/retention/purge-all";
import { verifyAccounts } from "@/lib/server/verify/verify-all";
import { withWorkerPool } from "./worker-pool";

export async function purge(
  deps: Deps,
  values: { readonly "dry-run"?: boolean; readonly account?: readonly string[] },
) {
  const dryRun = values["dry-run"] === true;
  const retentionPool = createPool(deps.env.DATABASE_URL, "raxx_retention", deps.log);
  try {
    return await withWorkerPool(deps, async (pool) => {
      if (values.account === undefined) {
        const report = await purgeAll({ retentionPool, pool, log: deps.log }, { dryRun });
        return { ok: true, output: { dryRun, ...report } };
      }
      let counts = NO_COUNTS;
      for (const id of values.account) {
        counts = add(counts, await purgeAccount(retentionPool, id, { dryRun }));
      }
      const { failures } = await verifyAccounts(pool, values.account);
      return { ok: failures.length === 0, output: { dryRun, ...counts, failures } };
    });
  } finally {
    await retentionPool.end();
  }
}
