/**
 * Proof Key for Code Exchange (RFC 7636): who redeems a code is who asked for it. `plain` is not taken: it
 * shows to whoever sees the request what must stay hidden.
 */
import { createHash } from "node:crypto";

const METHOD = "S256";
const CHALLENGE = /^[A-Za-z0-9_-]{43}$/;
const VERIFIER = /^[A-Za-z0-9._~-]{43,128}$/;

/** The challenge of a request; null for one without, undefined for one that is not valid. */
export function readChallenge(
  challenge: string | null,
  method: string | null,
): string | null | undefined {
  if (challenge === null && method === null) return null;
  return method === METHOD && CHALLENGE.test(challenge ?? "") ? (challenge ?? null) : undefined;
}

/** The challenge that a verifier answers; null when it is none. */
export function challengeOf(verifier: string): string | null {
  return VERIFIER.test(verifier) ? createHash("sha256").update(verifier).digest("base64url") : null;
}
