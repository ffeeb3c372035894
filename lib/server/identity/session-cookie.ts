/** The cookie a browser carries its session token in. */
import { ROLLING_SECONDS } from "./session-token";

/** The cookie's name; the prefix makes browsers refuse it over plain http outside localhost. */
export function sessionCookieName(origin: string): string {
  return origin.startsWith("https:") ? "__Host-raxx-session" : "raxx-session";
}

/** What every session cookie has in common; next-auth is given the same. */
export function sessionCookieFlags(origin: string) {
  const secure = origin.startsWith("https:");
  return { httpOnly: true, sameSite: "lax", path: "/", secure } as const;
}

/** The Set-Cookie header that gives a browser its token; null takes it away. */
export function setSessionCookie(origin: string, token: string | null): string {
  const { secure } = sessionCookieFlags(origin);
  return [
    `${sessionCookieName(origin)}=${token ?? ""}`,
    "Path=/",
    `Max-Age=${token === null ? 0 : ROLLING_SECONDS}`,
    "HttpOnly",
    "SameSite=Lax",
    ...(secure ? ["Secure"] : []),
  ].join("; ");
}

/** The session token in a Cookie header. A name given twice is nobody's: one may have been planted. */
export function sessionTokenOf(origin: string, header: string): string | null {
  return cookieOf(sessionCookieName(origin), header);
}

/** The one value of a cookie; null when it is missing, empty or given twice. */
export function cookieOf(name: string, header: string): string | null {
  const values = header
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${name}=`))
    .map((part) => part.slice(name.length + 1));
  const [value] = values;
  return values.length === 1 && value !== undefined && value !== "" ? value : null;
}

/** A Cookie header with another session token in it. */
export function withSessionToken(origin: string, header: string, token: string): string {
  const name = sessionCookieName(origin);
  const others = header
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part !== "" && !part.startsWith(`${name}=`));
  return [...others, `${name}=${token}`].join("; ");
}
