/**
 * The authorisation matrix of server actions: every function a browser may call by itself, called as its
 * file exports it, by everybody without a session that counts, from pages of others, at every tier, and for
 * what is one's own, another's and nobody's.
 */
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createPool } from "@/lib/server/database/pools";
import type { Deps } from "@/lib/server/deps";
import { loadDesk } from "@/lib/server/desk/load-desk";
import { registerApp } from "@/lib/server/oauth/apps";
import type { ActionResult } from "@/lib/wire/raxx/ticket";
import { ACTION_OBJECTS } from "../testing/access";
import { ACTION_INPUTS, type ActionThings } from "../testing/action-inputs";
import { footprint, NOBODYS, ownEverything } from "../testing/program-objects";
import { type Headers as Given, letIn, strangers, TIERS } from "../testing/program-people";
import { createProgramWorld, type Trader } from "../testing/program-world";
import { ROOT, SERVER_ACTIONS } from "../testing/surface";

const ORIGIN = "http://localhost:3000";
const BACK = "https://bot.example/callback";

let asking = new Headers();
vi.mock("next/headers", () => ({
  headers: async () => asking,
  cookies: async () => ({ set: () => undefined }),
}));

type Action = (...input: readonly unknown[]) => Promise<ActionResult<unknown>>;
const ACTIONS = await Promise.all(
  SERVER_ACTIONS.map(async ({ name, file }) => {
    const module = await import(pathToFileURL(path.join(ROOT, file)).href);
    return { name, call: module[name] as Action };
  }),
);

const world = await createProgramWorld();
const deps: Deps = { ...world.deps, env: { ...world.deps.env, RAXX_ORIGIN: ORIGIN } };
const holder = globalThis as { raxxDeps?: Deps };
let pat: Trader;
let owned: ActionThings;
let outside: Record<string, Given>;
let query: Record<string, string>;
let people = 0;
const somebody = (options?: Parameters<typeof world.newTrader>[1]) => {
  people += 1;
  return world.newTrader(`action-${people}@raxx.test`, options);
};

beforeAll(async () => {
  holder.raxxDeps = deps;
  const owner = createPool(world.url, "raxx_owner", deps.log);
  const app = await registerApp(owner, deps, { name: "Bot", redirectUris: [BACK] });
  await owner.end();
  query = {
    ...{ client_id: app.clientId, redirect_uri: BACK },
    ...{ response_type: "code", scope: "trading" },
    ...{ code_challenge: "x".repeat(43), code_challenge_method: "S256" },
  };
  pat = await somebody();
  owned = await everythingOf(pat);
  const [eve, leaving] = [await somebody(), await somebody()];
  const { app: grant } = await ownEverything(world, leaving);
  outside = await strangers(world, { pat, eve, grant });
});
afterAll(() => {
  delete holder.raxxDeps;
});

async function everythingOf(trader: Trader): Promise<ActionThings> {
  const things = await ownEverything(world, trader);
  const caller = { ...trader, tier: "pro" as const, feed: "real_time" } as const;
  const { positions } = await loadDesk(deps, caller);
  return { ...things, group: positions[0]?.id ?? "", on: trader.accountId, query };
}

const inputOf = (name: string, things: ActionThings) => {
  const input = ACTION_INPUTS[name];
  if (input === undefined) throw new Error(`say what ${name} is sent`);
  return input(things);
};

const SIGNED_OUT = "Your session has ended, or this account was put away.";
const FOREIGN = "This form was sent from another site.";

/** Calls as a browser with these headers would. */
async function call({ call: run }: { call: Action }, headers: Given, input: readonly unknown[]) {
  asking = new Headers({ origin: ORIGIN, ...headers });
  const { ok, ...rest } = await run(...input);
  return { ok, message: "message" in rest ? rest.message : "" };
}

test("the matrix calls every action", () => {
  expect(ACTIONS.map(({ name }) => name).sort()).toEqual(Object.keys(ACTION_OBJECTS).sort());
});

describe.each(ACTIONS)("$name", (action) => {
  test("is closed to everybody without a session that counts", async () => {
    const before = await footprint(world, pat.userId);
    for (const [who, headers] of Object.entries(outside)) {
      // A good cookie is a browser's way in, and nothing is wrong with this one.
      if (who === "a cookie") continue;
      const answer = await call(action, headers, inputOf(action.name, owned));
      expect([who, answer.message]).toEqual([who, SIGNED_OUT]);
    }
    expect(await footprint(world, pat.userId)).toBe(before);
  });

  test("takes nothing from pages of others, nor from nowhere", async () => {
    const ways = await letIn(world, pat);
    const before = await footprint(world, pat.userId);
    for (const origin of [
      ...["", "null", "https://evil.example", "http://evil.localhost:3000"],
      ...[
        "http://localhost:3001",
        "https://localhost:3000",
        `${ORIGIN}/`,
        `${ORIGIN}.evil.example`,
      ],
    ]) {
      const answer = await call(
        action,
        { ...ways["a session"], origin },
        inputOf(action.name, owned),
      );
      expect([origin, answer.message]).toEqual([origin, FOREIGN]);
    }
    expect(await footprint(world, pat.userId)).toBe(before);
  });

  test("is open to each tier, whenever its passkey was asked for", async () => {
    for (const tier of TIERS) {
      const owner = await somebody({ tier });
      const { "a key": _, ...ways } = await letIn(world, owner);
      for (const headers of Object.values(ways)) {
        const { message } = await call(
          action,
          headers,
          inputOf(action.name, await everythingOf(owner)),
        );
        expect([SIGNED_OUT, FOREIGN]).not.toContain(message);
      }
    }
  });

  test.runIf(ACTION_OBJECTS[action.name] !== null)(
    "another's is answered as nobody's, to the letter, and stays as it was: to an operator too",
    async () => {
      const eve = await somebody();
      await world.admin.query("UPDATE users SET operator = true WHERE id = $1", [eve.userId]);
      const ways = await letIn(world, eve);
      const before = await footprint(world, pat.userId);
      const asEve = (things: object) =>
        call(
          action,
          ways["a session"] ?? {},
          inputOf(action.name, { ...owned, on: eve.accountId, ...things }),
        );
      const foreign = await asEve({});
      expect(foreign).toMatchObject({ ok: false });
      expect(await asEve({ ...NOBODYS, group: "nobody's" })).toEqual(foreign);
      expect(await footprint(world, pat.userId)).toBe(before);
    },
  );

  test("on another's account it is refused as on nobody's", async () => {
    const [input] = [ACTION_INPUTS[action.name]?.(owned) ?? []];
    if (input[0] !== owned.on || ACTION_OBJECTS[action.name] === "account") return;
    const { "a session": headers = {} } = await letIn(world, await somebody());
    const before = await footprint(world, pat.userId);
    for (const on of [pat.accountId, NOBODYS.account, "x", ""]) {
      const answer = await call(action, headers, inputOf(action.name, { ...owned, on }));
      expect([on, answer.message]).toEqual([on, SIGNED_OUT]);
    }
    expect(await footprint(world, pat.userId)).toBe(before);
  });
});

test.each([
  ...["cancelAction", "changeAction", "closeAction", "answerAction", "switchAccountAction"],
  ...["resetAccountAction", "renameAccountAction", "restoreAccountAction"],
  ...["keepNoteAction", "reportFillAction", "chooseWhereAction"],
])("%s does it for what is one's own", async (name) => {
  const owner = await somebody();
  const { "a session": headers = {} } = await letIn(world, owner);
  const action = ACTIONS.find((one) => one.name === name);
  if (action === undefined) throw new Error("it was found");
  const answer = await call(action, headers, inputOf(name, await everythingOf(owner)));
  expect(answer).toEqual({ ok: true, message: "" });
});
