/** Mails: told in the transaction of what they tell of, sent once, tried again, and opened by their links once. */
import { expect, test } from "vitest";
import { createKey } from "@/lib/http/api/key-routes";
import {
  beginMailedRecovery,
  beginVerification,
  cancelMailedRecovery,
  confirmVerification,
  mailRecovery,
} from "@/lib/http/api/mail-routes";
import { beginAction } from "@/lib/http/api/passkey-routes";
import { finishRecoveryRoute, readCodes } from "@/lib/http/api/recovery-routes";
import { currentSession } from "@/lib/http/api/session-routes";
import { createIdentityWorld, type Person } from "@/lib/http/testing/identity-world";
import { withUser } from "@/lib/server/database/with-user";
import { changeTier } from "@/lib/server/identity/change-tier";
import { recordIn } from "@/lib/server/identity/security-events";
import { SoftwareAuthenticator } from "@/lib/server/testing/software-authenticator";
import { Mailbox } from "../testing/mailbox";

const world = await createIdentityWorld();
const mailbox = new Mailbox(world.door, world.deps);
const HOUR = 3_600_000;
const as = ({ cookie }: Pick<Person, "cookie">) => ({ headers: { cookie } });

async function later<T>(ms: number, work: () => Promise<T>): Promise<T> {
  world.clock.aheadMs = ms;
  return work().finally(() => {
    world.clock.aheadMs = 0;
  });
}

async function verified(): Promise<Person> {
  const pat = await world.signUp();
  expect((await world.ask(beginVerification, as(pat))).status).toBe(202);
  const token = await mailbox.linkToken(pat.email, "Confirm your email address");
  expect((await world.ask(confirmVerification, { body: { token } })).status).toBe(204);
  return pat;
}

test("a sign-in from a place not seen before is told, the first and a known one are not", async () => {
  const pat = await world.signUp();
  expect(await mailbox.subjects(pat.email)).toEqual([]);
  await world.signInAgain(pat);
  expect(await mailbox.subjects(pat.email)).toEqual([]);
  await world.door.admin.query("UPDATE known_devices SET ip_prefix = '192.0.2.0/24'");
  await world.signInAgain(pat);
  expect(await mailbox.subjects(pat.email)).toEqual(["Sign-in from a new device"]);
  const { rows } = await world.door.admin.query(
    "SELECT kind FROM security_events WHERE user_id = $1 AND kind = 'new_device'",
    [pat.userId],
  );
  expect(rows).toHaveLength(1);
});

test("keys, tiers: each is told; the mail says that all is simulated", async () => {
  const pat = await world.signUp();
  const terms = { name: "bot", scopes: ["read"], expiresInDays: null, allowedIps: [] };
  const action = { kind: "api_key.create", terms };
  const { body } = await world.ask(beginAction, { ...as(pat), body: { action } });
  const proof = { stepUpId: body.stepUpId, response: pat.device.get(body.options.challenge) };
  expect((await world.ask(createKey, { ...as(pat), body: { terms, proof } })).status).toBe(200);
  const owner = world.door.pool("raxx_owner");
  await changeTier(owner, pat.email, { tier: "pro", nowMs: Date.now() });
  const mails = await mailbox.read(pat.email);
  expect(mails.map(({ subject }) => subject).sort()).toEqual([
    "[SIM] Raxx: An API key was made",
    "[SIM] Raxx: Your plan was changed",
  ]);
  expect(mails.every(({ text }) => text.includes("Environment: paper"))).toBe(true);
});

test("what is rolled back is not told", async () => {
  const pat = await world.signUp();
  const undone = withUser(world.deps.prisma, pat.userId, async (tx) => {
    await recordIn(tx, pat.userId, "passkey_removed", {});
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  expect(await mailbox.read(pat.email)).toEqual([]);
});

test("a mail that is not taken is tried again later; its link is sealed and then gone", async () => {
  const pat = await world.signUp();
  mailbox.failures.push(`no room for ${pat.email}`);
  await world.ask(beginVerification, as(pat));
  expect(await mailbox.read(pat.email)).toEqual([]);
  const row = async () =>
    (
      await world.door.admin.query(
        `SELECT status, attempts, error, sealed_link, due_at > now() + interval '50 seconds' AS waits
         FROM mails WHERE user_id = $1`,
        [pat.userId],
      )
    ).rows[0];
  expect(await row()).toMatchObject({
    ...{ status: "pending", attempts: 1, waits: true },
    error: "Error: no room for [address]",
  });
  expect((await row()).sealed_link.toString("latin1")).not.toContain("/link");
  expect(await mailbox.read(pat.email)).toEqual([]); // not due yet
  await mailbox.hurry();
  expect(await mailbox.read(pat.email)).toHaveLength(1);
  expect(await row()).toMatchObject({ status: "sent", sealed_link: null, error: null });
});

test("of a thousand mails and two workers nobody gets one twice", async () => {
  const pat = await world.signUp();
  await world.door.admin.query(
    `INSERT INTO mails (id, user_id, address, kind, detail)
     SELECT gen_random_uuid(), $1, $2, 'recovery_canceled', '{}' FROM generate_series(1, 1000)`,
    [pat.userId, pat.email],
  );
  await Promise.all([mailbox.read(pat.email), mailbox.read(pat.email)]);
  const mails = await mailbox.read(pat.email);
  expect([mails.length, new Set(mails.map(({ id }) => id)).size]).toEqual([1000, 1000]);
});

test("a mailed link brings somebody back after a day, once, and ends every session", async () => {
  const pat = await verified();
  expect((await world.ask(mailRecovery, { body: { email: pat.email } })).status).toBe(202);
  const token = await mailbox.linkToken(pat.email, "Come back without a passkey");
  const { rows } = await world.door.admin.query("SELECT t::text AS text FROM recovery_codes t");
  expect(rows.some(({ text }) => text.includes(token))).toBe(false);
  const open = () => world.ask(beginMailedRecovery, { body: { token } });
  expect([(await open()).status, (await open()).body.kind]).toEqual([202, "waiting"]);
  expect(await mailbox.subjects(pat.email)).toContain("A recovery of your account has begun");
  const seen = await world.ask(readCodes, { method: "GET", ...as(pat) });
  expect(seen.body).toMatchObject({ codesLeft: 0, opensAtMs: expect.any(Number) });
  await later(24.1 * HOUR, async () => {
    const { body } = await open();
    const response = new SoftwareAuthenticator().create(body.options.challenge);
    const done = await world.ask(finishRecoveryRoute, {
      body: { ceremonyId: body.ceremonyId, response },
    });
    expect(done.status).toBe(201);
    expect((await open()).status).toBe(401);
  });
  expect((await world.ask(currentSession, { method: "GET", ...as(pat) })).status).toBe(401);
  expect(await mailbox.subjects(pat.email)).toContain("Your account was recovered");
});

test("the mail that tells of a recovery cancels it, once", async () => {
  const pat = await verified();
  await world.ask(mailRecovery, { body: { email: pat.email } });
  const token = await mailbox.linkToken(pat.email, "Come back without a passkey");
  await world.ask(beginMailedRecovery, { body: { token } });
  const cancel = await mailbox.linkToken(pat.email, "A recovery of your account has begun");
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => world.ask(cancelMailedRecovery, { body: { token: cancel } })),
  );
  expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
  expect(
    await later(25 * HOUR, () => world.ask(beginMailedRecovery, { body: { token } })),
  ).toMatchObject({ status: 401 });
});

test("no mail goes to an address that is unknown or not confirmed, and none is sent again at once", async () => {
  const [unsure, pat] = [await world.signUp(), await verified()];
  const answers = [];
  for (const email of [unsure.email, "nobody@example.com", pat.email, pat.email]) {
    answers.push(await world.ask(mailRecovery, { body: { email } }));
  }
  expect(answers.map(({ status, text }) => `${status}${text}`)).toEqual(Array(4).fill("202"));
  expect(await mailbox.subjects(unsure.email)).toEqual([]);
  const links = (await mailbox.subjects(pat.email)).filter((one) => one.startsWith("Come back"));
  expect(links).toHaveLength(1);
});

test.each([
  ["an hour later", 1.1 * HOUR],
  ["a week later", 168 * HOUR],
])("a link that was never opened is dead %s", async (_, ms) => {
  const pat = await verified();
  await world.ask(mailRecovery, { body: { email: pat.email } });
  const token = await mailbox.linkToken(pat.email, "Come back without a passkey");
  const answer = await later(ms, () => world.ask(beginMailedRecovery, { body: { token } }));
  expect(answer.status).toBe(401);
});

test.each(["", "x", "A".repeat(43), "A".repeat(62), "../../etc"])(
  "%s is no link of ours",
  async (token) => {
    for (const route of [beginMailedRecovery, cancelMailedRecovery, confirmVerification]) {
      const answer = await world.ask(route, { body: { token } });
      expect([answer.status, answer.body.code]).toEqual([401, "unauthenticated"]);
    }
  },
);
