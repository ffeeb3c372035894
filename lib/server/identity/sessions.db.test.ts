import { afterAll, expect, test } from "vitest";
import { createPrisma } from "../database/prisma";
import { createDoorWorld } from "../testing/door-world";
import { recordSecurityEvent } from "./security-events";
import { revokeOtherSessions, revokeSession } from "./session-list";
import { ROLLING_SECONDS, type SessionToken } from "./session-token";
import {
  ABSOLUTE_SECONDS,
  confirmSession,
  exchangeToken,
  openSession,
  readSession,
  rereadSession,
} from "./sessions";

const world = await createDoorWorld();
const door = world.newDoor();
const prisma = createPrisma(world.url);
afterAll(() => prisma.$disconnect());
const web = world.pool("raxx_web");
const at = (nowMs: number) => ({ prisma, clock: { nowMs: () => nowMs } });
const deps = at(Date.now());
const [alice, bob] = [await world.openAccount(door), await world.openAccount(door)];
const from = { userAgent: "Test", ip: "203.0.113.7" };
const NEVER = "44444444-4444-4444-8444-444444444444";

const open = () => openSession(deps, alice.userId, from);
const counts = async (token: SessionToken) => (await readSession(web, token)) !== null;

test("an open session is its user with the account and feed", async () => {
  const token = await open();
  expect(await readSession(web, token)).toMatchObject({
    sessionId: token.sessionId,
    email: `${alice.userId}@example.test`,
    caller: {
      userId: alice.userId,
      accountId: alice.accountId,
      tier: "pro",
      feed: "real_time",
    },
    authenticatedAtMs: deps.clock.nowMs(),
    expiresAtMs: deps.clock.nowMs() + 12 * 3_600_000,
    endsAtMs: deps.clock.nowMs() + 7 * 86_400_000,
  });
});

test("a revoked session is over at once, and the user's others are not", async () => {
  const [one, two] = [await open(), await open()];
  expect(await revokeSession(deps, alice.userId, one.sessionId, "signed_out")).toBe(true);
  expect(await counts(one)).toBe(false);
  expect(await rereadSession(web, { ...one, accountId: alice.accountId })).toBeNull();
  expect(await exchangeToken(web, one)).toBeNull();
  expect(await counts(two)).toBe(true);
  expect(await revokeSession(deps, alice.userId, one.sessionId, "signed_out")).toBe(false);
});

test("all others end together, and only the user's", async () => {
  const [one, two] = [await open(), await open()];
  const bobs = await openSession(deps, bob.userId, from);
  const reading = await readSession(web, two);
  if (reading === null) throw new Error("not open");
  expect(await revokeOtherSessions(deps, reading)).toBeGreaterThan(0);
  expect([await counts(one), await counts(two), await counts(bobs)]).toEqual([false, true, true]);
});

test("a session unused for twelve hours is over, and a used one after seven days", async () => {
  const idle = await openSession(at(Date.now() - ROLLING_SECONDS * 1_000), alice.userId, from);
  expect(await counts(idle)).toBe(false);
  const old = await openSession(at(Date.now() - ABSOLUTE_SECONDS * 1_000), alice.userId, from);
  await world.admin.query(
    "UPDATE sessions SET expires_at = now() + interval '1 hour' WHERE id = $1",
    [old.sessionId],
  );
  expect(await counts(old)).toBe(false);
  expect(await exchangeToken(web, old)).toBeNull();
});

test("an exchange moves the rolling end, never past the last, and never the authentication", async () => {
  const nowMs = Date.now();
  const sixDaysAgo = at(nowMs - 6.8 * 86_400_000);
  const token = await openSession(sixDaysAgo, alice.userId, from);
  await world.admin.query(
    "UPDATE sessions SET expires_at = now() + interval '1 minute' WHERE id = $1",
    [token.sessionId],
  );
  const next = await exchangeToken(web, token);
  if (next === null) throw new Error("not exchanged");
  const reading = await readSession(web, next);
  expect(reading?.authenticatedAtMs).toBe(sixDaysAgo.clock.nowMs());
  expect(reading?.expiresAtMs).toBe(reading?.endsAtMs);
});

test("the token before still counts, for an answer that was lost, and the one before that is dead", async () => {
  const first = await open();
  const second = await exchangeToken(web, first);
  expect(await exchangeToken(web, first)).toEqual(second);
  expect(await counts(first)).toBe(true);
  const third = second && (await exchangeToken(web, second));
  expect(third && (await counts(third))).toBe(true);
  expect(await counts(first)).toBe(false);
  expect(await exchangeToken(web, first)).toBeNull();
});

test("of a hundred exchanges at once one makes the successor and all are given it", async () => {
  const first = await open();
  const all = await Promise.all(Array.from({ length: 100 }, () => exchangeToken(web, first)));
  expect(new Set(all.map((token) => token?.tokenId)).size).toBe(1);
  expect(all[0]?.tokenId).not.toBe(first.tokenId);
});

test("a confirmation kills every token of before and keeps the session", async () => {
  const first = await open();
  const second = await exchangeToken(web, first);
  const confirmed = await confirmSession(deps, first);
  expect(confirmed?.sessionId).toBe(first.sessionId);
  expect(await counts(first)).toBe(false);
  expect(second && (await counts(second))).toBe(false);
  expect(confirmed && (await counts(confirmed))).toBe(true);
});

test("a session is nobody else's", async () => {
  const token = await open();
  const stolen = { ...token, userId: bob.userId };
  expect(await readSession(web, stolen)).toBeNull();
  expect(await rereadSession(web, { ...stolen, accountId: alice.accountId })).toBeNull();
  expect(await exchangeToken(web, stolen)).toBeNull();
  expect(await confirmSession(deps, stolen)).toBeNull();
  expect(await revokeSession(deps, bob.userId, token.sessionId, "signed_out")).toBe(false);
  expect(await counts({ ...token, tokenId: NEVER })).toBe(false);
  expect(await counts(token)).toBe(true);
});

test("what is no id is no session", async () => {
  const token = await open();
  for (const broken of ["1 OR true", "", "null", "00000000"]) {
    for (const part of ["sessionId", "userId", "tokenId"]) {
      expect(await readSession(web, { ...token, [part]: broken })).toBeNull();
      expect(await exchangeToken(web, { ...token, [part]: broken })).toBeNull();
    }
  }
});

test("of an address only the neighbourhood is kept", async () => {
  const { sessionId } = await open();
  const { rows } = await world.admin.query("SELECT ip_prefix FROM sessions WHERE id = $1", [
    sessionId,
  ]);
  expect(rows).toEqual([{ ip_prefix: "203.0.113.0/24" }]);
});

test("security events can be added and never changed, also not by their user", async () => {
  await recordSecurityEvent({ prisma }, alice.userId, "signed_in", { from: "here" });
  const client = await web.connect();
  for (const text of [
    "UPDATE security_events SET kind = 'x'",
    "DELETE FROM security_events",
    "TRUNCATE security_events",
  ]) {
    await client.query("BEGIN");
    await client.query("SELECT set_config('app.user_id', $1, true)", [alice.userId]);
    await expect(client.query(text)).rejects.toThrow(/permission denied/);
    await client.query("ROLLBACK");
  }
  client.release();
  await expect(world.admin.query("UPDATE security_events SET kind = 'x'")).rejects.toThrow(
    /append-only/,
  );
});
