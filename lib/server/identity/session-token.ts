/**
 * The token of a session: which session of which user, and which of its tokens. It is a name, not a
 * right: the session row decides (sessions.ts). Web and gateway read it with the same function.
 *
 * Every verify option is given, because jose's defaults accept tokens without expiry or of another
 * audience (reliability.md §2.3).
 */
import { errors, jwtVerify, SignJWT } from "jose";
import { type KeyRing, TOKEN_ALGORITHM } from "./key-ring";

const ISSUER = "raxx";
const AUDIENCE = "raxx:session";
const TYPE = "raxx-session+jwt";
/** Exactly: jose forgives spaces and line ends, and one token should have one text. */
const COMPACT = /^[\w-]{1,512}\.[\w-]{1,1024}\.[\w-]{1,128}$/;

/** A token speaks for its session this long; then it can only be exchanged for the next. */
export const TOKEN_SECONDS = 10 * 60;
/** A session unused for this long is over. */
export const ROLLING_SECONDS = 12 * 60 * 60;

export interface SessionToken {
  readonly userId: string;
  readonly sessionId: string;
  readonly tokenId: string;
}

export interface VerifiedToken extends SessionToken {
  readonly issuedAtMs: number;
}

/** Signs a token. */
export async function signSessionToken(
  ring: KeyRing,
  token: SessionToken,
  nowMs: number,
): Promise<string> {
  const { kid, key } = await ring.signer();
  const issuedAt = Math.floor(nowMs / 1_000);
  return new SignJWT({ sid: token.sessionId })
    .setProtectedHeader({ alg: TOKEN_ALGORITHM, typ: TYPE, kid })
    .setSubject(token.userId)
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setJti(token.tokenId)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + ROLLING_SECONDS)
    .sign(key);
}

/**
 * Reads a token of at most this age: TOKEN_SECONDS to act with it, ROLLING_SECONDS to exchange it.
 * Null for anything that we did not sign or that ran out.
 */
export async function verifySessionToken(
  ring: KeyRing,
  text: string,
  { nowMs, secondsMax }: { readonly nowMs: number; readonly secondsMax: number },
): Promise<VerifiedToken | null> {
  if (!COMPACT.test(text)) return null;
  try {
    const { payload } = await jwtVerify(text, ({ kid }) => keyOf(ring, kid), {
      algorithms: [TOKEN_ALGORITHM],
      issuer: ISSUER,
      audience: AUDIENCE,
      typ: TYPE,
      requiredClaims: ["exp", "iat", "sub", "sid", "jti"],
      maxTokenAge: secondsMax,
      clockTolerance: 5,
      currentDate: new Date(nowMs),
    });
    const { sub, sid, jti, iat } = payload;
    if (typeof sub !== "string" || typeof sid !== "string" || typeof jti !== "string") return null;
    return { userId: sub, sessionId: sid, tokenId: jti, issuedAtMs: (iat ?? 0) * 1_000 };
  } catch (error) {
    // Not ours is an answer; a database that cannot be asked for the key is not.
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

async function keyOf(ring: KeyRing, kid: unknown) {
  const key = typeof kid === "string" ? await ring.verifier(kid) : null;
  if (key === null) throw new errors.JWKSNoMatchingKey();
  return key;
}
