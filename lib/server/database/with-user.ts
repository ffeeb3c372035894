/**
 * The only way to user-owned rows: the identity is set inside the same transaction as the query, so
 * it cannot leak to the next user of a pooled connection (reliability.md §2.6).
 */
import type pg from "pg";
import type { Prisma, PrismaTx } from "./prisma";

/** Runs Prisma queries as a user. */
export function withUser<T>(
  prisma: Prisma,
  userId: string,
  work: (tx: PrismaTx) => Promise<T>,
): Promise<T> {
  return prisma.$transaction(async (tx) => {
    await becomeUser(tx, userId);
    return work(tx);
  });
}

/** Sets whose rows the rest of a transaction sees: for one that began with a look-up and found its user. */
export async function becomeUser(tx: PrismaTx, userId: string): Promise<void> {
  await tx.$executeRaw`SELECT set_config('app.user_id', ${userId}, true)`;
}

/**
 * Runs Prisma queries before the user is known: one row is visible, the one whose own key (session
 * id, credential id, key id or e-mail) is given.
 */
export function withLookup<T>(
  prisma: Prisma,
  lookup: string,
  work: (tx: PrismaTx) => Promise<T>,
): Promise<T> {
  return prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT set_config('app.lookup', ${lookup}, true)`;
    return work(tx);
  });
}

/** One query as a user, on `pg`: a transaction around it, so that the identity is local to it. */
export async function queryAsUser<R extends pg.QueryResultRow>(
  pool: pg.Pool,
  userId: string,
  query: { readonly text: string; readonly values: readonly unknown[] },
): Promise<R[]> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT set_config('app.user_id', $1, true)", [userId]);
    const { rows } = await client.query<R>({ text: query.text, values: [...query.values] });
    await client.query("COMMIT");
    return rows;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
