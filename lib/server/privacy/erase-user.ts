/**
 * Erases somebody whose time is over: rows in batches through the retention role (decisions 1 and 32), then
 * Redis, then files; it counts what is left everywhere, and only when that is nothing the user goes and
 * the receipt is written. A run that was cut short goes on where it was.
 */
import type { Redis } from "ioredis";
import type pg from "pg";
import type { Env } from "../env";
import { uuidv7 } from "../ids";
import type { Log } from "../log";
import { eraseMailFiles } from "./mail-files";
import { ROW_PLACES } from "./personal-data";
import { eraseRedisKeys } from "./redis-keys";

const BATCH = 500;

export interface DueUser {
  readonly id: string;
  readonly email: string | null;
  readonly why: "asked" | "guest";
  readonly accounts: readonly string[];
}

export interface EraseDeps {
  readonly retentionPool: pg.Pool;
  readonly redis: Redis;
  readonly env: Pick<Env, "RAXX_DATA_DIR">;
  readonly clock: { nowMs(): number };
  readonly log: Log;
}

export interface Erased {
  readonly subject: string;
  readonly why: DueUser["why"];
  readonly rows: number;
  /** What was found after it, by place; empty when nothing is left. */
  readonly residue: Readonly<Record<string, number>>;
}

/** The users whose time is over, those who waited longest first. */
export async function dueUsers(pool: pg.Pool, limit: number): Promise<readonly DueUser[]> {
  const { rows } = await pool.query<DueUser>("SELECT * FROM retention_due_users($1)", [limit]);
  return rows;
}

/** Erases one of them. With something left the user stays, so that the next run tries again. */
export async function eraseUser(deps: EraseDeps, user: DueUser): Promise<Erased> {
  const { retentionPool: pool, log } = deps;
  let rows = 0;
  for (const { table } of ROW_PLACES) rows += await eraseRows(pool, user.id, table);
  await eraseElsewhere(deps, user);
  const before = await residueOf(deps, user);
  if (Object.keys(before).length > 0) {
    log.error({ subject: user.id, residue: before }, "an erasure left something; it goes on later");
    return { subject: user.id, why: user.why, rows, residue: before };
  }
  await pool.query("SELECT retention_finish_erasure($1, $2, $3)", [
    ...[user.id, rows, uuidv7(deps.clock.nowMs())],
  ]);
  const residue = await residueOf(deps, user);
  const told = { subject: user.id, why: user.why, rows: rows + 1, residue };
  if (Object.keys(residue).length === 0) log.info(told, "a user was erased");
  else log.error(told, "an erased user has something left");
  return told;
}

async function eraseRows(pool: pg.Pool, userId: string, table: string): Promise<number> {
  let total = 0;
  for (;;) {
    const { rows } = await pool.query<{ gone: number }>(
      "SELECT retention_erase_rows($1, $2, $3) AS gone",
      [userId, table, BATCH],
    );
    const gone = rows[0]?.gone ?? 0;
    total += gone;
    if (gone < BATCH) return total;
  }
}

async function eraseElsewhere({ redis, env }: EraseDeps, user: DueUser): Promise<void> {
  await eraseRedisKeys(redis, namesOf(user), "delete");
  if (user.email !== null) await eraseMailFiles(env, user.email, "delete");
}

/** How much of the user each place still has; places with nothing are left out. */
async function residueOf(deps: EraseDeps, user: DueUser): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const { table } of ROW_PLACES) {
    const { rows } = await deps.retentionPool.query<{ n: string }>(
      "SELECT retention_count_rows($1, $2, $3) AS n",
      [user.id, table, user.accounts],
    );
    found[table] = Number(rows[0]?.n);
  }
  found.redis = await eraseRedisKeys(deps.redis, namesOf(user), "count");
  found.files = user.email === null ? 0 : await eraseMailFiles(deps.env, user.email, "count");
  return Object.fromEntries(Object.entries(found).filter(([, count]) => count !== 0));
}

/** What a key or value of Redis could name somebody by. */
function namesOf({ id, email, accounts }: DueUser): readonly string[] {
  return [id, ...accounts, ...(email === null ? [] : [email])];
}
