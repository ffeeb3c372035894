import { afterAll, expect, test } from "vitest";
import { createPrisma } from "../database/prisma";
import { createDoorWorld } from "../testing/door-world";
import { createApiKey, findGrantByKey, listApiKeys, revokeApiKey } from "./api-keys";

const world = await createDoorWorld();
const door = world.newDoor();
const prisma = createPrisma(world.url);
afterAll(() => prisma.$disconnect());
let nowMs = Date.now();
const deps = { prisma, clock: { nowMs: () => nowMs }, webPool: world.pool("raxx_web") };
const [alice, bob] = [await world.openAccount(door), await world.openAccount(door)];

/** Past the moment for which a checked key is trusted without a look. */
function later(): void {
  nowMs += 1_001;
}

test("a key acts for its user, on its account, at its tier's feed", async () => {
  const { key, secret } = await createApiKey(deps, alice, "Bot");
  expect(await findGrantByKey(deps, key.keyId, secret)).toEqual({
    caller: { userId: alice.userId, accountId: alice.accountId, tier: "pro", feed: "real_time" },
    by: "key",
    scopes: ["read", "trade", "data", "account:write"],
  });
});

test("a key may do what it was made for and no more", async () => {
  const { key, secret } = await createApiKey(deps, alice, "Reader", ["read", "data"]);
  expect(key.scopes).toEqual(["read", "data"]);
  expect(await findGrantByKey(deps, key.keyId, secret)).toMatchObject({ scopes: ["read", "data"] });
});

test("the secret is stored nowhere", async () => {
  const { secret } = await createApiKey(deps, alice, "Bot");
  const { rows } = await world.admin.query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'",
  );
  for (const { name } of rows) {
    const found = await world.admin.query(
      `SELECT 1 FROM ${name} AS t WHERE position($1 IN t::text) > 0 OR position($2 IN t::text) > 0`,
      [secret, Buffer.from(secret).toString("hex")],
    );
    expect({ name, rows: found.rowCount }).toEqual({ name, rows: 0 });
  }
});

test("a wrong secret, another key's secret and a key that never was are nobody", async () => {
  const [one, two] = [await createApiKey(deps, alice, "1"), await createApiKey(deps, bob, "2")];
  for (const [keyId, secret] of [
    [one.key.keyId, two.secret],
    [one.key.keyId, ""],
    [one.key.keyId, `${one.secret} `],
    [`RXP${"A".repeat(17)}`, one.secret],
    [`${one.key.keyId}'; --`, one.secret],
    ["", one.secret],
  ] as const) {
    expect(await findGrantByKey(deps, keyId, secret)).toBeNull();
  }
});

test("a revoked key is nobody within a second", async () => {
  const { key, secret } = await createApiKey(deps, alice, "Bot");
  expect(await findGrantByKey(deps, key.keyId, secret)).not.toBeNull();
  await revokeApiKey(deps, alice, key.id);
  later();
  expect(await findGrantByKey(deps, key.keyId, secret)).toBeNull();
});

test("an expired key is nobody", async () => {
  const { key, secret } = await createApiKey(deps, alice, "Bot");
  await world.admin.query("UPDATE api_keys SET expires_at = now() WHERE id = $1", [key.id]);
  expect(await findGrantByKey(deps, key.keyId, secret)).toBeNull();
});

test("a change of tier reaches the key", async () => {
  const carol = await world.openAccount(door);
  const { key, secret } = await createApiKey(deps, carol, "Bot");
  expect(await findGrantByKey(deps, key.keyId, secret)).toMatchObject({
    caller: { feed: "real_time" },
  });
  await world.admin.query("UPDATE users SET tier = 'free' WHERE id = $1", [carol.userId]);
  later();
  expect(await findGrantByKey(deps, key.keyId, secret)).toMatchObject({
    caller: { feed: "delayed" },
  });
});

test("another's key can be neither seen nor revoked", async () => {
  const { key, secret } = await createApiKey(deps, alice, "Bot");
  expect((await listApiKeys(deps, bob)).map((one) => one.id)).not.toContain(key.id);
  await expect(revokeApiKey(deps, bob, key.id)).rejects.toMatchObject({ code: "not_found" });
  await expect(revokeApiKey(deps, bob, "not an id")).rejects.toMatchObject({ code: "not_found" });
  later();
  expect(await findGrantByKey(deps, key.keyId, secret)).not.toBeNull();
});

test("a user has at most 20 keys that work", async () => {
  const carol = await world.openAccount(door);
  for (let count = 0; count < 20; count += 1) await createApiKey(deps, carol, `${count}`);
  await expect(createApiKey(deps, carol, "one more")).rejects.toMatchObject({ code: "conflict" });
});

test("making and revoking a key is on record, without the secret", async () => {
  const carol = await world.openAccount(door);
  const { key, secret } = await createApiKey(deps, carol, "Bot");
  await revokeApiKey(deps, carol, key.id);
  const { rows } = await world.admin.query<{ kind: string; detail: unknown }>(
    "SELECT kind, detail FROM security_events WHERE user_id = $1 ORDER BY id",
    [carol.userId],
  );
  expect(rows.map((row) => row.kind)).toEqual(["api_key_created", "api_key_revoked"]);
  expect(JSON.stringify(rows)).not.toContain(secret);
});
