import { expect, test } from "vitest";
import { createDoorWorld } from "../testing/door-world";
import { rowsOf } from "../testing/owned-rows";
import { insertOf } from "../testing/seeded-users";
import { changeTier } from "./change-tier";
import { endSessions } from "./end-sessions";
import { KeyRing } from "./key-ring";
import { rotateSigningKey } from "./rotate-signing-key";
import { signSessionToken, TOKEN_SECONDS, verifySessionToken } from "./session-token";

const world = await createDoorWorld();
const owner = world.pool("raxx_owner");
const web = world.pool("raxx_web");
const SECRET = "only-for-tests-only-for-tests";
const TOKEN = {
  userId: "11111111-1111-4111-8111-111111111111",
  sessionId: "22222222-2222-4222-8222-222222222222",
  tokenId: "33333333-3333-4333-8333-333333333333",
};
const clock = { nowMs: () => Date.now() };
/** Another process, which has read nothing yet. */
const newRing = () => new KeyRing(web, SECRET, clock);
const counts = async (text: string) =>
  (await verifySessionToken(newRing(), text, {
    nowMs: clock.nowMs(),
    secondsMax: TOKEN_SECONDS,
  })) !== null;

test("after a rotation both keys count; after one at once only the newest", async () => {
  const first = await signSessionToken(newRing(), TOKEN, clock.nowMs());
  await rotateSigningKey(owner, SECRET, { atOnce: false });
  const second = await signSessionToken(newRing(), TOKEN, clock.nowMs());
  expect([await counts(first), await counts(second)]).toEqual([true, true]);
  const kid = await rotateSigningKey(owner, SECRET, { atOnce: true });
  const third = await signSessionToken(newRing(), TOKEN, clock.nowMs());
  expect([await counts(first), await counts(second), await counts(third)]).toEqual([
    false,
    false,
    true,
  ]);
  expect(JSON.parse(Buffer.from(third.split(".")[0] ?? "", "base64url").toString()).kid).toBe(kid);
});

test("raxx_web adds a key and neither changes nor removes one; the worker sees none", async () => {
  for (const text of ["UPDATE signing_keys SET retires_at = now()", "DELETE FROM signing_keys"]) {
    await expect(web.query(text)).rejects.toThrow(/permission denied/);
  }
  const all = "SELECT * FROM signing_keys";
  for (const role of ["raxx_worker", "raxx_commit", "raxx_retention"] as const) {
    await expect(world.pool(role).query(all)).rejects.toThrow(/permission denied/);
  }
});

test("the sessions of a user end at once, on record, and nobody else's", async () => {
  const [userId, other] = [await world.newUser(), await world.newUser()];
  for (const id of [userId, userId, other]) {
    const { text, values } = insertOf("sessions", rowsOf(id, "").sessions ?? {});
    await world.admin.query(text, values);
  }
  expect(await endSessions(owner, `${userId}@example.test`)).toBe(2);
  expect(await endSessions(owner, `${userId}@example.test`)).toBe(0);
  expect(await endSessions(owner, "nobody@example.test")).toBe(0);
  const { rows } = await world.admin.query(
    "SELECT count(*)::int AS n FROM sessions WHERE user_id = $1 AND revoked_at IS NULL",
    [other],
  );
  expect(rows).toEqual([{ n: 1 }]);
  const events = await world.admin.query(
    "SELECT kind, detail->>'by' AS by FROM security_events WHERE user_id = $1",
    [userId],
  );
  const ended = { kind: "session_revoked", by: "operator" };
  expect(events.rows).toEqual([ended, ended]);
});

test("a change of tier is on record, once", async () => {
  const userId = await world.newUser("free");
  const email = `${userId}@example.test`;
  expect(await changeTier(owner, email, { tier: "pro", nowMs: Date.now() })).toEqual({
    userId,
    before: "free",
  });
  expect(await changeTier(owner, email, { tier: "pro", nowMs: Date.now() })).toEqual({
    userId,
    before: "pro",
  });
  expect(
    await changeTier(owner, "nobody@example.test", { tier: "pro", nowMs: Date.now() }),
  ).toBeNull();
  const { rows } = await world.admin.query(
    "SELECT kind, detail FROM security_events WHERE user_id = $1",
    [userId],
  );
  expect(rows).toEqual([{ kind: "tier_changed", detail: { from: "free", to: "pro" } }]);
});
