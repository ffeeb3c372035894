/**
 * The token in the session cookie: which session of which user. It is a name, not a right: the
 * session row decides (sessions.ts). Web and gateway read it with the same function.
 *
 * Every verify option is given, because jose's defaults accept tokens without expiry or of another
 * audience (reliability.md §2.3).
 */
import { jwtVerify, SignJWT } from "jose";

const ISSUER = "raxx";
const AUDIENCE = "raxx:session";
const TYPE = "raxx-session+jwt";

export interface SessionToken {
  readonly userId: string;
  readonly sessionId: string;
}

/** The cookie's name; the prefix makes browsers refuse it over plain http outside localhost. */
export function sessionCookieName(origin: string): string {
  return origin.startsWith("https:") ? "__Host-raxx-session" : "raxx-session";
}

/** Signs a token that lasts as long as its session may. */
export function signSessionToken(
  token: SessionToken,
  { secret, seconds }: { readonly secret: string; readonly seconds: number },
): Promise<string> {
  return new SignJWT({ sid: token.sessionId })
    .setProtectedHeader({ alg: "HS256", typ: TYPE })
    .setSubject(token.userId)
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setIssuedAt()
    .setExpirationTime(`${seconds}s`)
    .sign(new TextEncoder().encode(secret));
}

/** Reads a token; null for anything that we did not sign or that ran out. */
export async function verifySessionToken(
  text: string,
  { secret, seconds }: { readonly secret: string; readonly seconds: number },
): Promise<SessionToken | null> {
  try {
    const { payload } = await jwtVerify(text, new TextEncoder().encode(secret), {
      algorithms: ["HS256"],
      issuer: ISSUER,
      audience: AUDIENCE,
      typ: TYPE,
      requiredClaims: ["exp", "iat", "sub", "sid"],
      maxTokenAge: seconds,
      clockTolerance: 5,
    });
    return typeof payload.sid === "string" && payload.sub !== undefined
      ? { userId: payload.sub, sessionId: payload.sid }
      : null;
  } catch {
    return null;
  }
}
