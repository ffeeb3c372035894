/**
 * What a program proves itself with, and what that lets it do: an API key pair, or a bearer token.
 * The program API and the gateway ask here, so that every door takes the same credentials.
 */
import { SCOPES } from "@/lib/wire/raxx/scope";
import type { Deps } from "../deps";
import { findGrantByToken, isAppToken } from "../oauth/grants";
import { findGrantByKey, type KeyPair } from "./find-api-key";
import type { Grant } from "./grant";
import { TOKEN_SECONDS, verifySessionToken } from "./session-token";
import { readSession } from "./sessions";

export type Credential =
  | ({ readonly kind: "pair" } & KeyPair)
  /** A session's JWT or an OAuth access token. */
  | {
      readonly kind: "bearer";
      readonly token: string;
      /** Which of the user's accounts a session acts on; its first when left out. */
      readonly accountId?: string | null;
    };

export type GrantDeps = Pick<Deps, "webPool" | "clock" | "keyRing">;

const CREDENTIAL_LENGTH_MAX = 256;

/** Who a credential speaks for; null for one that is not, or no longer, good. */
export async function findGrant(deps: GrantDeps, credential: Credential): Promise<Grant | null> {
  if (credential.kind === "bearer") return findByToken(deps, credential);
  const { keyId, secret } = credential;
  // Alpaca's data streams take an OAuth token as the secret of the key "oauth" (alpaca-wire.md §6).
  if (keyId === "oauth") return findByToken(deps, { kind: "bearer", token: secret });
  if (Math.max(keyId.length, secret.length) > CREDENTIAL_LENGTH_MAX) return null;
  return findGrantByKey(deps, credential);
}

async function findByToken(
  deps: GrantDeps,
  { token: text, accountId = null }: Extract<Credential, { kind: "bearer" }>,
): Promise<Grant | null> {
  if (isAppToken(text)) return findGrantByToken(deps, text);
  const age = { nowMs: deps.clock.nowMs(), secondsMax: TOKEN_SECONDS };
  const token = await verifySessionToken(deps.keyRing, text, age);
  const reading = token === null ? null : await readSession(deps.webPool, token, accountId);
  // A guest has no programs, and nor has somebody who is being erased.
  if (reading === null || reading.guestUntilMs !== null || reading.erasesAtMs !== null) return null;
  return { caller: reading.caller, by: "session", scopes: SCOPES };
}
