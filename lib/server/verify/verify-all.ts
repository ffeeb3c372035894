/** Verifies many accounts, each on one consistent snapshot. */
import type pg from "pg";
import { type Verdict, verifyAccount } from "./verify-account";

export interface Report {
  readonly accounts: number;
  readonly events: number;
  readonly failures: readonly { readonly accountId: string; readonly difference: string }[];
}

/** Replays these accounts, or all, and compares. */
export async function verifyAccounts(
  pool: pg.Pool,
  only: readonly string[] | null,
): Promise<Report> {
  const ids = only ?? (await allIds(pool));
  const failures: { accountId: string; difference: string }[] = [];
  let events = 0;
  for (const accountId of ids) {
    const verdict = await onSnapshot(pool, (client) => verifyAccount(client, accountId));
    events += verdict.version;
    if (!verdict.ok) failures.push({ accountId, difference: verdict.difference });
  }
  return { accounts: ids.length, events, failures };
}

async function allIds(pool: pg.Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>("SELECT id FROM mbt_accounts ORDER BY id");
  return rows.map((row) => row.id);
}

async function onSnapshot(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Verdict>,
): Promise<Verdict> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    return await work(client);
  } finally {
    await client.query("ROLLBACK").catch(() => undefined);
    client.release();
  }
}
