/**
 * The operator's column of the authorisation matrix: what only operators find, asked by everybody else; and what
 * an operator's passkey, session and end change about it.
 */
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Deps } from "@/lib/server/deps";
import { changeOperator } from "@/lib/server/operator/change-operator";
import { requireOperator } from "../next/operator";
import { ENDPOINT_ACCESS, OPERATOR_PAGES } from "../testing/access";
import { apiStrangers, FOREIGN_PAGES } from "../testing/api-people";
import { createIdentityWorld, type Person } from "../testing/identity-world";
import { ENDPOINTS, PAGES, ROOT } from "../testing/surface";
import type { ApiHandler } from "./api-route";

let asking = new Headers();
vi.mock("next/headers", () => ({ headers: async () => asking }));
vi.mock("next/navigation", () => ({
  redirect: (to: string) => {
    throw new Error(`redirect ${to}`);
  },
  notFound: () => {
    throw new Error("not found");
  },
}));

const world = await createIdentityWorld();
const owner = world.door.pool("raxx_owner");
const holder = globalThis as { raxxDeps?: Deps };
let pat: Person;
let olga: Person;

/** Everybody signed in who is no operator, and one who was. */
async function others(): Promise<Readonly<Record<string, Person>>> {
  const people: Record<string, Person> = {};
  for (const tier of ["free", "pro", "pro_plus"]) {
    const person = await world.signUp();
    await world.door.admin.query("UPDATE users SET tier = $2 WHERE id = $1", [person.userId, tier]);
    people[tier] = person;
  }
  const former = await world.signUp();
  await changeOperator(owner, former.email, true);
  await changeOperator(owner, former.email, false);
  return { ...people, former };
}

beforeAll(async () => {
  holder.raxxDeps = world.deps;
  pat = await world.signUp();
  olga = await world.signUp();
  await changeOperator(owner, olga.email, true);
});
afterAll(() => {
  delete holder.raxxDeps;
});

async function looksOf({ userId }: Person): Promise<number> {
  const { rows } = await world.door.admin.query<{ n: number }>(
    "SELECT count(*)::int AS n FROM security_events WHERE user_id = $1 AND kind = 'operator_viewed'",
    [userId],
  );
  return rows[0]?.n ?? 0;
}

async function sessionIs(person: Person, set: string): Promise<void> {
  await world.door.admin.query(`UPDATE sessions SET ${set} WHERE id = $1`, [person.sessionId]);
}

const ROUTES = await Promise.all(
  ENDPOINTS.filter(({ name }) => ENDPOINT_ACCESS.operator.includes(name)).map(async (endpoint) => {
    const [method = ""] = endpoint.name.split(" ");
    const module = await import(pathToFileURL(path.join(ROOT, endpoint.file)).href);
    const handler: ApiHandler = (_, request, params = {}) =>
      module[method](request, { params: Promise.resolve(params) });
    return { name: endpoint.name, method, handler };
  }),
);

test("there is something to hold", () => {
  expect(ROUTES.length).toBe(ENDPOINT_ACCESS.operator.length);
  const named = PAGES.filter((page) => page.startsWith("/operator"));
  expect(named).toEqual([...OPERATOR_PAGES]);
});

describe.each(ROUTES)("$name", ({ method, handler }) => {
  const ask = (headers: Record<string, string>) => world.ask(handler, { method, headers });

  test("is nothing to anybody else, to the letter, whatever their plan", async () => {
    const answers = new Set<string>();
    for (const [who, person] of Object.entries(await others())) {
      const { status, text } = await ask({ cookie: person.cookie });
      expect([who, status]).toEqual([who, 404]);
      answers.add(text);
      expect(await looksOf(person)).toBe(0);
    }
    expect(answers.size).toBe(1);
  });

  test("is closed to strangers, with an operator's proofs too", async () => {
    for (const [who, headers] of Object.entries(await apiStrangers(world, olga))) {
      expect([who, (await ask(headers)).status]).toEqual([who, 401]);
    }
    for (const [who, headers] of Object.entries(FOREIGN_PAGES)) {
      expect([who, (await ask({ cookie: olga.cookie, ...headers })).status]).toEqual([who, 403]);
    }
    expect(await looksOf(olga)).toBe(0);
  });

  test("asks an operator for a passkey of the last five minutes, and writes each look down", async () => {
    await sessionIs(olga, "authenticated_at = now() - interval '6 minutes'");
    const stale = await ask({ cookie: olga.cookie });
    expect([stale.status, stale.body.code]).toEqual([401, "step_up_required"]);
    expect(await looksOf(olga)).toBe(0);
    await sessionIs(olga, "authenticated_at = now()");
    expect((await ask({ cookie: olga.cookie })).status).toBe(200);
    expect((await ask({ cookie: olga.cookie })).status).toBe(200);
    expect(await looksOf(olga)).toBe(2);
  });

  test("tells an operator nothing of anybody: no address, id or name of a user", async () => {
    const { text } = await ask({ cookie: olga.cookie });
    for (const secret of [pat.email, pat.userId, olga.email, olga.userId]) {
      expect(text).not.toContain(secret);
    }
  });
});

describe.each(OPERATOR_PAGES)("the page %s", () => {
  const open = (headers: Record<string, string>) => {
    asking = new Headers(headers);
    return requireOperator();
  };

  test("is not there for anybody else, and sends strangers to the start", async () => {
    for (const person of Object.values(await others())) {
      await expect(open({ cookie: person.cookie })).rejects.toThrow("not found");
    }
    for (const headers of Object.values(await apiStrangers(world, pat))) {
      // The page takes no bearer: a good cookie beside a bad one is a browser's.
      if ("authorization" in headers) continue;
      await expect(open(headers)).rejects.toThrow("redirect /");
    }
  });

  test("is there for an operator until it is taken back", async () => {
    await expect(open({ cookie: olga.cookie })).resolves.toBeUndefined();
    const former = await world.signUp();
    await changeOperator(owner, former.email, true);
    await expect(open({ cookie: former.cookie })).resolves.toBeUndefined();
    await changeOperator(owner, former.email, false);
    await expect(open({ cookie: former.cookie })).rejects.toThrow("not found");
  });
});
