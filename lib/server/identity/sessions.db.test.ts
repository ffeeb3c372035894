import { afterAll, expect, test } from "vitest";
import { createPrisma } from "../database/prisma";
import { createDoorWorld } from "../testing/door-world";
import { recordSecurityEvent } from "./security-events";
import { openSession, readSession, revokeSession, SESSION_SECONDS } from "./sessions";

const world = await createDoorWorld();
const door = world.newDoor();
const prisma = createPrisma(world.url);
afterAll(() => prisma.$disconnect());
const web = world.pool("raxx_web");
const at = (nowMs: number) => ({ prisma, clock: { nowMs: () => nowMs } });
const deps = at(Date.now());
const [alice, bob] = [await world.openAccount(door), await world.openAccount(door)];
const from = { userAgent: "Test", ip: "203.0.113.7" };

test("an open session is its user with the account and feed", async () => {
  const id = await openSession(deps, alice.userId, from);
  expect(await readSession(web, id, alice.userId)).toEqual({
    sessionId: id,
    email: `${alice.userId}@example.test`,
    caller: {
      userId: alice.userId,
      accountId: alice.accountId,
      tier: "pro",
      feed: "real_time",
    },
  });
});

test("a revoked session is over at once, and the user's others are not", async () => {
  const [one, two] = [
    await openSession(deps, alice.userId, from),
    await openSession(deps, alice.userId, from),
  ];
  await revokeSession(deps, one, alice.userId);
  expect(await readSession(web, one, alice.userId)).toBeNull();
  expect(await readSession(web, two, alice.userId)).not.toBeNull();
});

test("a session runs out by itself", async () => {
  const id = await openSession(at(Date.now() - SESSION_SECONDS * 1_000), alice.userId, from);
  expect(await readSession(web, id, alice.userId)).toBeNull();
});

test("a session is nobody else's", async () => {
  const id = await openSession(deps, alice.userId, from);
  expect(await readSession(web, id, bob.userId)).toBeNull();
  await revokeSession(deps, id, bob.userId);
  expect(await readSession(web, id, alice.userId)).not.toBeNull();
});

test("what is no id is no session", async () => {
  const id = await openSession(deps, alice.userId, from);
  expect(await readSession(web, "1 OR true", alice.userId)).toBeNull();
  expect(await readSession(web, id, "nobody")).toBeNull();
});

test("of an address only the neighbourhood is kept", async () => {
  const id = await openSession(deps, alice.userId, from);
  const { rows } = await world.admin.query("SELECT ip_prefix FROM sessions WHERE id = $1", [id]);
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
