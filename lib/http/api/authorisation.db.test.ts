/**
 * Every route of `/api`, found from the files Next builds them from, against everybody who has no
 * business there. A new route is in the matrix by itself; one that lets strangers in must be named here.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { SignJWT } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { signSessionToken } from "@/lib/server/identity/session-token";
import { createIdentityWorld, type Person } from "../testing/identity-world";
import { type ApiHandler, apiRoute } from "./api-route";
import * as keys from "./key-routes";
import * as mail from "./mail-routes";
import * as passkeys from "./passkey-routes";
import * as recovery from "./recovery-routes";
import * as sessions from "./session-routes";

/** Before there is a session, or to get one. */
const ANYONE = [
  "POST /api/email-verification/confirmation",
  "POST /api/passkeys/options",
  "POST /api/recovery",
  "POST /api/recovery/cancellation",
  "POST /api/recovery/link",
  "POST /api/recovery/link/options",
  "POST /api/recovery/options",
  "POST /api/sessions",
  "POST /api/sessions/refresh",
];
/** What only a passkey's word of the last five minutes opens. */
const FRESH = ["DELETE /api/sessions", "DELETE /api/sessions/[id]"];
/** Not ours to wrap: next-auth's own, and what a load balancer asks. */
const BARE = ["/api/auth/[...nextauth]", "/api/health"];

interface Found {
  readonly name: string;
  readonly method: string;
  readonly handler: ApiHandler;
}

const HANDLERS: ReadonlyMap<string, ApiHandler> = new Map(
  [keys, mail, passkeys, recovery, sessions]
    .flatMap((module) => Object.entries(module))
    .filter(isHandler),
);

/** A module of routes may also export a shape. */
function isHandler(entry: [string, unknown]): entry is [string, ApiHandler] {
  return typeof entry[1] === "function";
}

const ROOT = path.resolve(import.meta.dirname, "../../..");

function routesOf(file: string): Found[] {
  const text = readFileSync(path.join(ROOT, file), "utf8");
  const url = `/${path.dirname(file).slice("app/".length)}`;
  const exported = [...text.matchAll(/export const ([A-Z]+) = (\w+)\((\w*)/g)];
  return exported.map(([, method = "", wrapper, name = ""]) => {
    const handler = wrapper === "browserRoute" ? DESK_READ : HANDLERS.get(name);
    if (handler === undefined) throw new Error(`${method} ${url} is mounted in a way of its own`);
    return { name: `${method} ${url}`, method, handler };
  });
}

/** What browserRoute wraps its work in. */
const DESK_READ = apiRoute({ access: "session" }, async () => "let in");

const files = readdirSync(path.join(ROOT, "app/api"), { recursive: true, encoding: "utf8" })
  .filter((file) => path.basename(file) === "route.ts")
  .map((file) => `app/api/${file}`)
  .filter((file) => !BARE.includes(`/${path.dirname(file).slice("app/".length)}`));
const ROUTES = files.flatMap(routesOf);
const GUARDED = ROUTES.filter(({ name }) => !ANYONE.includes(name));

const world = await createIdentityWorld();
let pat: Person;
let strangers: Record<string, Record<string, string>>;

beforeAll(async () => {
  pat = await world.signUp();
  strangers = await everybodyElse();
});

async function everybodyElse() {
  const { deps, door } = world;
  const named = async (person: Person) => {
    const { rows } = await door.admin.query("SELECT token_id FROM sessions WHERE id = $1", [
      person.sessionId,
    ]);
    return { userId: person.userId, sessionId: person.sessionId, tokenId: rows[0].token_id };
  };
  const [revoked, expired, eve] = [
    await world.signUp(),
    await world.signUp(),
    await world.signUp(),
  ];
  const end = (column: string, id: string) =>
    door.admin.query(`UPDATE sessions SET ${column} = now() WHERE id = $1`, [id]);
  await end("revoked_at", revoked.sessionId);
  await end("expires_at", expired.sessionId);
  const mine = await named(pat);
  const sign = async (token: typeof mine, ms = 0) => {
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
  return {
    anonymous: {},
    "an empty cookie": { cookie: "raxx-session=" },
    "two cookies": { cookie: `${pat.cookie}; ${pat.cookie}` },
    "a revoked session": { cookie: revoked.cookie },
    "an expired session": { cookie: expired.cookie },
    "another audience": { cookie: `raxx-session=${elsewhere}` },
    "a token ten minutes old": await sign(mine, -606_000),
    "another user in the token": await sign({ ...mine, userId: eve.userId }),
    "another session in the token": await sign({ ...mine, sessionId: eve.sessionId }),
    "a token that is not this session's": await sign({ ...mine, tokenId: eve.sessionId }),
    "no bearer": { authorization: "Bearer ", cookie: pat.cookie },
    "a key as bearer": { authorization: "Bearer RXPAAAAAAAAAAAAAAAAA" },
  };
}

const STRANGERS = [
  "anonymous",
  "an empty cookie",
  "two cookies",
  "a revoked session",
  "an expired session",
  "another audience",
  "a token ten minutes old",
  "another user in the token",
  "another session in the token",
  "a token that is not this session's",
  "no bearer",
  "a key as bearer",
];
const ASKED = { body: {}, params: { id: "018f5e2e-0000-7000-8000-000000000001" } };
const asked = ({ method }: Found) => (method === "GET" ? { method } : { method, ...ASKED });

test("the matrix sees the routes, and the exceptions exist", () => {
  const names = ROUTES.map(({ name }) => name);
  expect(names.length).toBeGreaterThan(25);
  expect(names).toEqual(expect.arrayContaining([...ANYONE, ...FRESH]));
});

describe.each(GUARDED)("$name", (route) => {
  test.each(STRANGERS)("is closed to %s", async (who) => {
    const answer = await world.ask(route.handler, {
      ...asked(route),
      headers: strangers[who] ?? {},
    });
    expect([answer.status, answer.body.code]).toEqual([401, "unauthenticated"]);
  });
});

describe.each(ROUTES.filter(({ method }) => method !== "GET"))("$name", (route) => {
  test.each([
    ["another site", { origin: "https://evil.example" }],
    ["a sandboxed frame", { origin: "null" }],
    ["a subdomain", { origin: "http://evil.localhost:3000" }],
    ["another port", { origin: "http://localhost:3001" }],
    ["https of the same name", { origin: "https://localhost:3000" }],
    ["a sibling site", { "sec-fetch-site": "same-site" }],
    ["a cross-site fetch", { "sec-fetch-site": "cross-site" }],
    ["a form, which has no header of ours", { "x-raxx-csrf": "" }],
  ] as const)("takes nothing from %s", async (_, headers) => {
    const from = { cookie: pat.cookie, ...headers };
    const answer = await world.ask(route.handler, { ...asked(route), headers: from });
    expect([answer.status, answer.body.code]).toEqual([403, "forbidden"]);
  });
});

describe.each(ROUTES.filter(({ name }) => FRESH.includes(name)))("$name", (route) => {
  test("asks a session of six minutes for a passkey", async () => {
    await world.door.admin.query(
      "UPDATE sessions SET authenticated_at = now() - interval '6 minutes' WHERE id = $1",
      [pat.sessionId],
    );
    const headers = { cookie: pat.cookie };
    const answer = await world.ask(route.handler, { ...asked(route), headers });
    expect([answer.status, answer.body.code]).toEqual([401, "step_up_required"]);
  });
});
