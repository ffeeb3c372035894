/**
 * Checks that a passkey of ours answered a challenge. What the library leaves to us is here: frames,
 * the user handle, a backup flag that changed, locked and removed passkeys, and the counter.
 */
import {
  type VerifiedAuthenticationResponse,
  verifyAuthenticationResponse,
} from "@simplewebauthn/server";
import type { PrismaTx } from "../database/prisma";
import { withLookup, withUser } from "../database/with-user";
import type { Deps } from "../deps";
import { relyingParty } from "./relying-party";
import { recordIn } from "./security-events";
import { userHandleText } from "./user-handle";
import { AssertionJson, ranInOurPage } from "./webauthn-json";

/** Makes the library leave the counter to us: it would refuse before it knows that the signature is good. */
const COUNTER_UNCHECKED = -1;

export interface Assertion {
  /** Base64url. */
  readonly challenge: string;
  /** Whose passkey it must be; null for anybody's. */
  readonly userId: string | null;
  /** The browser's JSON. */
  readonly response: unknown;
}

/** A good assertion whose counter is not written yet. */
export interface CheckedPasskey {
  readonly passkeyId: string;
  readonly userId: string;
  readonly counterBefore: bigint;
  readonly counter: bigint;
  readonly backedUp: boolean;
}

type Needs = Pick<Deps, "prisma" | "clock" | "env" | "log">;

/** Verifies an assertion; null for anything that is none, with the reason in the log only. */
export async function checkAssertion(
  deps: Needs,
  assertion: Assertion,
): Promise<CheckedPasskey | null> {
  const checked = await verifyAssertion(deps, assertion);
  if (checked === null || wentForward(checked)) return checked;
  await withUser(deps.prisma, checked.userId, (tx) => lockCopied(tx, checked, deps.clock.nowMs()));
  return refuse(deps, "counter went backwards");
}

/** As checkAssertion, but an old count is left to the caller, who may know that it is only a word said twice. */
export async function verifyAssertion(
  deps: Needs,
  assertion: Assertion,
): Promise<CheckedPasskey | null> {
  const parsed = AssertionJson.safeParse(assertion.response);
  if (!parsed.success) return refuse(deps, "shape");
  const passkey = await findPasskey(deps, parsed.data.id);
  if (passkey === null) return refuse(deps, "unknown passkey");
  if (assertion.userId !== null && passkey.userId !== assertion.userId)
    return refuse(deps, "another's passkey");
  if (passkey.lockedAt !== null || passkey.removedAt !== null) return refuse(deps, "dead passkey");
  const info = await verify(deps, assertion.challenge, parsed.data, passkey).catch(
    (error: unknown) => refuse(deps, String(error)),
  );
  if (info === null) return null;
  if (info.credentialDeviceType !== passkey.deviceType) return refuse(deps, "backup flag");
  return {
    passkeyId: passkey.id,
    userId: passkey.userId,
    counterBefore: passkey.counter,
    counter: BigInt(info.newCounter),
    backedUp: info.credentialBackedUp,
  };
}

/** Writes what an assertion changed; false when another one was faster, as one of two twins is. */
export async function recordUse(
  tx: PrismaTx,
  { passkeyId, userId, counterBefore, counter, backedUp }: CheckedPasskey,
  nowMs: number,
): Promise<boolean> {
  const { count } = await tx.passkey.updateMany({
    where: { id: passkeyId, userId, counter: counterBefore, lockedAt: null, removedAt: null },
    data: { counter, backedUp, lastUsedAt: new Date(nowMs) },
  });
  return count === 1;
}

/**
 * Locks the passkeys of a user and answers those that work. In the order of their ids and before
 * anything else, so that two actions at once wait for each other instead of in a circle.
 */
export async function lockPasskeys(tx: PrismaTx, userId: string): Promise<readonly string[]> {
  const rows = await tx.$queryRaw<{ id: string; works: boolean }[]>`
    SELECT id, removed_at IS NULL AND locked_at IS NULL AS works
    FROM passkeys WHERE user_id = ${userId}::uuid ORDER BY id FOR UPDATE`;
  return rows.filter(({ works }) => works).map(({ id }) => id);
}

function findPasskey({ prisma }: Needs, credentialId: string) {
  return withLookup(prisma, credentialId, (tx) =>
    tx.passkey.findUnique({ where: { credentialId } }),
  );
}

type StoredPasskey = NonNullable<Awaited<ReturnType<typeof findPasskey>>>;

async function verify(
  { env }: Needs,
  challenge: string,
  json: AssertionJson,
  passkey: StoredPasskey,
): Promise<VerifiedAuthenticationResponse["authenticationInfo"] | null> {
  const { userHandle, ...rest } = json.response;
  if (!ranInOurPage(rest.clientDataJSON)) throw new Error("not in our page");
  if (typeof userHandle === "string" && userHandle !== userHandleText(passkey.userId))
    throw new Error("another's user handle");
  const { rpID, origin } = relyingParty(env);
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: {
      id: json.id,
      rawId: json.rawId,
      type: json.type,
      response: rest,
      clientExtensionResults: {},
    },
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpID,
    requireUserVerification: true,
    credential: {
      id: passkey.credentialId,
      publicKey: new Uint8Array(passkey.publicKey),
      counter: COUNTER_UNCHECKED,
    },
  });
  if (!verified) throw new Error("signature");
  return authenticationInfo;
}

/** Synced passkeys never count and stay at 0; a device that counts must have counted on. */
export function wentForward({ counterBefore, counter }: CheckedPasskey): boolean {
  return counter > counterBefore || (counter === 0n && counterBefore === 0n);
}

/** A good signature with an old count is a copy of the key: nobody gets in with either. */
export async function lockCopied(
  tx: PrismaTx,
  { passkeyId, userId }: CheckedPasskey,
  nowMs: number,
): Promise<void> {
  await tx.passkey.updateMany({
    where: { id: passkeyId, userId, lockedAt: null },
    data: { lockedAt: new Date(nowMs) },
  });
  await recordIn(tx, userId, "passkey_locked", { passkeyId });
}

function refuse({ log }: Needs, why: string): null {
  log.info({ why }, "passkey refused");
  return null;
}
