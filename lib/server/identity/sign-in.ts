/**
 * Ends a passkey ceremony: verifies the response and answers the user it belongs to.
 *
 * A new e-mail becomes a user with a passkey and a funded paper account; a known credential becomes
 * its owner. Anything else is null, with the reason in the log and not in the answer.
 */
import {
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { openAccount } from "../accounts/open-account";
import { withLookup, withUser } from "../database/with-user";
import type { Deps, Tier } from "../deps";
import { uuidv7 } from "../ids";
import { type Ceremony, takeCeremony } from "./challenges";
import { passkeyName } from "./passkey-name";
import { relyingParty } from "./relying-party";
import { recordSecurityEvent } from "./security-events";

export interface SignedIn {
  readonly userId: string;
  readonly email: string;
  readonly isNew: boolean;
}

/** Verifies a ceremony's response (the browser's JSON). */
export async function signIn(
  deps: Deps,
  ceremonyId: string,
  response: unknown,
): Promise<SignedIn | null> {
  const ceremony = await takeCeremony(deps.redis, ceremonyId);
  if (ceremony === null) return null;
  try {
    return ceremony.kind === "register"
      ? await register(deps, ceremony, response as RegistrationResponseJSON)
      : await authenticate(deps, ceremony, response as AuthenticationResponseJSON);
  } catch (error) {
    deps.log.info({ err: String(error), ceremony: ceremony.kind }, "passkey refused");
    return null;
  }
}

async function register(
  deps: Deps,
  { challenge, email, userId }: Ceremony,
  response: RegistrationResponseJSON,
): Promise<SignedIn | null> {
  const { rpID, origin } = relyingParty(deps.env);
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpID,
    requireUserVerification: true,
  });
  if (!verified) return null;
  const { credential, credentialDeviceType, credentialBackedUp, aaguid } = registrationInfo;
  await withUser(deps.prisma, userId, async (tx) => {
    await tx.user.create({ data: { id: userId, email }, select: { id: true } });
    await tx.passkey.create({
      data: {
        id: uuidv7(deps.clock.nowMs()),
        userId,
        credentialId: credential.id,
        publicKey: new Uint8Array(credential.publicKey),
        counter: BigInt(credential.counter),
        transports: credential.transports ?? [],
        deviceType: credentialDeviceType,
        backedUp: credentialBackedUp,
        aaguid,
        name: passkeyName(aaguid),
      },
    });
  });
  await ensureAccount(deps, userId);
  await recordSecurityEvent(deps, userId, "account_created", { passkey: passkeyName(aaguid) });
  return { userId, email, isNew: true };
}

async function authenticate(
  deps: Deps,
  { challenge, userId }: Ceremony,
  response: AuthenticationResponseJSON,
): Promise<SignedIn | null> {
  const passkey = await withLookup(deps.prisma, String(response.id), (tx) =>
    tx.passkey.findUnique({ where: { credentialId: String(response.id) } }),
  );
  // A ceremony begun for one person may not be ended by another's passkey.
  if (passkey === null || (userId !== "" && passkey.userId !== userId)) return null;
  const { rpID, origin } = relyingParty(deps.env);
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpID,
    requireUserVerification: true,
    credential: {
      id: passkey.credentialId,
      publicKey: new Uint8Array(passkey.publicKey),
      counter: Number(passkey.counter),
    },
  });
  if (!verified) return null;
  const owner = passkey.userId;
  const user = await withUser(deps.prisma, owner, async (tx) => {
    await tx.passkey.update({
      where: { id: passkey.id },
      data: {
        counter: BigInt(authenticationInfo.newCounter),
        backedUp: authenticationInfo.credentialBackedUp,
        lastUsedAt: new Date(deps.clock.nowMs()),
      },
    });
    return tx.user.findUniqueOrThrow({ where: { id: owner }, select: { email: true } });
  });
  await ensureAccount(deps, owner);
  return { userId: owner, email: user.email, isNew: false };
}

/** A person without an account gets one: also when the first try died between user and account. */
async function ensureAccount(deps: Deps, userId: string): Promise<void> {
  const { tier, count } = await withUser(deps.prisma, userId, async (tx) => {
    const user = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { tier: true } });
    return { tier: user.tier as Tier, count: await tx.mbtAccount.count({ where: { userId } }) };
  });
  if (count === 0) await openAccount(deps, { userId, tier, name: "Paper 1" });
}
