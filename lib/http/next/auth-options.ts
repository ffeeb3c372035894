/**
 * next-auth with one provider: a passkey ceremony. Its JWT is our session token, and reading it asks
 * the session row, so that a revoked session is no session on the next request.
 */
import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { recordSecurityEvent } from "@/lib/server/identity/security-events";
import {
  sessionCookieName,
  signSessionToken,
  verifySessionToken,
} from "@/lib/server/identity/session-token";
import {
  openSession,
  readSession,
  revokeSession,
  SESSION_SECONDS,
  type SessionReading,
} from "@/lib/server/identity/sessions";
import { signIn } from "@/lib/server/identity/sign-in";
import { clientIp, signInAllowed } from "../sign-in-limit";
import { getDeps } from "./deps";

declare module "next-auth" {
  interface User {
    sessionId?: string;
  }
  interface Session {
    reading?: SessionReading;
  }
}
declare module "next-auth/jwt" {
  interface JWT {
    sid?: string;
    reading?: SessionReading;
  }
}

const passkeyProvider = Credentials({
  id: "passkey",
  name: "Passkey",
  credentials: { ceremonyId: { type: "text" }, response: { type: "text" } },
  async authorize(credentials, request) {
    const deps = getDeps();
    const headers = new Headers(request.headers as Record<string, string>);
    if (credentials === undefined || !(await signInAllowed(deps, clientIp(headers)))) return null;
    const response = parseJson(credentials.response);
    if (response === null) return null;
    const signedIn = await signIn(deps, credentials.ceremonyId, response);
    if (signedIn === null) return null;
    const userAgent = headers.get("user-agent") ?? "";
    const from = { userAgent, ip: clientIp(headers) };
    const sessionId = await openSession(deps, signedIn.userId, from);
    await recordSecurityEvent(deps, signedIn.userId, "signed_in", { sessionId });
    return { id: signedIn.userId, email: signedIn.email, sessionId };
  },
});

/** The options; a function, so that nothing is read from the environment while building. */
export function authOptions(): NextAuthOptions {
  const { env } = getDeps();
  const secure = env.RAXX_ORIGIN.startsWith("https:");
  return {
    secret: env.NEXTAUTH_SECRET,
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    pages: { signIn: "/", error: "/" },
    providers: [passkeyProvider],
    cookies: {
      sessionToken: {
        name: sessionCookieName(env.RAXX_ORIGIN),
        options: { httpOnly: true, sameSite: "lax", path: "/", secure },
      },
    },
    jwt: {
      maxAge: SESSION_SECONDS,
      encode: ({ token }) => encode(token),
      decode: ({ token }) => decode(token),
    },
    callbacks: {
      jwt: ({ token, user }) => (user?.sessionId ? { ...token, sid: user.sessionId } : token),
      session: ({ session, token }) => ({
        ...session,
        ...(token.reading && { reading: token.reading }),
      }),
    },
    events: {
      async signOut({ token }) {
        if (token?.sid === undefined || token.sub === undefined) return;
        const deps = getDeps();
        await revokeSession(deps, token.sid, token.sub);
        await recordSecurityEvent(deps, token.sub, "signed_out", { sessionId: token.sid });
      },
    },
    // A revoked session is an everyday answer here, not an error to print a stack for.
    logger: { error: (code) => getDeps().log.info({ code }, "next-auth"), warn: () => undefined },
  };
}

function encode(token: { sub?: string; sid?: string } | undefined): Promise<string> {
  const { env } = getDeps();
  const named = { userId: token?.sub ?? "", sessionId: token?.sid ?? "" };
  return signSessionToken(named, { secret: env.NEXTAUTH_SECRET, seconds: SESSION_SECONDS });
}

async function decode(text: string | undefined) {
  const { env, webPool } = getDeps();
  const options = { secret: env.NEXTAUTH_SECRET, seconds: SESSION_SECONDS };
  const token = text === undefined ? null : await verifySessionToken(text, options);
  if (token === null) return null;
  const reading = await readSession(webPool, token.sessionId, token.userId);
  return reading === null ? null : { sub: token.userId, sid: token.sessionId, reading };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
