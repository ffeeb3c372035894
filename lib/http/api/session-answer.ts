/** How a client is given its session token: browsers by cookie alone, programs in the body. */
import { z } from "zod";
import type { Deps } from "@/lib/server/deps";
import { AppError } from "@/lib/server/errors";
import { setSessionCookie } from "@/lib/server/identity/session-cookie";
import {
  type SessionToken,
  signSessionToken,
  TOKEN_SECONDS,
} from "@/lib/server/identity/session-token";
import { readSession, type SessionReading } from "@/lib/server/identity/sessions";
import { clientIp } from "../client-ip";
import { isBrowser } from "./cross-site";

/** A passkey's answer to the ceremony of this id. */
export const PasskeyAnswer = z.strictObject({
  ceremonyId: z.string().max(64),
  response: z.record(z.string(), z.unknown()),
});

/** From where a request came, as a session remembers it. */
export function placeOf({ headers }: Request) {
  return { userAgent: headers.get("user-agent") ?? "", ip: clientIp(headers) };
}

/** A session as its own client sees it. Times are epoch ms. */
export function sessionView({ sessionId, email, caller, ...times }: SessionReading) {
  return { id: sessionId, email, tier: caller.tier, accountId: caller.accountId, ...times };
}

/** Answers with the session and its new token. Script in a page never sees the token. */
export async function answerWithToken(
  deps: Deps,
  request: Request,
  token: SessionToken,
  status: number,
): Promise<Response> {
  const reading = await readSession(deps.webPool, token);
  if (reading === null) throw new AppError("unauthenticated", "Sign in first.");
  const text = await signSessionToken(deps.keyRing, token, deps.clock.nowMs());
  const session = sessionView(reading);
  if (isBrowser(request.headers)) {
    const headers = { "Set-Cookie": setSessionCookie(deps.env.RAXX_ORIGIN, text) };
    return Response.json({ session }, { status, headers });
  }
  const body = { session, token: text, tokenType: "Bearer", expiresInSeconds: TOKEN_SECONDS };
  return Response.json(body, { status });
}
