/** What a request of the page's API proves itself with: the cookie of a browser or a program's bearer token. */
import type { Deps } from "@/lib/server/deps";
import { chosenAccountOf } from "@/lib/server/identity/account-cookie";
import { sessionTokenOf } from "@/lib/server/identity/session-cookie";
import {
  type SessionToken,
  TOKEN_SECONDS,
  verifySessionToken,
} from "@/lib/server/identity/session-token";
import { readSession, type SessionReading } from "@/lib/server/identity/sessions";

type HeaderReader = Pick<Headers, "get">;
type Needs = Pick<Deps, "env" | "keyRing" | "clock" | "webPool">;

/** The session token of a request, not yet looked at; a bearer token wins over a cookie. */
function tokenTextOf({ env }: Pick<Deps, "env">, headers: HeaderReader): string | null {
  const authorization = headers.get("authorization");
  if (authorization !== null) return /^Bearer ([\w.-]+)$/i.exec(authorization)?.[1] ?? null;
  return sessionTokenOf(env.RAXX_ORIGIN, headers.get("cookie") ?? "");
}

/**
 * The session a request speaks for, on the account that is named, or that this browser chose last, or
 * the first; null when it proves none that still counts, or names an account that is not its own.
 */
export async function sessionOf(
  deps: Needs,
  headers: HeaderReader,
  accountId: string | null = null,
): Promise<SessionReading | null> {
  const token = await verifiedToken(deps, headers, TOKEN_SECONDS);
  if (token === null) return null;
  if (accountId !== null) return readSession(deps.webPool, token, accountId);
  const chosen = chosenAccountOf(deps.env.RAXX_ORIGIN, headers.get("cookie") ?? "");
  // A choice may be of an account that was put away since, or of whoever used the browser before.
  const found = chosen === null ? null : await readSession(deps.webPool, token, chosen);
  return found ?? readSession(deps.webPool, token);
}

/** The token of a request when we signed it at most this long ago. */
export async function verifiedToken(
  deps: Omit<Needs, "webPool">,
  headers: HeaderReader,
  secondsMax: number,
): Promise<SessionToken | null> {
  const text = tokenTextOf(deps, headers);
  if (text === null) return null;
  return verifySessionToken(deps.keyRing, text, { nowMs: deps.clock.nowMs(), secondsMax });
}
