/**
 * What a program proves itself with, and what that lets it do: an API key pair, or a bearer token.
 * The program API and the gateway ask here, so that every door takes the same credentials.
 */
import { SCOPES } from "@/lib/wire/raxx/scope";
import type { Deps } from "../deps";
import { findGrantByToken, isAppToken } from "../oauth/grants";
import { findGrantByKey } from "./api-keys";
import type { Grant } from "./grant";
import { verifySessionToken } from "./session-token";
import { readSession, SESSION_SECONDS } from "./sessions";

export type Credential =
  | { readonly kind: "pair"; readonly keyId: string; readonly secret: string }
  /** A session's JWT or an OAuth access token. */
  | {
      readonly kind: "bearer";
      readonly token: string;
      /** Which of the user's accounts a session acts on; its first when left out. */
      readonly accountId?: string | null;
    };

export type GrantDeps = Pick<Deps, "webPool" | "clock" | "env">;

const CREDENTIAL_LENGTH_MAX = 256;
const TOKEN_LENGTH_MAX = 2_048;

/** Who a credential speaks for; null for one that is not, or no longer, good. */
export async function findGrant(deps: GrantDeps, credential: Credential): Promise<Grant | null> {
  if (credential.kind === "bearer") return findByToken(deps, credential);
  const { keyId, secret } = credential;
  // Alpaca's data streams take an OAuth token as the secret of the key "oauth" (alpaca-wire.md §6).
  if (keyId === "oauth") return findByToken(deps, { kind: "bearer", token: secret });
  if (Math.max(keyId.length, secret.length) > CREDENTIAL_LENGTH_MAX) return null;
  return findGrantByKey(deps, keyId, secret);
}

async function findByToken(
  deps: GrantDeps,
  { token, accountId = null }: Extract<Credential, { kind: "bearer" }>,
): Promise<Grant | null> {
  if (token.length > TOKEN_LENGTH_MAX) return null;
  if (isAppToken(token)) return findGrantByToken(deps, token);
  const options = { secret: deps.env.NEXTAUTH_SECRET, seconds: SESSION_SECONDS };
  const session = await verifySessionToken(token, options);
  if (session === null) return null;
  const reading = await readSession(deps.webPool, session.sessionId, session.userId, accountId);
  return reading === null ? null : { caller: reading.caller, by: "session", scopes: SCOPES };
}
