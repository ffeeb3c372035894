import { expect, test } from "vitest";
import { sessionCookieFlags, sessionCookieName, setSessionCookie } from "./session-cookie";

const ORIGIN = "https://raxx.example";

test("over https the cookie is the host's alone", () => {
  expect(sessionCookieName(ORIGIN)).toBe("__Host-raxx-session");
  expect(setSessionCookie(ORIGIN, "a.b.c")).toBe(
    "__Host-raxx-session=a.b.c; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure",
  );
  // next-auth is given the same, and the prefix asks for no Domain.
  expect(sessionCookieFlags(ORIGIN)).toEqual({
    ...{ httpOnly: true, sameSite: "lax", path: "/", secure: true },
  });
});
