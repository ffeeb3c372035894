/** Recovery codes: shown once, a day of waiting that can be canceled, one passkey a code. */
import { expect, test } from "vitest";
import { SoftwareAuthenticator } from "@/lib/server/testing/software-authenticator";
import { createIdentityWorld, type Person } from "../testing/identity-world";
import { beginAction } from "./passkey-routes";
import {
  beginRecoveryRoute,
  cancelRecoveryRoute,
  finishRecoveryRoute,
  listEvents,
  makeCodes,
  readCodes,
} from "./recovery-routes";
import { currentSession } from "./session-routes";

const world = await createIdentityWorld();
const HOUR = 3_600_000;
const as = ({ cookie }: Pick<Person, "cookie">) => ({ headers: { cookie } });

async function codesOf(person: Person): Promise<string[]> {
  const action = { kind: "recovery_codes.make" };
  const { body } = await world.ask(beginAction, { ...as(person), body: { action } });
  const response = person.device.get(body.options.challenge);
  const proof = { stepUpId: body.stepUpId, response };
  return (await world.ask(makeCodes, { ...as(person), body: { proof } })).body.codes;
}

const show = (email: string, code: string) =>
  world.ask(beginRecoveryRoute, { body: { email, code } });

/** Runs something at another time. */
async function later<T>(ms: number, work: () => Promise<T>): Promise<T> {
  world.clock.aheadMs = ms;
  return work().finally(() => {
    world.clock.aheadMs = 0;
  });
}

test("ten codes, stored nowhere", async () => {
  const pat = await world.signUp();
  const codes = await codesOf(pat);
  expect(new Set(codes).size).toBe(10);
  for (const code of codes)
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){4}[0-9A-HJKMNP-TV-Z]{5}$/);
  const { rows } = await world.door.admin.query("SELECT t::text AS text FROM recovery_codes t");
  expect(rows.filter(({ text }) => codes.some((code) => text.includes(code)))).toEqual([]);
});

test("a code opens after a day, makes one passkey, and ends every session", async () => {
  const pat = await world.signUp();
  const [code = ""] = await codesOf(pat);
  const waiting = await show(pat.email, code);
  expect([waiting.status, waiting.body.kind]).toEqual([202, "waiting"]);
  expect((await later(23.9 * HOUR, () => show(pat.email, code))).status).toBe(202);

  await later(24.1 * HOUR, async () => {
    const open = await show(pat.email, code.toLowerCase().replaceAll("-", " "));
    expect(open.body.kind).toBe("open");
    const device = new SoftwareAuthenticator();
    device.userHandle = open.body.options.user.id;
    const { ceremonyId } = open.body;
    const response = device.create(open.body.options.challenge);
    const done = await world.ask(finishRecoveryRoute, { body: { ceremonyId, response } });
    expect(done.status).toBe(201);
    expect((await show(pat.email, code)).status).toBe(401); // spent
  });
  expect((await world.ask(currentSession, { method: "GET", ...as(pat) })).status).toBe(401);
});

test("whoever is signed in sees it coming and cancels it", async () => {
  const pat = await world.signUp();
  const [code = ""] = await codesOf(pat);
  await show(pat.email, code);
  const seen = await world.ask(readCodes, { method: "GET", ...as(pat) });
  expect(seen.body).toMatchObject({ codesLeft: 9, opensAtMs: expect.any(Number) });
  const cancel = { method: "DELETE", ...as(pat) };
  expect((await world.ask(cancelRecoveryRoute, cancel)).status).toBe(204);
  expect((await later(25 * HOUR, () => show(pat.email, code))).status).toBe(401);
  expect((await world.ask(cancelRecoveryRoute, cancel)).status).toBe(404);
  const { body } = await world.ask(listEvents, { method: "GET", ...as(pat) });
  expect(body.events.map(({ kind }: { kind: string }) => kind).slice(0, 3)).toEqual([
    "recovery_canceled",
    "recovery_started",
    "recovery_codes_made",
  ]);
});

test("newer codes void the older; the door closes two days after it opened", async () => {
  const pat = await world.signUp();
  const [old = ""] = await codesOf(pat);
  const [code = ""] = await codesOf(pat);
  expect((await show(pat.email, old)).status).toBe(401);
  await show(pat.email, code);
  expect((await later(73 * HOUR, () => show(pat.email, code))).status).toBe(401);
});

test("a wrong code, another's code and an unknown address answer the same", async () => {
  const [pat, eve] = [await world.signUp(), await world.signUp()];
  const [code = ""] = await codesOf(pat);
  const answers = await Promise.all([
    show(pat.email, "AAAAA-AAAAA-AAAAA-AAAAA"),
    show(eve.email, code),
    show("nobody@example.com", code),
    show(pat.email, ""),
  ]);
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  expect(answers[0]?.status).toBe(401);
});

test("of thirty finishes of one code at once one wins", async () => {
  const pat = await world.signUp();
  const [code = ""] = await codesOf(pat);
  await show(pat.email, code);
  await later(25 * HOUR, async () => {
    const begun = await Promise.all(Array.from({ length: 30 }, () => show(pat.email, code)));
    const done = await Promise.all(
      begun.map(({ body: { ceremonyId, options } }) =>
        world.ask(finishRecoveryRoute, {
          body: { ceremonyId, response: new SoftwareAuthenticator().create(options.challenge) },
        }),
      ),
    );
    expect(done.filter(({ status }) => status === 201)).toHaveLength(1);
  });
});
