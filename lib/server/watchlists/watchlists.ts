/** The watchlists of an account: names are unique in it, symbols keep the order they were put in. */
import type pg from "pg";
import { queryAsUser } from "../database/with-user";
import type { Caller, Deps } from "../deps";
import { isUuid, uuidv7 } from "../ids";

export interface Watchlist {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly symbols: readonly string[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Which one: by its id or by its name. */
export type WatchlistKey = { readonly id: string } | { readonly name: string };

export type WatchlistOutcome =
  | { readonly kind: "done"; readonly watchlist: Watchlist }
  | { readonly kind: "not_found" | "name_taken" | "too_many" };

/** More than anybody reads; it bounds what one account can store. */
const LISTS_MAX = 200;
const UNIQUE_VIOLATION = "23505";

interface Row {
  id: string;
  account_id: string;
  name: string;
  symbols: string[];
  created_at: Date;
  updated_at: Date;
}

type Reach = Pick<Deps, "webPool" | "clock">;

/** Lists them, the oldest first. */
export async function listWatchlists(deps: Reach, caller: Caller): Promise<readonly Watchlist[]> {
  const text = "SELECT * FROM watchlists WHERE account_id = $1 ORDER BY created_at, id";
  return query(deps, caller, text, [caller.accountId]);
}

/** Finds one; null when there is none. */
export async function findWatchlist(
  deps: Reach,
  caller: Caller,
  key: WatchlistKey,
): Promise<Watchlist | null> {
  const [found] = await query(deps, caller, `SELECT * FROM watchlists WHERE ${BY_KEY}`, [
    ...keyValues(caller, key),
  ]);
  return found ?? null;
}

/** Makes one. */
export async function createWatchlist(
  deps: Reach,
  caller: Caller,
  { name, symbols }: Pick<Watchlist, "name" | "symbols">,
): Promise<WatchlistOutcome> {
  if ((await listWatchlists(deps, caller)).length >= LISTS_MAX) return { kind: "too_many" };
  const [made] = await query(
    deps,
    caller,
    `INSERT INTO watchlists (id, user_id, account_id, name, symbols) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (account_id, name) DO NOTHING RETURNING *`,
    [uuidv7(deps.clock.nowMs()), caller.userId, caller.accountId, name, symbols],
  );
  return made === undefined ? { kind: "name_taken" } : { kind: "done", watchlist: made };
}

/** Changes the name, the symbols or both; null leaves as it is. */
export async function changeWatchlist(
  deps: Reach,
  caller: Caller,
  key: WatchlistKey,
  change: { readonly name: string | null; readonly symbols: readonly string[] | null },
): Promise<WatchlistOutcome> {
  const set = "name = coalesce($4, name), symbols = coalesce($5::text[], symbols)";
  try {
    return await update(deps, caller, key, set, [change.name, change.symbols]);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === UNIQUE_VIOLATION) {
      return { kind: "name_taken" };
    }
    throw error;
  }
}

/** Puts a symbol at the end; one that is there already stays where it is. */
export async function addSymbol(
  deps: Reach,
  caller: Caller,
  key: WatchlistKey,
  symbol: string,
): Promise<WatchlistOutcome> {
  const set = "symbols = array_append(symbols, $4)";
  return update(deps, caller, key, set, [symbol], "NOT symbols @> ARRAY[$4]");
}

/** Takes a symbol out. */
export async function removeSymbol(
  deps: Reach,
  caller: Caller,
  key: WatchlistKey,
  symbol: string,
): Promise<WatchlistOutcome> {
  return update(deps, caller, key, "symbols = array_remove(symbols, $4)", [symbol]);
}

/** Ends one; false when there was none. */
export async function deleteWatchlist(
  deps: Reach,
  caller: Caller,
  key: WatchlistKey,
): Promise<boolean> {
  const text = `DELETE FROM watchlists WHERE ${BY_KEY} RETURNING *`;
  return (await query(deps, caller, text, keyValues(caller, key))).length > 0;
}

const BY_KEY = "account_id = $1 AND (id = $2::uuid OR name = $3)";

function keyValues({ accountId }: Caller, key: WatchlistKey): readonly unknown[] {
  if ("name" in key) return [accountId, null, key.name];
  return [accountId, isUuid(key.id) ? key.id : null, null];
}

/** Where the condition does not hold, nothing changes and the list is answered as it is. */
async function update(
  deps: Reach,
  caller: Caller,
  key: WatchlistKey,
  set: string,
  values: readonly unknown[],
  condition = "true",
): Promise<WatchlistOutcome> {
  const text = `UPDATE watchlists SET ${set}, updated_at = now() WHERE ${BY_KEY} AND ${condition} RETURNING *`;
  const [changed] = await query(deps, caller, text, [...keyValues(caller, key), ...values]);
  const watchlist = changed ?? (await findWatchlist(deps, caller, key));
  return watchlist === null ? { kind: "not_found" } : { kind: "done", watchlist };
}

async function query(
  { webPool }: { readonly webPool: pg.Pool },
  { userId }: Caller,
  text: string,
  values: readonly unknown[],
): Promise<readonly Watchlist[]> {
  const rows = await queryAsUser<Row>(webPool, userId, { text, values });
  return rows.map((row) => ({
    id: row.id,
    accountId: row.account_id,
    name: row.name,
    symbols: row.symbols,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }));
}
