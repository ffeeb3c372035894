/**
 * Removes the oldest part of one account's history and leaves a baseline in its place (decisions 32).
 *
 * The state at the cut is folded from the events themselves, a batch at a time; the database checks that the
 * plan lets them go and that the baseline is that of the cut. A run that is cut off leaves a shorter log
 * that is as whole as before; the next run goes on from its baseline.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import type pg from "pg";
import { type AccountState, emptyAccount } from "@/lib/engine/account/account-state";
import { baselineOf } from "@/lib/engine/account/baseline";
import { evolve } from "@/lib/engine/account/evolve";
import { canonicalize, parseCanonical } from "@/lib/engine/canonical";
import type { AccountEvent } from "@/lib/engine/event/event";

/** Rows gone, by table. */
export type Counts = {
  readonly events: number;
  readonly orders: number;
  readonly fills: number;
  readonly ledger_entries: number;
  readonly activities: number;
};

export const NO_COUNTS: Counts = {
  ...{ events: 0, orders: 0, fills: 0, ledger_entries: 0, activities: 0 },
};

/** So many events at once: a batch holds its locks for well under a second (decisions 1). */
const BATCH = 2_000;
/** After so many the process does what else is waiting, it may be matching orders: a hundred delayed those and saved nothing. */
const EVENTS_A_TURN = 20;

interface OldRow {
  readonly version: string;
  readonly payload: string;
  readonly hash: Buffer;
}

/** The log so far: what a batch is folded onto. */
interface Cut {
  readonly state: AccountState;
  readonly orderIds: ReadonlySet<string>;
  readonly last: { readonly version: number; readonly hash: string; readonly atMs: number };
}

export interface PurgeOptions {
  /** Counts what would go and removes nothing. */
  readonly dryRun: boolean;
  readonly batch?: number;
}

/** Purges an account; answers how much went, or would. */
export async function purgeAccount(
  pool: pg.Pool,
  accountId: string,
  { dryRun, batch = BATCH }: PurgeOptions,
): Promise<Counts> {
  let total = NO_COUNTS;
  let start: Cut | null = null;
  for (;;) {
    const rows: readonly OldRow[] = await oldest(pool, accountId, start, batch);
    const cut: Cut | null = await foldBatch(accountId, rows, start);
    if (cut === null) return total;
    const ended = [...cut.orderIds].filter((id) => !cut.state.orders.has(id));
    const about = [accountId, cut.last.version, ended] as const;
    total = dryRun ? await countOf(pool, about) : add(total, await remove(pool, cut, about));
    start = dryRun ? cut : null;
    if (rows.length < batch) return total;
  }
}

async function oldest(
  pool: pg.Pool,
  accountId: string,
  start: Cut | null,
  limit: number,
): Promise<readonly OldRow[]> {
  const { rows } = await pool.query<OldRow>("SELECT * FROM retention_oldest($1, $2, $3)", [
    ...[accountId, start?.last.version ?? 0, limit],
  ]);
  return rows;
}

/** Null when there is nothing but the baseline of the last purge. */
async function foldBatch(
  accountId: string,
  rows: readonly OldRow[],
  start: Cut | null,
): Promise<Cut | null> {
  let state = start?.state ?? emptyAccount(accountId);
  const orderIds = new Set(start?.orderIds);
  let event: AccountEvent | undefined;
  for (const [index, { payload }] of rows.entries()) {
    event = parseCanonical<AccountEvent>(payload);
    const { orders } = state;
    state = evolve(state, event);
    if (state.orders !== orders) for (const id of state.orders.keys()) orderIds.add(id);
    if (index % EVENTS_A_TURN === 0) await nextTurn();
  }
  const row = rows.at(-1);
  if (row === undefined || event === undefined || event.type === "account_baselined") return null;
  const last = { version: Number(row.version), hash: row.hash.toString("hex"), atMs: event.atMs };
  return { state, orderIds, last };
}

type About = readonly [accountId: string, toVersion: number, orderIds: readonly string[]];

async function countOf(pool: pg.Pool, about: About): Promise<Counts> {
  const { rows } = await pool.query<Counts>("SELECT * FROM retention_count($1, $2, $3)", [
    ...about,
  ]);
  return rows[0] ?? NO_COUNTS;
}

/** The database writes into the baseline what went, with what went before: it is known when all has gone. */
async function remove(pool: pg.Pool, { state, last }: Cut, about: About): Promise<Counts> {
  const [accountId, toVersion, orderIds] = about;
  const purged = { fromVersion: 1, toVersion, counts: NO_COUNTS, lastHash: last.hash };
  const baseline = canonicalize(baselineOf(state, purged, last.atMs));
  const { rows } = await pool.query<Counts>("SELECT * FROM retention_purge($1, $2, $3, $4, $5)", [
    ...[accountId, toVersion, baseline, orderIds, [...state.orders.keys()]],
  ]);
  return rows[0] ?? NO_COUNTS;
}

/** Sums table by table. */
export function add(one: Counts, other: Counts): Counts {
  return {
    events: one.events + other.events,
    orders: one.orders + other.orders,
    fills: one.fills + other.fills,
    ledger_entries: one.ledger_entries + other.ledger_entries,
    activities: one.activities + other.activities,
  };
}
