/**
 * API keys for programs, each bound to one paper account. The secret is shown once; what is stored
 * is its SHA-256, which is enough for 256 random bits.
 */
import type { ApiKeyView, MadeKeyView } from "@/lib/wire/raxx/keys";
import { isScope, SCOPES, type Scope } from "@/lib/wire/raxx/scope";
import type { PrismaTx } from "../database/prisma";
import { withUser } from "../database/with-user";
import type { Caller, Deps } from "../deps";
import { AppError } from "../errors";
import { uuidv7 } from "../ids";
import { hashSecret, newKeyId, newSecret } from "./key-secret";
import { recordIn } from "./security-events";

const KEYS_MAX = 20;
/** A rotated key goes on working this long, while its program is given the new one. */
const OVERLAP_MS = 24 * 60 * 60_000;

type Owner = Pick<Caller, "userId" | "accountId">;

export interface NewKey {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresAtMs: number | null;
  readonly allowedIps: readonly string[];
}

/** Makes a key pair for the caller's account. The secret is in the answer and nowhere else. */
export function createApiKey(
  deps: Pick<Deps, "prisma" | "clock">,
  owner: Owner,
  name: string,
  scopes: readonly Scope[] = SCOPES,
): Promise<MadeKeyView> {
  const key = { name, scopes, expiresAtMs: null, allowedIps: [] };
  return withUser(deps.prisma, owner.userId, (tx) =>
    insertApiKey(tx, owner, key, deps.clock.nowMs()),
  );
}

/** Makes a key in a transaction of its owner. */
export async function insertApiKey(
  tx: PrismaTx,
  { userId, accountId }: Owner,
  { name, scopes, expiresAtMs, allowedIps }: NewKey,
  nowMs: number,
): Promise<MadeKeyView> {
  const keyId = newKeyId();
  const secret = newSecret();
  const alive = [{ expiresAt: null }, { expiresAt: { gt: new Date(nowMs) } }];
  const count = await tx.apiKey.count({ where: { userId, revokedAt: null, OR: alive } });
  if (count >= KEYS_MAX)
    throw new AppError("conflict", `You already have ${KEYS_MAX} keys; revoke one first.`);
  const row = await tx.apiKey.create({
    data: {
      id: uuidv7(nowMs),
      userId,
      accountId,
      keyId,
      secretHash: new Uint8Array(hashSecret(secret)),
      name,
      scopes: [...scopes],
      allowedIps: [...allowedIps],
      createdAt: new Date(nowMs),
      expiresAt: expiresAtMs === null ? null : new Date(expiresAtMs),
    },
  });
  await recordIn(tx, userId, "api_key_created", { name, keyId });
  return { key: toView(row), secret };
}

/** The caller's keys, newest first. */
export async function listApiKeys(
  deps: Pick<Deps, "prisma">,
  { userId }: Pick<Caller, "userId">,
): Promise<readonly ApiKeyView[]> {
  const rows = await withUser(deps.prisma, userId, (tx) =>
    tx.apiKey.findMany({ where: { userId }, orderBy: { createdAt: "desc" } }),
  );
  return rows.map(toView);
}

/** Revokes a key in a transaction of its owner; one that is not theirs is not found. */
export async function revokeApiKey(
  tx: PrismaTx,
  { userId }: Pick<Caller, "userId">,
  id: string,
  nowMs: number,
): Promise<void> {
  const { count } = await tx.apiKey.updateMany({
    where: { id, userId, revokedAt: null },
    data: { revokedAt: new Date(nowMs) },
  });
  if (count === 0) throw new AppError("not_found", "There is no such key.");
  await recordIn(tx, userId, "api_key_revoked", { id });
}

/** Makes a key on the terms of another, which ends a day later. */
export async function rotateApiKey(
  tx: PrismaTx,
  { userId }: Pick<Caller, "userId">,
  id: string,
  nowMs: number,
): Promise<MadeKeyView> {
  const old = await tx.apiKey.findFirst({ where: { id, userId, revokedAt: null } });
  const endsAtMs = old?.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;
  if (old === null || endsAtMs <= nowMs) throw new AppError("not_found", "There is no such key.");
  const made = await insertApiKey(tx, { userId, accountId: old.accountId }, termsOf(old), nowMs);
  await tx.apiKey.updateMany({
    where: { id, userId },
    data: { expiresAt: new Date(Math.min(nowMs + OVERLAP_MS, endsAtMs)) },
  });
  return made;
}

interface KeyRow {
  id: string;
  name: string;
  keyId: string;
  scopes: string[];
  allowedIps: string[];
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
}

function termsOf({ name, scopes, allowedIps, expiresAt }: KeyRow): NewKey {
  const expiresAtMs = expiresAt?.getTime() ?? null;
  return { name, scopes: scopes.filter(isScope), allowedIps, expiresAtMs };
}

function toView(row: KeyRow): ApiKeyView {
  return {
    id: row.id,
    name: row.name,
    keyId: row.keyId,
    scopes: row.scopes.filter(isScope),
    allowedIps: row.allowedIps,
    createdAtMs: row.createdAt.getTime(),
    lastUsedAtMs: row.lastUsedAt?.getTime() ?? null,
    expiresAtMs: row.expiresAt?.getTime() ?? null,
    revokedAtMs: row.revokedAt?.getTime() ?? null,
  };
}
