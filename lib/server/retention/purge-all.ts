/** Purges every account whose plan keeps less than there is, and proves each afterwards. */
import type pg from "pg";
import type { Log } from "../log";
import { verifyAccounts } from "../verify/verify-all";
import { add, type Counts, NO_COUNTS, purgeAccount } from "./purge-account";

const ACCOUNTS_PER_LOOK = 100;
const FIRST = "00000000-0000-0000-0000-000000000000";

export interface PurgeReport extends Counts {
  readonly accounts: number;
}

interface PurgeDeps {
  /** As raxx_retention, which alone may delete. */
  readonly retentionPool: pg.Pool;
  /** Reads for the proof. */
  readonly pool: pg.Pool;
  readonly log: Log;
}

/** Purges all accounts that are due, one after the other. Stops at the first that does not verify. */
export async function purgeAll(
  deps: PurgeDeps,
  { dryRun }: { readonly dryRun: boolean } = { dryRun: false },
): Promise<PurgeReport> {
  let accounts = 0;
  let counts = NO_COUNTS;
  for (let after = FIRST; ; ) {
    const ids = await dueAfter(deps.retentionPool, after);
    for (const id of ids) {
      counts = add(counts, await purgeAccount(deps.retentionPool, id, { dryRun }));
      accounts += 1;
      if (!dryRun) await prove(deps, id);
    }
    const last = ids.at(-1);
    if (last === undefined || ids.length < ACCOUNTS_PER_LOOK) return { accounts, ...counts };
    after = last;
  }
}

async function dueAfter(pool: pg.Pool, after: string): Promise<readonly string[]> {
  const { rows } = await pool.query<{ account_id: string }>(
    "SELECT account_id FROM retention_due($1, $2)",
    [after, ACCOUNTS_PER_LOOK],
  );
  return rows.map((row) => row.account_id);
}

/** A purge that left anything but the same account is a fault of ours: no other account is touched. */
async function prove({ pool, log }: PurgeDeps, accountId: string): Promise<void> {
  const { failures } = await verifyAccounts(pool, [accountId]);
  const [failure] = failures;
  if (failure === undefined) return;
  log.error({ accountId, difference: failure.difference }, "an account differs after its purge");
  throw new Error(`account ${accountId} does not verify after its purge: ${failure.difference}`);
}
