/**
 * Begins a passkey ceremony. One endpoint decides between creating an account and signing in, and
 * its answers look alike, so that nobody learns which e-mail addresses have accounts.
 */
import { generateAuthenticationOptions, generateRegistrationOptions } from "@simplewebauthn/server";
import type { PrismaTx } from "../database/prisma";
import { becomeUser, withLookup, withUser } from "../database/with-user";
import type { Deps } from "../deps";
import { uuidv7 } from "../ids";
import { type Ceremony, startCeremony } from "./challenges";
import { relyingParty } from "./relying-party";
import { userHandle } from "./user-handle";

type Asker = Pick<Ceremony, "purpose" | "email" | "userId" | "sessionId">;
type Needs = Pick<Deps, "prisma" | "redis" | "clock" | "env">;

/** Options for an e-mail address; null asks for whatever passkey the device has (autofill). */
export async function passkeyOptions(deps: Needs, email: string | null) {
  const nobody = { purpose: "sign_in", email: "", userId: "", sessionId: "" } as const;
  if (email === null) return authenticateOptions(deps, nobody, []);
  const known = await withLookup(deps.prisma, email, async (tx) => {
    const user = await tx.user.findUnique({ where: { email }, select: { id: true } });
    if (user === null) return null;
    await becomeUser(tx, user.id);
    return { userId: user.id, ids: await credentialIdsIn(tx, user.id) };
  });
  if (known === null) {
    const userId = uuidv7(deps.clock.nowMs());
    return registerOptions(deps, { ...nobody, purpose: "sign_up", email, userId }, []);
  }
  return authenticateOptions(deps, { ...nobody, email, userId: known.userId }, known.ids);
}

/** Options that confirm the user of a session once more. */
export async function stepUpOptions(
  deps: Needs,
  { userId, sessionId }: { readonly userId: string; readonly sessionId: string },
) {
  const asker = { purpose: "step_up", email: "", userId, sessionId } as const;
  return authenticateOptions(deps, asker, await credentialIds(deps, userId));
}

/** The credentials of a user that may still be used. */
export function credentialIds(
  { prisma }: Pick<Deps, "prisma">,
  userId: string,
): Promise<readonly string[]> {
  return withUser(prisma, userId, (tx) => credentialIdsIn(tx, userId));
}

async function credentialIdsIn(tx: PrismaTx, userId: string): Promise<readonly string[]> {
  const passkeys = await tx.passkey.findMany({
    where: { userId, removedAt: null, lockedAt: null },
    select: { credentialId: true },
  });
  return passkeys.map((passkey) => passkey.credentialId);
}

/** Options that make a passkey; the devices that already have one of these refuse. */
export async function registerOptions(deps: Needs, asker: Asker, excluded: readonly string[]) {
  const { rpID, rpName } = relyingParty(deps.env);
  const options = await generateRegistrationOptions({
    rpName,
    rpID,
    userName: asker.email,
    userID: userHandle(asker.userId),
    attestationType: "none",
    excludeCredentials: excluded.map((id) => ({ id })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  const ceremony = { ...asker, challenge: options.challenge };
  const ceremonyId = await startCeremony(deps.redis, ceremony, deps.clock.nowMs());
  return { ceremony: "register" as const, ceremonyId, options };
}

async function authenticateOptions(deps: Needs, asker: Asker, ids: readonly string[]) {
  const options = await generateAuthenticationOptions({
    rpID: relyingParty(deps.env).rpID,
    userVerification: "required",
    allowCredentials: ids.map((id) => ({ id })),
  });
  const ceremony = { ...asker, challenge: options.challenge };
  const ceremonyId = await startCeremony(deps.redis, ceremony, deps.clock.nowMs());
  return { ceremony: "authenticate" as const, ceremonyId, options };
}
