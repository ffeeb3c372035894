/** Who opens a socket: a browser by its session cookie, a program by its key. */
import type { IncomingMessage } from "node:http";
import type { Caller, Deps } from "@/lib/server/deps";
import { sessionCookieName, verifySessionToken } from "@/lib/server/identity/session-token";
import { readSession, SESSION_SECONDS } from "@/lib/server/identity/sessions";

/** The caller of a session cookie; null without a valid one. */
export async function callerOfCookie(deps: Deps, request: IncomingMessage): Promise<Caller | null> {
  const name = sessionCookieName(deps.env.RAXX_ORIGIN);
  const text = cookieValue(request.headers.cookie ?? "", name);
  if (text === null) return null;
  const options = { secret: deps.env.NEXTAUTH_SECRET, seconds: SESSION_SECONDS };
  const token = await verifySessionToken(text, options);
  if (token === null) return null;
  const reading = await readSession(deps.webPool, token.sessionId, token.userId);
  return reading?.caller ?? null;
}

/** A cookie is only believed from our own pages: browsers send it to sockets of any page. */
export function isOwnOrigin(deps: Deps, request: IncomingMessage): boolean {
  return request.headers.origin === new URL(deps.env.RAXX_ORIGIN).origin;
}

function cookieValue(header: string, name: string): string | null {
  for (const part of header.split(";")) {
    const [key, ...rest] = part.trim().split("=");
    if (key === name) return decodeURIComponent(rest.join("="));
  }
  return null;
}
