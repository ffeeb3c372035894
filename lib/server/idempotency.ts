/**
 * One outcome for each Idempotency-Key of an account (decisions 18). The key is claimed before the work
 * and its outcome kept after it; a process that dies between the two leaves a claim that runs out, and
 * the next try does the work again with the ids that the first one made (`derivedIds`), so that what was
 * committed is found and not doubled.
 */
import { createHash } from "node:crypto";
import { queryAsUser } from "./database/with-user";
import type { Caller, Deps } from "./deps";

type Db = Pick<Deps, "webPool">;

/** No request of ours takes longer: a claim that is older belongs to a process that is gone. */
const CLAIM_SECONDS = 60;

export interface Outcome {
  readonly status: number;
  /** The JSON text of the answer; null for an answer without a body. */
  readonly body: string | null;
}

export type Claim =
  /** To be done now; the instant is that of the first try. */
  | { readonly kind: "claimed"; readonly createdAtMs: number }
  | { readonly kind: "done"; readonly outcome: Outcome }
  | { readonly kind: "in_flight" }
  /** The key belongs to another request. */
  | { readonly kind: "other_request" };

export interface KeyedRequest {
  readonly key: string;
  /** Everything the request says. */
  readonly request: string;
}

interface KeyRow {
  request_hash: Buffer;
  status: number | null;
  body: string | null;
}

/** Claims a key, or says what has become of it. */
export async function claimKey(
  { webPool }: Db,
  caller: Caller,
  asked: KeyedRequest,
): Promise<Claim> {
  const [keyHash, requestHash] = [sha256(asked.key), sha256(asked.request)];
  const mine = [caller.userId, caller.accountId, keyHash];
  const [claimed] = await queryAsUser<{ created_at: Date }>(webPool, caller.userId, {
    text: `INSERT INTO idempotency_keys AS k (user_id, account_id, key_hash, request_hash, locked_until)
      VALUES ($1, $2, $3, $4, now() + $5 * interval '1 second')
      ON CONFLICT (user_id, account_id, key_hash) DO UPDATE SET locked_until = excluded.locked_until
      WHERE k.status IS NULL AND k.locked_until < now() AND k.request_hash = excluded.request_hash
      RETURNING created_at`,
    values: [...mine, requestHash, CLAIM_SECONDS],
  });
  if (claimed !== undefined) return { kind: "claimed", createdAtMs: claimed.created_at.getTime() };
  const [row] = await queryAsUser<KeyRow>(webPool, caller.userId, {
    text: `SELECT request_hash, status, body FROM idempotency_keys
      WHERE user_id = $1 AND account_id = $2 AND key_hash = $3`,
    values: mine,
  });
  if (row === undefined || !row.request_hash.equals(requestHash)) return { kind: "other_request" };
  const { status, body } = row;
  return status === null ? { kind: "in_flight" } : { kind: "done", outcome: { status, body } };
}

/** Keeps the outcome of a claimed key, or lets the key go when there was none. */
export async function settleKey(
  { webPool }: Db,
  { userId, accountId }: Caller,
  { key, outcome }: { readonly key: string; readonly outcome: Outcome | null },
): Promise<void> {
  await queryAsUser(webPool, userId, {
    text: `UPDATE idempotency_keys SET status = $4, body = $5, locked_until = '-infinity'
      WHERE user_id = $1 AND account_id = $2 AND key_hash = $3`,
    values: [userId, accountId, sha256(key), outcome?.status ?? null, outcome?.body ?? null],
  });
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
