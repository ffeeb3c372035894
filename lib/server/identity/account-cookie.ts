/** Which account a browser looks at: a choice and no proof, since the session's user must own it too. */
import { cookieOf } from "./session-cookie";

/** The cookie's name; with the prefix of the session's. */
export function accountCookieName(origin: string): string {
  return origin.startsWith("https:") ? "__Host-raxx-account" : "raxx-account";
}

/** The account in a Cookie header. */
export function chosenAccountOf(origin: string, header: string): string | null {
  return cookieOf(accountCookieName(origin), header);
}
