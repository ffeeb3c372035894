/**
 * Keeps a browser signed in while it is used: a session token older than five minutes is exchanged on
 * the way to Next, so that pages, actions and routes only ever see one that counts. Programs exchange
 * theirs by POST /api/sessions/refresh.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Deps } from "@/lib/server/deps";
import {
  sessionTokenOf,
  setSessionCookie,
  withSessionToken,
} from "@/lib/server/identity/session-cookie";
import {
  ROLLING_SECONDS,
  signSessionToken,
  verifySessionToken,
} from "@/lib/server/identity/session-token";
import { exchangeToken } from "@/lib/server/identity/sessions";

const RENEW_AFTER_MS = 5 * 60_000;
/** It exchanges the token itself. */
const OWN_EXCHANGE = "/api/sessions/refresh";

type Needs = Pick<Deps, "env" | "keyRing" | "clock" | "webPool" | "log">;

/** Exchanges the request's token when it is due. What fails here is decided where the session is read. */
export async function renewSession(
  deps: Needs,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const origin = deps.env.RAXX_ORIGIN;
  const cookies = request.headers.cookie ?? "";
  const text = sessionTokenOf(origin, cookies);
  if (text === null || (request.url ?? "").startsWith(OWN_EXCHANGE)) return;
  try {
    const renewed = await nextToken(deps, text);
    if (renewed === null) return;
    request.headers.cookie = withSessionToken(origin, cookies, renewed);
    response.appendHeader("Set-Cookie", setSessionCookie(origin, renewed));
  } catch (error) {
    deps.log.warn({ err: String(error) }, "session not renewed");
  }
}

async function nextToken({ keyRing, clock, webPool }: Needs, text: string): Promise<string | null> {
  const nowMs = clock.nowMs();
  const age = { nowMs, secondsMax: ROLLING_SECONDS };
  const token = await verifySessionToken(keyRing, text, age);
  if (token === null || nowMs - token.issuedAtMs < RENEW_AFTER_MS) return null;
  const next = await exchangeToken(webPool, token);
  return next === null ? null : signSessionToken(keyRing, next, nowMs);
}
