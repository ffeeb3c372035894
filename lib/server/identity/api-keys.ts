/**
 * API keys for programs, each bound to one paper account. The secret is shown once; what is stored
 * is its SHA-256, which is enough for 256 random bits.
 */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { setImmediate as endOfMoment } from "node:timers/promises";
import type pg from "pg";
import type { ApiKeyView } from "@/lib/wire/raxx/keys";
import { isScope, SCOPES, type Scope } from "@/lib/wire/raxx/scope";
import { withUser } from "../database/with-user";
import { type Caller, type Deps, feedOf, type Tier } from "../deps";
import { AppError } from "../errors";
import { isUuid, uuidv7 } from "../ids";
import type { Grant } from "./grant";
import { recordSecurityEvent } from "./security-events";

const KEYS_MAX = 20;
/** A checked key is trusted this long before the database is asked again; revocation shows within it. */
const CACHE_MS = 1_000;
const CACHED_MAX = 10_000;

const KEY_ID = /^RXP[A-Z2-7]{17}$/;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Makes a key pair for the caller's account. The secret is in the answer and nowhere else. */
export async function createApiKey(
  deps: Pick<Deps, "prisma" | "clock">,
  caller: Pick<Caller, "userId" | "accountId">,
  name: string,
  scopes: readonly Scope[] = SCOPES,
): Promise<{ readonly key: ApiKeyView; readonly secret: string }> {
  const keyId = `RXP${randomText(17)}`;
  const secret = `rxp_${randomBytes(32).toString("base64url")}`;
  const row = await withUser(deps.prisma, caller.userId, async (tx) => {
    const count = await tx.apiKey.count({ where: { userId: caller.userId, revokedAt: null } });
    if (count >= KEYS_MAX)
      throw new AppError("conflict", `You already have ${KEYS_MAX} keys; revoke one first.`);
    return tx.apiKey.create({
      data: {
        id: uuidv7(deps.clock.nowMs()),
        userId: caller.userId,
        accountId: caller.accountId,
        keyId,
        secretHash: new Uint8Array(hashSecret(secret)),
        name,
        scopes: [...scopes],
      },
    });
  });
  await recordSecurityEvent(deps, caller.userId, "api_key_created", { name, keyId });
  return { key: toView(row), secret };
}

/** The caller's keys, newest first. */
export async function listApiKeys(
  deps: Pick<Deps, "prisma">,
  caller: Pick<Caller, "userId">,
): Promise<readonly ApiKeyView[]> {
  const rows = await withUser(deps.prisma, caller.userId, (tx) =>
    tx.apiKey.findMany({ where: { userId: caller.userId }, orderBy: { createdAt: "desc" } }),
  );
  return rows.map(toView);
}

/** Revokes a key of the caller; one that is not theirs is not found. */
export async function revokeApiKey(
  deps: Pick<Deps, "prisma" | "clock">,
  caller: Pick<Caller, "userId">,
  id: string,
): Promise<void> {
  const { count } = await withUser(deps.prisma, caller.userId, (tx) =>
    tx.apiKey.updateMany({
      where: {
        id: isUuid(id) ? id : "00000000-0000-0000-0000-000000000000",
        userId: caller.userId,
        revokedAt: null,
      },
      data: { revokedAt: new Date(deps.clock.nowMs()) },
    }),
  );
  if (count === 0) throw new AppError("not_found", "key not found");
  await recordSecurityEvent(deps, caller.userId, "api_key_revoked", { id });
}

interface KeyRow {
  key_id: string;
  user_id: string;
  account_id: string;
  secret_hash: Buffer;
  tier: Tier;
  scopes: string[];
}

interface CachedKey {
  readonly readAtMs: number;
  readonly row: KeyRow | null;
}

const FIND_SQL =
  "SELECT key_id, user_id, account_id, secret_hash, tier, scopes FROM find_api_keys($1)";

const cache = new Map<string, CachedKey>();

/** Keys asked for at the same moment: one query for all of them. */
interface Moment {
  readonly keyIds: Set<string>;
  readonly rows: Promise<ReadonlyMap<string, KeyRow>>;
}

const moments = new WeakMap<pg.Pool, Moment>();

/** Who a key pair belongs to and what it may do; null for a wrong pair. */
export async function findGrantByKey(
  deps: Pick<Deps, "webPool" | "clock">,
  keyId: string,
  secret: string,
): Promise<Grant | null> {
  if (!KEY_ID.test(keyId)) return null;
  const row = await findKey(deps, keyId);
  if (row === null || !timingSafeEqual(row.secret_hash, hashSecret(secret))) return null;
  const { user_id, account_id, tier } = row;
  const caller = { userId: user_id, accountId: account_id, tier, feed: feedOf(tier) };
  return { caller, by: "key", scopes: row.scopes.filter(isScope) };
}

async function findKey(
  { webPool, clock }: Pick<Deps, "webPool" | "clock">,
  keyId: string,
): Promise<KeyRow | null> {
  const cached = cache.get(keyId);
  const nowMs = clock.nowMs();
  if (cached !== undefined && nowMs - cached.readAtMs < CACHE_MS) return cached.row;
  const moment = moments.get(webPool) ?? newMoment(webPool);
  moment.keyIds.add(keyId);
  const row = (await moment.rows).get(keyId) ?? null;
  if (cache.size >= CACHED_MAX) cache.clear();
  cache.set(keyId, { readAtMs: nowMs, row });
  return row;
}

function newMoment(pool: pg.Pool): Moment {
  const keyIds = new Set<string>();
  const read = async () => {
    await endOfMoment();
    moments.delete(pool);
    const { rows } = await pool.query<KeyRow>(FIND_SQL, [[...keyIds]]);
    return new Map(rows.map((row) => [row.key_id, row]));
  };
  const moment = { keyIds, rows: read() };
  moments.set(pool, moment);
  return moment;
}

function hashSecret(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}

function randomText(length: number): string {
  return Array.from(randomBytes(length), (byte) => ALPHABET[byte % 32]).join("");
}

function toView(row: {
  id: string;
  name: string;
  keyId: string;
  scopes: string[];
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}): ApiKeyView {
  return {
    id: row.id,
    name: row.name,
    keyId: row.keyId,
    scopes: row.scopes.filter(isScope),
    createdAtMs: row.createdAt.getTime(),
    lastUsedAtMs: row.lastUsedAt?.getTime() ?? null,
    revokedAtMs: row.revokedAt?.getTime() ?? null,
  };
}
