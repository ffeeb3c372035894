import { afterAll, expect, test } from "vitest";
import { createPrisma } from "../database/prisma";
import { withUser } from "../database/with-user";
import { createDoorWorld } from "../testing/door-world";
import { createApiKey, insertApiKey, listApiKeys, revokeApiKey, rotateApiKey } from "./api-keys";
import { findGrantByKey } from "./find-api-key";

const world = await createDoorWorld();
const door = world.newDoor();
const prisma = createPrisma(world.url);
afterAll(() => prisma.$disconnect());
let nowMs = Date.now();
const deps = { prisma, clock: { nowMs: () => nowMs }, webPool: world.pool("raxx_web") };
const [alice, bob] = [await world.openAccount(door), await world.openAccount(door)];

const grantOf = (keyId: string, secret: string, ip = "203.0.113.7") =>
  findGrantByKey(deps, { keyId, secret, ip });
const revoke = (owner: { userId: string }, id: string) =>
  withUser(prisma, owner.userId, (tx) => revokeApiKey(tx, owner, id, nowMs));

/** Past the moment for which a checked key is trusted without a look. */
function later(): void {
  nowMs += 1_001;
}

test("a key acts for its user, on its account, at its tier's feed", async () => {
  const { key, secret } = await createApiKey(deps, alice, "Bot");
  expect(await grantOf(key.keyId, secret)).toEqual({
    caller: { userId: alice.userId, accountId: alice.accountId, tier: "pro", feed: "real_time" },
    by: "key",
    scopes: ["read", "trade", "data", "account:write"],
  });
});

test("a key may do what it was made for and no more", async () => {
  const { key, secret } = await createApiKey(deps, alice, "Reader", ["read", "data"]);
  expect(key.scopes).toEqual(["read", "data"]);
  expect(await grantOf(key.keyId, secret)).toMatchObject({ scopes: ["read", "data"] });
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
    expect(await grantOf(keyId, secret)).toBeNull();
  }
});

test("a revoked key is nobody within a second", async () => {
  const { key, secret } = await createApiKey(deps, alice, "Bot");
  expect(await grantOf(key.keyId, secret)).not.toBeNull();
  await revoke(alice, key.id);
  later();
  expect(await grantOf(key.keyId, secret)).toBeNull();
});

test("an expired key is nobody", async () => {
  const { key, secret } = await createApiKey(deps, alice, "Bot");
  await world.admin.query("UPDATE api_keys SET expires_at = now() WHERE id = $1", [key.id]);
  expect(await grantOf(key.keyId, secret)).toBeNull();
});

test("a change of tier reaches the key", async () => {
  const carol = await world.openAccount(door);
  const { key, secret } = await createApiKey(deps, carol, "Bot");
  expect(await grantOf(key.keyId, secret)).toMatchObject({
    caller: { feed: "real_time" },
  });
  await world.admin.query("UPDATE users SET tier = 'free' WHERE id = $1", [carol.userId]);
  later();
  expect(await grantOf(key.keyId, secret)).toMatchObject({
    caller: { feed: "delayed" },
  });
});

test("another's key can be neither seen nor revoked", async () => {
  const { key, secret } = await createApiKey(deps, alice, "Bot");
  expect((await listApiKeys(deps, bob)).map((one) => one.id)).not.toContain(key.id);
  await expect(revoke(bob, key.id)).rejects.toMatchObject({ code: "not_found" });
  later();
  expect(await grantOf(key.keyId, secret)).not.toBeNull();
});

test("a user has at most 20 keys that work", async () => {
  const carol = await world.openAccount(door);
  for (let count = 0; count < 20; count += 1) await createApiKey(deps, carol, `${count}`);
  await expect(createApiKey(deps, carol, "one more")).rejects.toMatchObject({ code: "conflict" });
});

test("making and revoking a key is on record, without the secret", async () => {
  const carol = await world.openAccount(door);
  const { key, secret } = await createApiKey(deps, carol, "Bot");
  await revoke(carol, key.id);
  const { rows } = await world.admin.query<{ kind: string; detail: unknown }>(
    "SELECT kind, detail FROM security_events WHERE user_id = $1 ORDER BY id",
    [carol.userId],
  );
  expect(rows.map((row) => row.kind)).toEqual(["api_key_created", "api_key_revoked"]);
  expect(JSON.stringify(rows)).not.toContain(secret);
});

test("a secret with a letter wrong is refused without asking the database", async () => {
  const { key, secret } = await createApiKey(deps, alice, "Bot");
  const wrong = `${secret.slice(0, 10)}${secret[10] === "A" ? "B" : "A"}${secret.slice(11)}`;
  const never = { ...deps, webPool: null as unknown as typeof deps.webPool };
  expect(await findGrantByKey(never, { keyId: key.keyId, secret: wrong, ip: "" })).toBeNull();
  expect(secret).toMatch(/^rxp_[\w-]{49}$/);
});

test("a key with a list of addresses works from those and from nowhere else", async () => {
  const terms = { name: "Bot", scopes: ["read"] as const, expiresAtMs: null };
  const allowedIps = ["203.0.113.0/24", "2001:db8::/32", "198.51.100.7"];
  const { key, secret } = await withUser(prisma, alice.userId, (tx) =>
    insertApiKey(tx, alice, { ...terms, allowedIps }, nowMs),
  );
  for (const [ip, allowed] of [
    ["203.0.113.9", true],
    ["::ffff:203.0.113.9", true],
    ["2001:db8::1", true],
    ["198.51.100.7", true],
    ["203.0.114.9", false],
    ["198.51.100.8", false],
    ["2001:db9::1", false],
    ["unknown", false],
    ["", false],
  ] as const) {
    expect([ip, (await grantOf(key.keyId, secret, ip)) !== null]).toEqual([ip, allowed]);
  }
});

test("an exchanged key works a day beside its successor, which has its terms", async () => {
  const terms = { name: "Bot", scopes: ["read", "data"] as const, allowedIps: ["203.0.113.0/24"] };
  const [old, made] = await withUser(prisma, alice.userId, async (tx) => {
    const first = await insertApiKey(tx, alice, { ...terms, expiresAtMs: null }, nowMs);
    return [first, await rotateApiKey(tx, alice, first.key.id, nowMs)] as const;
  });
  expect(made.key).toMatchObject(terms);
  expect(await grantOf(old.key.keyId, old.secret)).not.toBeNull();
  expect(await grantOf(made.key.keyId, made.secret)).toMatchObject({ scopes: ["read", "data"] });
  const keys = await listApiKeys(deps, alice);
  const day = 24 * 60 * 60_000;
  expect(keys.find(({ id }) => id === old.key.id)?.expiresAtMs).toBe(nowMs + day);
  const again = () =>
    withUser(prisma, bob.userId, (tx) => rotateApiKey(tx, bob, old.key.id, nowMs));
  await expect(again()).rejects.toMatchObject({ code: "not_found" });
});

test("when a key was last used is kept, at most once a minute", async () => {
  const { key, secret } = await createApiKey(deps, alice, "Bot");
  const lastUsed = async () =>
    (await listApiKeys(deps, alice)).find(({ id }) => id === key.id)?.lastUsedAtMs ?? null;
  expect(await lastUsed()).toBeNull();
  for (let call = 0; call < 5; call += 1) await grantOf(key.keyId, secret);
  await expect.poll(lastUsed).not.toBeNull();
});
