/** Everything that is wrong with any account, as sentences: the laws, and the replay of its events. */
import type pg from "pg";
import { brokenLaws } from "../verify/laws";
import { verifyAccounts } from "../verify/verify-all";

/** Empty when all is well. */
export async function findViolations(pool: pg.Pool): Promise<readonly string[]> {
  const broken = await brokenLaws(pool, null);
  const report = await verifyAccounts(pool, null);
  return [
    ...broken.map(({ accountId, law, what }) => `${law}: ${accountId} ${what}`),
    ...report.failures.map((one) => `${one.accountId}: ${one.difference}`),
  ];
}
