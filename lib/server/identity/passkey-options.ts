/**
 * Begins a passkey ceremony. One endpoint decides between creating an account and signing in, and
 * its answers look alike, so that nobody learns which e-mail addresses have accounts.
 */
import { generateAuthenticationOptions, generateRegistrationOptions } from "@simplewebauthn/server";
import { withLookup, withUser } from "../database/with-user";
import type { Deps } from "../deps";
import { uuidv5, uuidv7 } from "../ids";
import { startCeremony } from "./challenges";
import { relyingParty } from "./relying-party";

/** Options for an e-mail address; null asks for whatever passkey the device has (autofill). */
export async function passkeyOptions(deps: Deps, email: string | null) {
  if (email === null)
    return authenticateOptions(deps, { email: "", userId: "", credentialIds: [] });
  const user = await withLookup(deps.prisma, email, (tx) =>
    tx.user.findUnique({ where: { email }, select: { id: true } }),
  );
  if (user === null) return registerOptions(deps, email);
  const passkeys = await withUser(deps.prisma, user.id, (tx) =>
    tx.passkey.findMany({ where: { userId: user.id }, select: { credentialId: true } }),
  );
  const credentialIds = passkeys.map((passkey) => passkey.credentialId);
  return authenticateOptions(deps, { email, userId: user.id, credentialIds });
}

async function registerOptions(deps: Deps, email: string) {
  const { rpID, rpName } = relyingParty(deps.env);
  const userId = uuidv7(deps.clock.nowMs());
  const options = await generateRegistrationOptions({
    rpName,
    rpID,
    userName: email,
    // The handle is stored on the authenticator: derived, so that it says nothing by itself.
    userID: new TextEncoder().encode(uuidv5(`user-handle:${userId}`)),
    attestationType: "none",
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  const ceremony = { kind: "register", challenge: options.challenge, email, userId } as const;
  const ceremonyId = await startCeremony(deps.redis, ceremony, deps.clock.nowMs());
  return { ceremony: "register" as const, ceremonyId, options };
}

async function authenticateOptions(
  deps: Deps,
  who: {
    readonly email: string;
    readonly userId: string;
    readonly credentialIds: readonly string[];
  },
) {
  const options = await generateAuthenticationOptions({
    rpID: relyingParty(deps.env).rpID,
    userVerification: "required",
    allowCredentials: who.credentialIds.map((id) => ({ id })),
  });
  const { email, userId } = who;
  const ceremony = { kind: "authenticate", challenge: options.challenge, email, userId } as const;
  const ceremonyId = await startCeremony(deps.redis, ceremony, deps.clock.nowMs());
  return { ceremony: "authenticate" as const, ceremonyId, options };
}
