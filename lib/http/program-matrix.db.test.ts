/**
 * The authorisation matrix of the program API: every route of the table, with everybody who has no
 * business there, at every tier, without the one scope it needs, and for what is one's own, another's
 * and nobody's.
 */
import { beforeAll, describe, expect, test } from "vitest";
import type { Tier } from "@/lib/server/deps";
import { createApiKey } from "@/lib/server/identity/api-keys";
import { SCOPES } from "@/lib/wire/raxx/scope";
import { handleProgramRequest } from "./table";
import {
  appTokenOf,
  footprint,
  NAMED,
  NOBODYS,
  type Owned,
  ownEverything,
} from "./testing/program-objects";
import { type Headers, letIn, strangers, TIERS, withAccount } from "./testing/program-people";
import { createProgramWorld, type Trader } from "./testing/program-world";
import { PROGRAM_ROUTES } from "./testing/surface";

const world = await createProgramWorld();
let pat: Trader;
let eve: Trader;
/** An operator: of the machinery, and of nobody's things. */
let olga: Trader;
let owned: Owned;
let outside: Record<string, Headers>;

let people = 0;
const somebody = (options?: Parameters<typeof world.newTrader>[1]) => {
  people += 1;
  return world.newTrader(`matrix-${people}@raxx.test`, options);
};

beforeAll(async () => {
  [pat, eve, olga] = [await somebody(), await somebody(), await somebody()];
  await world.admin.query("UPDATE users SET operator = true WHERE id = $1", [olga.userId]);
  owned = await ownEverything(world, pat);
  const leaving = await somebody();
  const { app: grant } = await ownEverything(world, leaving);
  outside = await strangers(world, { pat, eve, grant });
});

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body?: object | undefined;
}

let asked = 0;
/** Each comes from a place of its own: what is refused counts against its place. */
async function ask(headers: Headers, { method, path, body }: Asked, deps = world.deps) {
  asked += 1;
  const place = { "x-raxx-client-ip": `198.51.${(asked >> 8) & 255}.${asked & 255}` };
  const request = new Request(`http://raxx.test${path}`, {
    method,
    headers: { ...headers, ...place },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const response = await handleProgramRequest(deps, request);
  if (response === null) throw new Error(`${path} is not ours`);
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream") ?? false;
  const text = isStream ? "" : await response.text();
  if (isStream) await response.body?.cancel();
  return { status: response.status, text };
}

/** A route with what it names in its place, or anything where it names what is everybody's. */
function requestTo(name: string, things: Owned): Asked {
  const [method = "", pattern = ""] = name.split(" ");
  const { path, body = method === "GET" ? undefined : {} } = NAMED[name] ?? {};
  return { method, path: path?.(things) ?? pattern.replace(/\{\w+\}/g, "AAPL"), body };
}

test("every route with a name in braces is of somebody or of everybody", () => {
  const PUBLIC = /\{(type|market|kind|underlying)\}|\/(assets|contracts|stocks|announcements)\//;
  const unsaid = PROGRAM_ROUTES.filter(({ name }) => name.includes("{") && !(name in NAMED));
  expect(unsaid.filter(({ name }) => !PUBLIC.test(name))).toEqual([]);
  expect(PROGRAM_ROUTES.map(({ name }) => name)).toEqual(
    expect.arrayContaining(Object.keys(NAMED)),
  );
});

describe.each(PROGRAM_ROUTES)("$name", ({ name, route }) => {
  test("is closed to all who are not, or no longer, somebody", async () => {
    const before = await footprint(world, pat.userId);
    for (const [who, headers] of Object.entries(outside)) {
      const { status, text } = await ask(headers, requestTo(name, owned));
      expect([who, status]).toEqual([who, 401]);
      expect(Object.keys(JSON.parse(text)).sort().join(), who).toMatch(/^(code,)?message$/);
    }
    expect(Object.keys(outside).length).toBeGreaterThan(15);
    expect(await footprint(world, pat.userId)).toBe(before);
  });

  test("is open to each tier, by key and by session, and to an app in its scope", async () => {
    for (const tier of TIERS) {
      const owner = await somebody({ tier });
      const mine = await ownEverything(world, owner);
      const ways = { app: appOf(mine), ...(await letIn(world, owner)) };
      for (const [who, headers] of Object.entries(ways)) {
        const answer = await ask(headers, requestTo(name, mine));
        const isLetIn = !(who === "app" && NOT_FOR_APPS.test(name)) && !isAbove(name, tier);
        expect([tier, who, answer.text, wasLetIn(answer)]).toEqual([
          tier,
          who,
          answer.text,
          isLetIn,
        ]);
        if (isLetIn && name in NAMED && route.method === "GET") expect(answer.status).toBe(200);
      }
    }
  });

  test("needs its one scope", async () => {
    const others = SCOPES.filter((scope) => scope !== route.scope);
    const { key, secret } = await createApiKey(world.deps, pat, "narrow", others);
    const headers = { "APCA-API-KEY-ID": key.keyId, "APCA-API-SECRET-KEY": secret };
    await world.admin.query("UPDATE api_keys SET name = 'used' WHERE id = $1", [key.id]);
    const before = await footprint(world, pat.userId);
    const { status, text } = await ask(headers, requestTo(name, owned), { ...world.deps });
    expect([status, JSON.parse(text).required_scope]).toEqual([403, route.scope]);
    expect(await footprint(world, pat.userId)).toBe(before);
    await world.admin.query("DELETE FROM api_keys WHERE id = $1", [key.id]);
  });

  test("a session acts on no account but its own", async () => {
    const foreign = await withAccount(world, eve, pat.accountId);
    const missing = await withAccount(world, eve, NOBODYS.account);
    const answers = [
      await ask(foreign, requestTo(name, owned)),
      await ask(missing, requestTo(name, owned)),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
    expect(answers[0]?.text).toBe(answers[1]?.text);
  });
});

/** Whether an answer is about what was asked, and not about who asked. */
function wasLetIn({ status, text }: { readonly status: number; readonly text: string }): boolean {
  return status !== 401 && !/required_scope|"not for apps"|apps cannot|subscription/.test(text);
}

/** What a tier below Pro+ is refused (decisions 20). */
function isAbove(name: string, tier: Tier): boolean {
  return name === "GET /v1beta1/options/quotes" && tier !== "pro_plus";
}

/** An app is let into one account, and neither hears for others nor sees its neighbours. */
const NOT_FOR_APPS = /\/v1\/(apps|webhooks)|POST \/v1\/accounts$/;

function appOf({ app }: Owned): Headers {
  return { authorization: `Bearer ${appTokenOf(app)}` };
}

describe.each(Object.keys(NAMED))("%s", (name) => {
  test.each([
    ["another", () => eve],
    ["an operator", () => olga],
  ])(
    "another's is answered as nobody's, to the letter, and stays as it was: to %s",
    async (_, who) => {
      const before = await footprint(world, pat.userId);
      const foreign = await ask(who().keys, requestTo(name, owned));
      const missing = await ask(who().keys, requestTo(name, NOBODYS));
      expect(foreign.status).toBe(404);
      expect(missing.status).toBe(404);
      expect(said(foreign.text, owned)).toBe(said(missing.text, NOBODYS));
      expect(await footprint(world, pat.userId)).toBe(before);
    },
  );

  test("an app of another is answered the same", async () => {
    const { app } = await ownEverything(world, await somebody());
    const headers = { authorization: `Bearer ${appTokenOf(app)}` };
    const before = await footprint(world, pat.userId);
    const [foreign, missing] = [
      await ask(headers, requestTo(name, { ...owned, stock: SOLD, option: SOLD })),
      await ask(headers, requestTo(name, { ...NOBODYS, stock: SOLD, option: SOLD })),
    ];
    expect([403, 404]).toContain(foreign.status);
    expect(foreign.status).toBe(missing.status);
    expect(said(foreign.text, owned)).toBe(said(missing.text, NOBODYS));
    expect(await footprint(world, pat.userId)).toBe(before);
  });
});

/** A stock that the app's own user does not hold either. */
const SOLD = "AAPL261218C00210000";

/** What was said, without the name that was asked for. */
function said(text: string, things: Owned): string {
  return Object.values(things).reduce((left, value) => left.replaceAll(String(value), "…"), text);
}
