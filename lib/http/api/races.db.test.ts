/** What may be used once, used a thousand times at the same moment: one wins, whatever it opens. */
import { beforeAll, describe, expect, test } from "vitest";
import { createPool } from "@/lib/server/database/pools";
import { redeemSocketTicket } from "@/lib/server/identity/socket-ticket";
import { findApp, registerApp } from "@/lib/server/oauth/apps";
import { grantCode, redeemCode } from "@/lib/server/oauth/grants";
import { silentLog } from "@/lib/server/testing/door-world";
import { SoftwareAuthenticator } from "@/lib/server/testing/software-authenticator";
import { type Answered, createIdentityWorld, type Person } from "../testing/identity-world";
import { createKey } from "./key-routes";
import { beginAction, beginCeremony } from "./passkey-routes";
import { beginRecoveryRoute, finishRecoveryRoute, makeCodes } from "./recovery-routes";
import { beginStepUp, createSession, createSocketTicket, finishStepUp } from "./session-routes";

const USES = 1_000;
const DAY_MS = 24 * 60 * 60_000;

const world = await createIdentityWorld();
let pat: Person;
beforeAll(async () => {
  pat = await world.signUp(new SoftwareAuthenticator({ counts: true }));
});
const as = ({ cookie }: Pick<Person, "cookie">) => ({ headers: { cookie } });

/** A thousand at once. */
function all<T>(use: (n: number) => Promise<T>): Promise<readonly T[]> {
  return Promise.all(Array.from({ length: USES }, (_, n) => use(n)));
}

/** How many of the answers are each status. */
function tally(answers: readonly Answered[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

async function counted(table: string, userId = pat.userId): Promise<number> {
  const text = `SELECT count(*)::int AS n FROM ${table} WHERE user_id = $1`;
  return (await world.door.admin.query(text, [userId])).rows[0].n;
}

async function proofOf(person: Person, action: object) {
  const { body } = await world.ask(beginAction, { ...as(person), body: { action } });
  return { stepUpId: body.stepUpId, response: person.device.get(body.options.challenge) };
}

describe(`of ${USES} uses at once one wins`, () => {
  test("of an answer to a challenge", async () => {
    const { body } = await world.ask(beginCeremony, { body: { email: pat.email } });
    const response = pat.device.get(body.options.challenge);
    const before = await counted("sessions");
    const answers = await all(() =>
      world.ask(createSession, { body: { ceremonyId: body.ceremonyId, response } }),
    );
    expect(tally(answers)).toEqual({ 201: 1, 401: USES - 1 });
    expect(await counted("sessions")).toBe(before + 1);
  });

  test("of an answer to a fresh step-up", async () => {
    const person = await world.signUp();
    const { body } = await world.ask(beginStepUp, as(person));
    const response = person.device.get(body.options.challenge);
    const answers = await all(() =>
      world.ask(finishStepUp, { ...as(person), body: { ceremonyId: body.ceremonyId, response } }),
    );
    // A page's bucket holds 300 a minute: the rest is told so, and wins nothing either.
    const { 200: won, 401: lost = 0, 429: late = 0 } = tally(answers);
    expect([won, lost + late]).toEqual([1, USES - 1]);
  });

  test("of a word for one exact action", async () => {
    const terms = { name: "Bot", scopes: ["read"], expiresInDays: null, allowedIps: [] };
    const proof = await proofOf(pat, { kind: "api_key.create", terms });
    const answers = await all(() => world.ask(createKey, { ...as(pat), body: { terms, proof } }));
    expect(tally(answers)[200]).toBe(1);
    expect(await counted("api_keys")).toBe(1);
  });

  test("of a socket's ticket", async () => {
    const { body } = await world.ask(createSocketTicket, as(await world.signUp()));
    const readings = await all(() => redeemSocketTicket(world.deps, body.ticket));
    expect(readings.filter((reading) => reading !== null)).toHaveLength(1);
  });

  test("of an app's code", async () => {
    const owner = createPool(world.door.url, "raxx_owner", silentLog);
    const redirectUri = "https://bot.example/back";
    const terms = { name: "Bot", redirectUris: [redirectUri], isPkceRequired: false };
    const made = await registerApp(owner, world.deps, terms);
    await owner.end();
    const app = await findApp(world.deps, made.clientId);
    if (app === null) throw new Error("it was registered");
    const { accountId } = pat;
    const consent = { app, accountId, scopes: ["read"] as const, redirectUri };
    const code = await grantCode(world.deps, pat, consent);
    const answers = await all(() => redeemCode(world.deps, { ...made, code, redirectUri }));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test("of a recovery code, in forty ceremonies that it opened", async () => {
    const person = await world.signUp();
    const proof = await proofOf(person, { kind: "recovery_codes.make" });
    const codes = await world.ask(makeCodes, { ...as(person), body: { proof } });
    const shown = { body: { email: person.email, code: codes.body.codes[0] } };
    expect((await world.ask(beginRecoveryRoute, shown)).status).toBe(202);
    world.clock.aheadMs = DAY_MS + 60_000;
    const opened = await Promise.all(
      Array.from({ length: 40 }, async () => {
        const { body } = await world.ask(beginRecoveryRoute, shown);
        const device = new SoftwareAuthenticator();
        return { ceremonyId: body.ceremonyId, response: device.create(body.options.challenge) };
      }),
    );
    const answers = await all((n) => world.ask(finishRecoveryRoute, { body: opened[n % 40] }));
    world.clock.aheadMs = 0;
    expect(tally(answers)[201]).toBe(1);
    expect(await counted("passkeys", person.userId)).toBe(2);
  });
});
