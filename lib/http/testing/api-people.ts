/** Everybody who may ask the page's API without business there, as the headers their browser or program sends. */
import { SignJWT } from "jose";
import { signSessionToken } from "@/lib/server/identity/session-token";
import type { IdentityWorld, Person } from "./identity-world";

export type Headers = Readonly<Record<string, string>>;

async function tokenNamesOf({ door }: IdentityWorld, person: Person) {
  const { rows } = await door.admin.query("SELECT token_id FROM sessions WHERE id = $1", [
    person.sessionId,
  ]);
  return { userId: person.userId, sessionId: person.sessionId, tokenId: rows[0].token_id };
}

/** Each is refused wherever a session is asked for. */
export async function apiStrangers(
  world: IdentityWorld,
  pat: Person,
): Promise<Readonly<Record<string, Headers>>> {
  const { deps, door } = world;
  const ended = async (column: string) => {
    const person = await world.signUp();
    const text = `UPDATE sessions SET ${column} = now() WHERE id = $1`;
    await door.admin.query(text, [person.sessionId]);
    return { cookie: person.cookie };
  };
  const eve = await world.signUp();
  const mine = await tokenNamesOf(world, pat);
  const sign = async (part: Partial<typeof mine>, ms = 0) => {
    const token = { ...mine, ...part };
    const text = await signSessionToken(deps.keyRing, token, deps.clock.nowMs() + ms);
    return { cookie: `raxx-session=${text}` };
  };
  const { kid, key } = await deps.keyRing.signer();
  const elsewhere = await new SignJWT({ sid: mine.sessionId })
    .setProtectedHeader({ alg: "EdDSA", typ: "raxx-session+jwt", kid })
    .setSubject(mine.userId)
    .setIssuer("raxx")
    .setAudience("raxx:api")
    .setJti(mine.tokenId)
    .setIssuedAt()
    .setExpirationTime("10m")
    .sign(key);
  const operator = Buffer.from("raxx_owner:raxx_owner").toString("base64");
  return {
    anonymous: {},
    "an empty cookie": { cookie: "raxx-session=" },
    "two cookies": { cookie: `${pat.cookie}; ${pat.cookie}` },
    "a revoked session": await ended("revoked_at"),
    "an expired session": await ended("expires_at"),
    "a session past its last day": await ended("ends_at"),
    "another audience": { cookie: `raxx-session=${elsewhere}` },
    "a token ten minutes old": await sign({}, -606_000),
    "another user in the token": await sign({ userId: eve.userId }),
    "another session in the token": await sign({ sessionId: eve.sessionId }),
    "a token that is not this session's": await sign({ tokenId: eve.sessionId }),
    "no bearer": { authorization: "Bearer ", cookie: pat.cookie },
    "a key as bearer": { authorization: "Bearer RXPAAAAAAAAAAAAAAAAA" },
    "the operator's database": { authorization: `Basic ${operator}` },
    "the operator's secret": { authorization: `Bearer ${deps.env.NEXTAUTH_SECRET}` },
  };
}

/** What another site, a frame or a form of theirs makes a signed-in browser send. */
export const FOREIGN_PAGES: Readonly<Record<string, Headers>> = {
  "another site": { origin: "https://evil.example" },
  "a sandboxed frame": { origin: "null" },
  "a subdomain": { origin: "http://evil.localhost:3000" },
  "another port": { origin: "http://localhost:3001" },
  "https of the same name": { origin: "https://localhost:3000" },
  "a sibling site": { "sec-fetch-site": "same-site" },
  "a cross-site fetch": { "sec-fetch-site": "cross-site" },
  "a form, which has no header of ours": { "x-raxx-csrf": "" },
};
