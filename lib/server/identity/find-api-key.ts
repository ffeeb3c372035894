/** Who an API key belongs to, asked at every request of every program. */
import { timingSafeEqual } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { isScope } from "@/lib/wire/raxx/scope";
import { feedOf } from "../data/feed-of";
import type { Deps, Tier } from "../deps";
import { Together } from "../together";
import type { Grant } from "./grant";
import { isAllowedFrom } from "./ip-allow-list";
import { hashSecret, KEY_ID, mayBeSecret } from "./key-secret";

/** A checked key is trusted this long before the database is asked again; revocation shows within it. */
const CACHE_MS = 1_000;
const CACHED_MAX = 10_000;
/** How exactly "last used" is kept: a write for every call would cost more than the calls. */
const USED_MS = 60_000;
/** Uses of this long are noted in one statement. */
const NOTE_MS = 1_000;

export interface KeyPair {
  readonly keyId: string;
  readonly secret: string;
  /** Where it is used from; only a list on the key asks, and from nowhere is not on it. */
  readonly ip?: string;
}

interface KeyRow {
  id: string;
  key_id: string;
  user_id: string;
  account_id: string;
  secret_hash: Buffer;
  tier: Tier;
  scopes: string[];
  allowed_ips: string[] | null;
  last_used_at: Date | null;
}

interface CachedKey {
  readonly readAtMs: number;
  readonly row: KeyRow | null;
}

type Needs = Pick<Deps, "webPool" | "clock">;

const FIND_SQL = "SELECT * FROM find_api_keys($1)";
const USED_SQL = "SELECT note_key_uses($1)";

const cache = new Map<string, CachedKey>();
const usedAtMs = new Map<string, number>();

/** What a process asks of its pool: callers of the same moment share a query. */
interface Keys {
  readonly rows: Together<string, ReadonlyMap<string, KeyRow>>;
  readonly uses: Together<string, void>;
}

const keysOfPool = new WeakMap<pg.Pool, Keys>();

/** Who a key pair belongs to and what it may do; null for a wrong pair, or from a wrong place. */
export async function findGrantByKey(deps: Needs, pair: KeyPair): Promise<Grant | null> {
  const { keyId, secret, ip = "unknown" } = pair;
  if (!KEY_ID.test(keyId) || !mayBeSecret(secret)) return null;
  const row = await findKey(deps, keyId);
  if (row === null || !timingSafeEqual(row.secret_hash, hashSecret(secret))) return null;
  if (!isAllowedFrom(row.allowed_ips ?? [], ip)) return null;
  noteUse(deps, row);
  const { user_id: userId, account_id: accountId, tier } = row;
  const feed = await feedOf(deps.webPool, { userId, tier });
  const caller = { userId, accountId, tier, feed };
  return { caller, by: "key", scopes: row.scopes.filter(isScope) };
}

/** Writes "last used" at most once a minute a key; a call never waits for it. */
function noteUse({ webPool, clock }: Needs, { id, last_used_at }: KeyRow): void {
  const nowMs = clock.nowMs();
  const known = usedAtMs.get(id) ?? last_used_at?.getTime() ?? 0;
  if (nowMs - known < USED_MS) return;
  if (usedAtMs.size >= CACHED_MAX) usedAtMs.clear();
  usedAtMs.set(id, nowMs);
  keysOf(webPool)
    .uses.ask([id])
    .catch(() => usedAtMs.delete(id));
}

async function findKey({ webPool, clock }: Needs, keyId: string): Promise<KeyRow | null> {
  const cached = cache.get(keyId);
  const nowMs = clock.nowMs();
  if (cached !== undefined && nowMs - cached.readAtMs < CACHE_MS) return cached.row;
  const rows = await keysOf(webPool).rows.ask([keyId]);
  const row = rows.get(keyId) ?? null;
  if (cache.size >= CACHED_MAX) cache.clear();
  cache.set(keyId, { readAtMs: nowMs, row });
  return row;
}

function keysOf(pool: pg.Pool): Keys {
  const known = keysOfPool.get(pool);
  if (known !== undefined) return known;
  const rows = new Together(async (keyIds: readonly string[]) => {
    const found = await pool.query<KeyRow>(FIND_SQL, [keyIds]);
    return new Map(found.rows.map((row) => [row.key_id, row]));
  });
  const note = async (ids: readonly string[]) => {
    await pool.query(USED_SQL, [ids]);
  };
  const uses = new Together(note, () => sleep(NOTE_MS, undefined, { ref: false }));
  const keys = { rows, uses };
  keysOfPool.set(pool, keys);
  return keys;
}
