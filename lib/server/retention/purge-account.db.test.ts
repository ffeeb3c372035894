/** A purged account is the same account with a shorter past. */
import { expect, test } from "vitest";
import { canonicalize, parseCanonical } from "@/lib/engine/canonical";
import type { EventOf } from "@/lib/engine/event/event";
import type { Door } from "../commit/door";
import {
  createDoorWorld,
  type OpenedAccount,
  order,
  silentLog,
  submit,
} from "../testing/door-world";
import { call, simpleDraft } from "../testing/drafts";
import { purgeAccount } from "./purge-account";
import { purgeAll } from "./purge-all";

const world = await createDoorWorld();
const retention = world.pool("raxx_retention");
const removing = { dryRun: false } as const;

/** Two fills, a canceled order, a working one that is half filled: seven orders' worth of events. */
async function trade(door: Door, account: OpenedAccount): Promise<string> {
  world.market.quoteBoth("AAPL", { bid: "99.99", ask: "100.01" });
  world.market.quoteBoth("MSFT", { bid: "49.99", ask: "50.01" });
  await fill(door, account, simpleDraft("AAPL", { qty: 5, clientOrderId: "first" }));
  await fill(door, account, simpleDraft("MSFT", { qty: 2 }));
  await fill(door, account, simpleDraft("MSFT", { side: "sell", qty: 2 }));
  const canceled = simpleDraft("AAPL", { limit: "90.00" });
  await submit(door, account, canceled);
  await order(door, account, "cancel_order", canceled.id);
  world.market.quoteBoth("AAPL", { bid: "99.99", ask: "100.01", size: 4 });
  const working = simpleDraft("AAPL", { qty: 10, limit: "100.01", timeInForce: "gtc" });
  await fill(door, account, working);
  return working.id;
}

async function fill(door: Door, account: OpenedAccount, draft: ReturnType<typeof simpleDraft>) {
  await submit(door, account, draft);
  await order(door, account, "match_order", draft.id);
}

/** As if everything of the account so far had happened so many days ago. */
async function age(accountId: string, days: number): Promise<void> {
  const client = await world.admin.connect();
  try {
    await client.query("SET session_replication_role = replica"); // events refuse every change
    await client.query(
      "UPDATE mbt_events SET recorded_at = now() - $2 * interval '1 day' WHERE account_id = $1",
      [accountId, days],
    );
  } finally {
    await client.query("SET session_replication_role = DEFAULT");
    client.release();
  }
}

/** What the hub keeps of every fill. */
const CONTEXTS = `INSERT INTO fill_contexts (account_id, version, quotes)
  SELECT account_id, version, '{}' FROM mbt_events WHERE account_id = $1 AND type = 'order_filled'`;

async function baselineOf(accountId: string) {
  const { rows } = await world.admin.query<{ payload: string }>(
    "SELECT payload FROM mbt_events WHERE account_id = $1 AND type = 'account_baselined'",
    [accountId],
  );
  const payload = rows[0]?.payload ?? "";
  return { payload, event: parseCanonical<EventOf<"account_baselined">>(payload) };
}

async function setTier(userId: string, tier: string, daysAgo: number): Promise<void> {
  const { rows } = await world.admin.query("SELECT tier FROM users WHERE id = $1", [userId]);
  await world.admin.query("UPDATE users SET tier = $2 WHERE id = $1", [userId, tier]);
  await world.admin.query(
    `INSERT INTO security_events (user_id, kind, detail, at)
     VALUES ($1, 'tier_changed', $2, now() - $3 * interval '1 day')`,
    [userId, { from: rows[0].tier, to: tier }, daysAgo],
  );
}

test.each([1_000, 3])(
  "what is old goes, what is held and works stays (batches of %i)",
  async (batch) => {
    const door = world.newDoor();
    const account = await world.openAccount(door, { tier: "free" });
    const workingId = await trade(door, account);
    const before = await door.read(account.accountId);
    const version = before?.state.version ?? 0;
    await age(account.accountId, 91);
    await world.admin.query(CONTEXTS, [account.accountId]);

    const dry = await purgeAccount(retention, account.accountId, { dryRun: true, batch });
    expect(await world.count("mbt_events", account.accountId)).toBe(version);
    const gone = await purgeAccount(retention, account.accountId, { dryRun: false, batch });
    expect(gone).toEqual(dry);
    // Five orders, of which one works on; four fills.
    expect(gone).toMatchObject({ events: version, orders: 4, fills: 4 });
    expect(await world.events(account.accountId)).toEqual(["account_baselined"]);
    expect(await world.violations()).toEqual([]);
    const baseline = await baselineOf(account.accountId);
    expect(canonicalize(baseline.event)).toBe(baseline.payload);
    expect(baseline.event.purged).toMatchObject({ toVersion: version, counts: gone });
    expect(await world.count("fill_contexts", account.accountId)).toBe(0);
    // MSFT was sold again: nothing is told of it any more.
    expect(await world.count("mbt_positions", account.accountId)).toBe(1);

    // The door goes on from its memory, and another one from the log.
    world.market.quoteBoth("AAPL", { bid: "99.99", ask: "100.01", size: 1_000 });
    await order(door, account, "match_order", workingId);
    const other = world.newDoor();
    await fill(other, account, simpleDraft("MSFT"));
    const after = await other.read(account.accountId);
    expect(after?.state.orders.size).toBe(0);
    expect([...(after?.state.positions.keys() ?? [])].sort()).toEqual(["AAPL", "MSFT"]);
    expect(await world.violations()).toEqual([]);
    expect(await purgeAccount(retention, account.accountId, removing)).toMatchObject({ events: 0 });
  },
);

test("the name of an order that is gone stays taken", async () => {
  const door = world.newDoor();
  const account = await world.openAccount(door, { tier: "free" });
  await trade(door, account);
  await age(account.accountId, 100);
  await purgeAccount(retention, account.accountId, removing);

  const again = simpleDraft("AAPL", { clientOrderId: "first" });
  expect(await submit(world.newDoor(), account, again)).toMatchObject({ kind: "duplicate" });
  const dear = simpleDraft("AAPL", { qty: 100_000, clientOrderId: "first" });
  expect(await submit(world.newDoor(), account, dear)).toMatchObject({ kind: "duplicate" });
});

test.each([
  { tier: "free", days: 89, kept: true },
  { tier: "free", days: 91, kept: false },
  { tier: "pro", days: 1_094, kept: true },
  { tier: "pro", days: 1_098, kept: false },
  { tier: "pro_plus", days: 5_000, kept: true },
] as const)("$tier after $days days: kept $kept", async ({ tier, days, kept }) => {
  const door = world.newDoor();
  const account = await world.openAccount(door, { tier });
  await trade(door, account);
  await age(account.accountId, days);
  const gone = await purgeAccount(retention, account.accountId, removing);
  expect(gone.events === 0).toBe(kept);
});

test("a plan given up counts for thirty days more", async () => {
  const door = world.newDoor();
  const account = await world.openAccount(door, { tier: "pro" });
  await trade(door, account);
  await age(account.accountId, 200);
  await setTier(account.userId, "free", 29);
  expect((await purgeAccount(retention, account.accountId, removing)).events).toBe(0);

  const other = await world.openAccount(door, { tier: "pro" });
  await trade(door, other);
  await age(other.accountId, 200);
  await setTier(other.userId, "free", 31);
  expect((await purgeAccount(retention, other.accountId, removing)).events).toBeGreaterThan(0);
});

test("all that is due goes in one run, and nobody else's", async () => {
  const door = world.newDoor();
  const [old, young] = [
    await world.openAccount(door, { tier: "free" }),
    await world.openAccount(door, { tier: "free" }),
  ];
  await fill(door, old, simpleDraft(call("AAPL", 90)));
  for (const account of [old, young]) await trade(door, account);
  await age(old.accountId, 95);
  const before = await world.events(young.accountId);
  const deps = { retentionPool: retention, pool: world.pool("raxx_worker"), log: silentLog };
  expect((await purgeAll(deps, { dryRun: true })).accounts).toBe(1);
  expect((await purgeAll(deps)).accounts).toBe(1);
  expect((await purgeAll(deps)).accounts).toBe(0);
  expect(await world.events(young.accountId)).toEqual(before);
  expect(await world.violations()).toEqual([]);
});

test("the database refuses what the plan keeps, and a baseline of another cut", async () => {
  const door = world.newDoor();
  const account = await world.openAccount(door, { tier: "free" });
  await trade(door, account);
  const purge = (baseline: object) =>
    retention.query("SELECT retention_purge($1, 3, $2, '{}', '{}')", [
      account.accountId,
      JSON.stringify(baseline),
    ]);
  await expect(purge({})).rejects.toThrow("the plan of this account keeps event 3");
  await age(account.accountId, 91);
  const other = { state: { epoch: 1, version: 3 }, purged: { lastHash: "00" } };
  await expect(purge(other)).rejects.toThrow("the baseline is not that of event 3");
  await expect(retention.query("DELETE FROM mbt_events")).rejects.toThrow("permission denied");
});
