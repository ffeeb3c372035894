/**
 * The authorisation matrix of `/api`: every route as its file exports it, against everybody who has no
 * business there, pages of others, sessions that a passkey confirmed too long ago, every tier, and what is
 * one's own, another's and nobody's. Its rows are lib/http/testing/access.ts.
 */

import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Deps } from "@/lib/server/deps";
import { changeOperator } from "@/lib/server/operator/change-operator";
import { letAppIn } from "@/lib/server/testing/let-app-in";
import { SoftwareAuthenticator } from "@/lib/server/testing/software-authenticator";
import { ENDPOINT_ACCESS } from "../testing/access";
import { apiStrangers, FOREIGN_PAGES, type Headers } from "../testing/api-people";
import { type Asked, createIdentityWorld, type Person } from "../testing/identity-world";
import { ENDPOINTS, ROOT } from "../testing/surface";
import type { ApiHandler } from "./api-route";
import { createKey } from "./key-routes";
import { beginAction, beginPasskey } from "./passkey-routes";

const NOBODYS = "018f5e2e-0000-7000-8000-000000000001";
const OTHER = "018f5e2e-0000-7000-8000-000000000002";

type Exported = (
  request: Request,
  context: { params: Promise<Record<string, string>> },
) => Promise<Response>;

const { anyone, session, fresh, operator, signed } = ENDPOINT_ACCESS;
const GUARDED = [...session, ...fresh, ...operator, ...signed];
const ROUTES = await Promise.all(
  ENDPOINTS.filter(({ name }) => [...anyone, ...GUARDED].includes(name)).map(async (endpoint) => {
    const [method = ""] = endpoint.name.split(" ");
    const module = await import(pathToFileURL(path.join(ROOT, endpoint.file)).href);
    const exported: Exported = module[method];
    const handler: ApiHandler = (_, request, params = {}) =>
      exported(request, { params: Promise.resolve(params) });
    return { name: endpoint.name, method, handler };
  }),
);
type Route = (typeof ROUTES)[number];
const among = (names: readonly string[]) => ROUTES.filter(({ name }) => names.includes(name));

const world = await createIdentityWorld();
// The route files take the dependencies of their process.
const holder = globalThis as { raxxDeps?: Deps };
let pat: Person;
let strangers: Readonly<Record<string, Headers>>;

beforeAll(async () => {
  holder.raxxDeps = world.deps;
  pat = await world.signUp();
  strangers = await apiStrangers(world, pat);
});
afterAll(() => {
  delete holder.raxxDeps;
});

const as = ({ cookie }: Pick<Person, "cookie">) => ({ headers: { cookie } });
const ask = (route: Route, asked: Asked) =>
  world.ask(route.handler, {
    method: route.method,
    params: { id: NOBODYS },
    ...(route.method !== "GET" && { body: {} }),
    ...asked,
  });

/** Everything of a person that one of these routes could change; being seen is no change. */
async function footprint({ userId }: Person): Promise<string> {
  const { rows } = await world.door.admin.query<{ text: string }>(
    `SELECT jsonb_agg(t)::text AS text FROM (
       SELECT id::text, name, removed_at::text AS ended FROM passkeys WHERE user_id = $1
       UNION ALL SELECT id::text, name, coalesce(revoked_at, expires_at)::text FROM api_keys WHERE user_id = $1
       UNION ALL SELECT id::text, token_id::text, revoked_at::text FROM sessions WHERE user_id = $1
       UNION ALL SELECT id::text, kind, '' FROM security_events WHERE user_id = $1
       UNION ALL SELECT id::text, '', concat(started_at, used_at, ended_at) FROM recovery_codes WHERE user_id = $1
       ORDER BY 1) t`,
    [userId],
  );
  return rows[0]?.text ?? "";
}

test("the matrix asks every route but the public ones", () => {
  expect(ROUTES).toHaveLength(anyone.length + GUARDED.length);
  expect(GUARDED.length).toBeGreaterThan(20);
});

describe.each(among(GUARDED))("$name", (route) => {
  test("is closed to everybody without a session that counts", async () => {
    const before = await footprint(pat);
    for (const [who, headers] of Object.entries(strangers)) {
      const { status, body } = await ask(route, { headers });
      expect([who, status, body.code]).toEqual([who, 401, "unauthenticated"]);
    }
    expect(Object.keys(strangers).length).toBeGreaterThanOrEqual(15);
    expect(await footprint(pat)).toBe(before);
  });

  test("is open to each tier alike", async () => {
    for (const tier of ["free", "pro", "pro_plus"]) {
      const person = await world.signUp();
      await world.door.admin.query("UPDATE users SET tier = $2 WHERE id = $1", [
        person.userId,
        tier,
      ]);
      const { status, body } = await ask(route, as(person));
      expect([tier, status]).not.toEqual([tier, 403]);
      // A body that is none, a thing that is nobody's: past the door.
      expect(["unauthenticated", "step_up_required", "forbidden"]).not.toContain(body?.code);
    }
  });
});

describe.each(ROUTES.filter(({ method }) => method !== "GET"))("$name", (route) => {
  test("takes nothing from pages of others", async () => {
    const before = await footprint(pat);
    for (const [who, headers] of Object.entries(FOREIGN_PAGES)) {
      const { status, body } = await ask(route, { headers: { cookie: pat.cookie, ...headers } });
      expect([who, status, body.code]).toEqual([who, 403, "forbidden"]);
    }
    expect(await footprint(pat)).toBe(before);
  });
});

describe.each(among([...fresh, ...operator]))("$name", (route) => {
  test("asks a session of six minutes for a passkey", async () => {
    const person = await world.signUp();
    await world.signInAgain(person);
    await world.door.admin.query(
      "UPDATE sessions SET authenticated_at = now() - interval '6 minutes' WHERE id = $1",
      [person.sessionId],
    );
    const before = await footprint(person);
    const { status, body } = await ask(route, as(person));
    expect([status, body.code]).toEqual([401, "step_up_required"]);
    expect(await footprint(person)).toBe(before);
  });
});

const TERMS = { name: "Bot", scopes: ["read"], expiresInDays: null, allowedIps: [] };
/** What a passkey has to sign for each, of a thing with this id. */
const ACTIONS: { readonly [route: string]: (id: string) => object } = {
  "POST /api/keys": () => ({ kind: "api_key.create", terms: TERMS }),
  "DELETE /api/keys/[id]": (id) => ({ kind: "api_key.revoke", id }),
  "POST /api/keys/[id]/rotation": (id) => ({ kind: "api_key.rotate", id }),
  "POST /api/passkeys": (id) => ({ kind: "passkey.add", ceremonyId: id, name: null }),
  "DELETE /api/passkeys/[id]": (id) => ({ kind: "passkey.remove", id }),
  "POST /api/recovery-codes": () => ({ kind: "recovery_codes.make" }),
  "POST /api/erasure": () => ({ kind: "account.erase" }),
};

async function proofOf(person: Person, action: object) {
  const { body } = await world.ask(beginAction, { ...as(person), body: { action } });
  return { stepUpId: body.stepUpId, response: person.device.get(body.options.challenge) };
}

/** What a signed route is sent beside the proof, and the id that is part of what is signed. */
async function partsOf({ name }: Route, person: Person): Promise<{ id: string; body: object }> {
  if (name === "POST /api/keys") return { id: NOBODYS, body: { terms: TERMS } };
  if (name !== "POST /api/passkeys") return { id: NOBODYS, body: {} };
  const { body } = await world.ask(beginPasskey, as(person));
  const response = new SoftwareAuthenticator().create(body.options.challenge);
  return { id: body.ceremonyId, body: { ceremonyId: body.ceremonyId, name: null, response } };
}

/** Marks a proof's step-up as it is after a minute, or after its one use. */
async function spoilt(proof: Awaited<ReturnType<typeof proofOf>>, column: string) {
  const text = `UPDATE step_ups SET ${column} = now() WHERE id = $1`;
  await world.door.admin.query(text, [proof.stepUpId]);
  return proof;
}

interface Liar {
  readonly person: Person;
  readonly phone: Person;
  readonly eve: Person;
}

/** Words that are not this person's, of this session, for this action, now. */
const LIES: { readonly [what: string]: (liar: Liar, action: object) => Promise<object> } = {
  none: async () => ({ stepUpId: "", response: {} }),
  "another user's": ({ eve }, action) => proofOf(eve, action),
  "signed by another's passkey": async ({ person, eve }, action) => {
    const { body } = await world.ask(beginAction, { ...as(person), body: { action } });
    return { stepUpId: body.stepUpId, response: eve.device.get(body.options.challenge) };
  },
  "of another session": ({ phone }, action) => proofOf(phone, action),
  "of another action": ({ person }) => proofOf(person, { kind: "api_key.revoke", id: OTHER }),
  "of a minute ago": async ({ person }, action) =>
    spoilt(await proofOf(person, action), "expires_at"),
  "used before": async ({ person }, action) => spoilt(await proofOf(person, action), "used_at"),
};

describe.each(among(signed))("$name", (route) => {
  const actionOf = ACTIONS[route.name];

  test("takes no other word: another's, of another action, session or minute, or twice", async () => {
    if (actionOf === undefined) throw new Error("say in ACTIONS what is signed");
    const [person, eve] = [await world.signUp(), await world.signUp()];
    const phone = await world.signInAgain(person);
    const before = await footprint(person);
    for (const [what, lie] of Object.entries(LIES)) {
      const { id, body } = await partsOf(route, person);
      const proof = await lie({ person, phone, eve }, actionOf(id));
      const answer = await ask(route, { ...as(person), body: { ...body, proof } });
      expect([what, answer.status, answer.body.code]).toEqual([what, 401, "step_up_required"]);
    }
    expect(await footprint(person)).toBe(before);
  });
});

/** What somebody else sends about a thing: with their own word for it, where one is asked for. */
async function bodyAbout({ name, method }: Route, eve: Person, id: string): Promise<object> {
  const action = ACTIONS[name]?.(id);
  if (action === undefined) return method === "PATCH" ? { name: "x" } : {};
  // Nobody can sign for what is no id.
  return { proof: id === "x" ? { stepUpId: "", response: {} } : await proofOf(eve, action) };
}

describe.each(ROUTES.filter(({ name }) => name.includes("[id]")))("$name", (route) => {
  test.each([
    ["another", false],
    ["an operator", true],
  ])(
    "to %s another's is as nobody's, to the letter, and stays as it was",
    async (_, isOperator) => {
      const [owner, eve] = [await world.signUp(), await world.signUp()];
      await changeOperator(world.door.pool("raxx_owner"), eve.email, isOperator);
      const mine = await thingOf(owner, route.name);
      const before = await footprint(owner);
      const answers = [];
      for (const id of [mine, NOBODYS, "x"]) {
        const body = await bodyAbout(route, eve, id);
        const { status, text } = await ask(route, { ...as(eve), params: { id }, body });
        answers.push([status, text]);
      }
      expect(answers[0]?.[0]).toBe(404);
      expect(answers).toEqual([answers[0], answers[0], answers[0]]);
      expect(await footprint(owner)).toBe(before);
    },
  );
});

/** The id of a thing of the person, of the kind that a route is about. */
async function thingOf(person: Person, route: string): Promise<string> {
  if (route.includes("/sessions/")) return person.sessionId;
  if (route.includes("/apps/")) {
    return (await letAppIn(world.deps, world.door.pool("raxx_owner"), person)).grantId;
  }
  if (route.includes("/passkeys/")) {
    const text = "SELECT id FROM passkeys WHERE user_id = $1";
    return (await world.door.admin.query(text, [person.userId])).rows[0].id;
  }
  const proof = await proofOf(person, { kind: "api_key.create", terms: TERMS });
  const made = await world.ask(createKey, { ...as(person), body: { terms: TERMS, proof } });
  return made.body.key.id;
}
