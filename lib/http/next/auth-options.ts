/**
 * next-auth with one provider: a passkey ceremony. It signs browsers in and out; its JWT is our
 * session token, which everything else reads by itself (lib/http/api/credential.ts).
 */
import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import type { Deps } from "@/lib/server/deps";
import { AppError } from "@/lib/server/errors";
import { sessionCookieFlags, sessionCookieName } from "@/lib/server/identity/session-cookie";
import { revokeSession } from "@/lib/server/identity/session-list";
import {
  ROLLING_SECONDS,
  signSessionToken,
  TOKEN_SECONDS,
  verifySessionToken,
} from "@/lib/server/identity/session-token";
import { readSession } from "@/lib/server/identity/sessions";
import { type SignIn, signIn } from "@/lib/server/identity/sign-in";
import { isRefusal, logRefusal } from "@/lib/server/refusal-log";
import { parseJson } from "@/lib/wire/json";
import { takeAuthAttempt } from "../auth-limit";
import { clientIp } from "../client-ip";
import { getDeps } from "./deps";

declare module "next-auth" {
  interface User {
    sessionId?: string;
    tokenId?: string;
  }
}
declare module "next-auth/jwt" {
  interface JWT {
    sid?: string;
  }
}

const passkeyProvider = Credentials({
  id: "passkey",
  name: "Passkey",
  credentials: { ceremonyId: { type: "text" }, response: { type: "text" } },
  async authorize(credentials, request) {
    const deps = getDeps();
    const headers = new Headers(request.headers as Record<string, string>);
    if (credentials === undefined) return null;
    const from = { userAgent: headers.get("user-agent") ?? "", ip: clientIp(headers) };
    const signedIn = await signInFrom(deps, from, credentials).catch((error: unknown) =>
      failInWords(deps, error, from.ip),
    );
    if (signedIn === null) {
      noteRefusal(deps, 401, from.ip);
      return null;
    }
    const { userId, sessionId, tokenId } = signedIn.token;
    return { id: userId, email: signedIn.email, sessionId, tokenId };
  },
});

async function signInFrom(
  deps: Deps,
  from: SignIn["from"],
  { ceremonyId, response: text }: { readonly ceremonyId: string; readonly response: string },
) {
  await takeAuthAttempt(deps, "place", from.ip); // what it throws signs nobody in
  const response = parseJson(text);
  return response.ok ? signIn(deps, { ceremonyId, response: response.value, from }) : null;
}

function noteRefusal(deps: Deps, status: number, ip: string): void {
  logRefusal(deps, { surface: "page", status, route: "POST /api/auth/callback/passkey", ip });
}

/** next-auth puts the message of what is thrown into its answer: only words of ours may stand there. */
function failInWords(deps: Deps, error: unknown, ip: string): never {
  if (error instanceof AppError) {
    if (isRefusal(error.status)) noteRefusal(deps, error.status, ip);
    throw error;
  }
  deps.log.error({ err: error instanceof Error ? error.stack : String(error) }, "sign-in failed");
  throw new AppError("unavailable", "Raxx could not sign you in just now. Try again in a moment.");
}

/** The options; a function, so that nothing is read from the environment while building. */
export function authOptions(): NextAuthOptions {
  const { env } = getDeps();
  return {
    secret: env.NEXTAUTH_SECRET,
    session: { strategy: "jwt", maxAge: ROLLING_SECONDS },
    pages: { signIn: "/", error: "/" },
    providers: [passkeyProvider],
    cookies: {
      sessionToken: {
        name: sessionCookieName(env.RAXX_ORIGIN),
        options: sessionCookieFlags(env.RAXX_ORIGIN),
      },
    },
    jwt: {
      maxAge: ROLLING_SECONDS,
      encode: ({ token }) => encode(token),
      decode: ({ token }) => decode(token),
    },
    callbacks: {
      jwt: ({ token, user }) =>
        user?.sessionId && user.tokenId
          ? { sub: user.id, sid: user.sessionId, jti: user.tokenId }
          : token,
    },
    events: {
      async signOut({ token }) {
        if (token?.sid === undefined || token.sub === undefined) return;
        await revokeSession(getDeps(), token.sub, token.sid, "signed_out");
      },
    },
    // A revoked session is an everyday answer here, not an error to print a stack for.
    logger: { error: (code) => getDeps().log.info({ code }, "next-auth"), warn: () => undefined },
  };
}

interface Claims {
  readonly sub?: string;
  readonly sid?: string;
  readonly jti?: unknown;
}

function encode({ sub = "", sid = "", jti }: Claims = {}): Promise<string> {
  const { keyRing, clock } = getDeps();
  const token = { userId: sub, sessionId: sid, tokenId: String(jti ?? "") };
  return signSessionToken(keyRing, token, clock.nowMs());
}

async function decode(text: string | undefined) {
  const { keyRing, clock, webPool } = getDeps();
  const age = { nowMs: clock.nowMs(), secondsMax: TOKEN_SECONDS };
  const token = text === undefined ? null : await verifySessionToken(keyRing, text, age);
  if (token === null || (await readSession(webPool, token)) === null) return null;
  return { sub: token.userId, sid: token.sessionId, jti: token.tokenId };
}
