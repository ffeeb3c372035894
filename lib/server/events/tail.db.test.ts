import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { expect, test } from "vitest";
import { canonicalize } from "@/lib/engine/canonical";
import { createDoorWorld, silentLog, submit } from "../testing/door-world";
import { simpleDraft } from "../testing/drafts";
import { EventTail, type TailedEvent } from "./tail";

const world = await createDoorWorld();
const door = world.newDoor();
world.market.quoteBoth("AAPL", { bid: "99.99", ask: "100.01" });

/** One event as a door would write it, in a transaction that the test holds. */
const INSERT = `INSERT INTO mbt_events (account_id, version, type, payload, hash, event_ms, market_at, xid)
  VALUES ($1, $2, 'account_frozen', $3, '', 0, now(), pg_current_xact_id()::text::bigint)`;
const PAYLOAD = canonicalize({ type: "account_frozen", reason: "a test", atMs: 0, rules: 1 });

function heard(tail: EventTail): string[] {
  const keys: string[] = [];
  tail.listen((events) => keys.push(...events.map(keyOf)));
  return keys;
}

function keyOf({ accountId, version }: Pick<TailedEvent, "accountId" | "version">): string {
  return `${accountId} ${version}`;
}

/** Reads until the tail has caught up with all that was committed. */
async function catchUp(tail: EventTail, keys: readonly string[], count: number): Promise<void> {
  await expect
    .poll(
      async () => {
        await tail.step();
        return keys.length;
      },
      { interval: 5, timeout: 15_000 },
    )
    .toBe(count);
}

async function withClient(work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  const client = await world.admin.connect();
  try {
    await work(client);
  } finally {
    client.release();
  }
}

test("an event whose transaction commits late is neither skipped nor overtaken", async () => {
  const [slow, fast] = [await world.openAccount(door), await world.openAccount(door)];
  const tail = new EventTail(world.pool("raxx_worker"), silentLog);
  const keys = heard(tail);
  await tail.open();
  await withClient(async (held) => {
    await held.query("BEGIN");
    await held.query(INSERT, [slow.accountId, 2, PAYLOAD]);
    await submit(door, fast, simpleDraft("AAPL"));
    await tail.step();
    expect(keys).toEqual([]); // a later event is there, and reading it now would skip the held one
    await held.query("COMMIT");
  });
  await catchUp(tail, keys, 2);
  expect(keys).toEqual([`${slow.accountId} 2`, `${fast.accountId} 2`]);
});

test("an event whose transaction is rolled back holds nothing up", async () => {
  const [slow, fast] = [await world.openAccount(door), await world.openAccount(door)];
  const tail = new EventTail(world.pool("raxx_worker"), silentLog);
  const keys = heard(tail);
  await tail.open();
  await withClient(async (held) => {
    await held.query("BEGIN");
    await held.query(INSERT, [slow.accountId, 2, PAYLOAD]);
    await submit(door, fast, simpleDraft("AAPL"));
    await held.query("ROLLBACK");
  });
  await catchUp(tail, keys, 1);
  expect(keys).toEqual([`${fast.accountId} 2`]);
});

test("of 1,000 commits from ten connections each is heard once, and each account's in order", async () => {
  const accounts = await Promise.all(Array.from({ length: 10 }, () => world.openAccount(door)));
  const tail = new EventTail(world.pool("raxx_worker"), silentLog);
  const keys = heard(tail);
  const versions = new Map<string, number[]>();
  tail.listen((events) => {
    for (const { accountId, version } of events) {
      versions.set(accountId, [...(versions.get(accountId) ?? []), version]);
    }
  });
  await tail.open();
  const stop = new AbortController();
  const running = tail.run(stop.signal);
  const writers = accounts.map(async ({ accountId }, writer) => {
    const client = new (await import("pg")).default.Client(world.url);
    await client.connect();
    for (let version = 2; version <= 101; version += 1) {
      await client.query("BEGIN");
      await client.query(INSERT, [accountId, version, PAYLOAD]);
      // Some transactions stay open over the commits of others.
      if ((version + writer) % 10 === 0) await sleep(5);
      await client.query("COMMIT");
    }
    await client.end();
  });
  await Promise.all(writers);
  await expect.poll(() => keys.length, { timeout: 15_000 }).toBe(1_000);
  await sleep(60); // long enough for a doubled one to show
  stop.abort();
  await running;
  expect(new Set(keys).size).toBe(1_000);
  expect(keys).toHaveLength(1_000);
  for (const heardVersions of versions.values()) {
    expect(heardVersions).toEqual(Array.from({ length: 100 }, (_, index) => index + 2));
  }
});

test("after an error it goes on from where it was", async () => {
  const account = await world.openAccount(door);
  const pool = world.pool("raxx_worker");
  const tail = new EventTail(pool, silentLog);
  const keys = heard(tail);
  await tail.open();
  const stop = new AbortController();
  const running = tail.run(stop.signal);
  await submit(door, account, simpleDraft("AAPL"));
  await expect.poll(() => keys).toEqual([`${account.accountId} 2`]);
  for (let round = 0; round < 3; round += 1) {
    await world.admin.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'raxx_worker' AND datname = current_database()",
    );
    await submit(door, account, simpleDraft("AAPL"));
  }
  await expect.poll(() => keys.length, { timeout: 5_000 }).toBe(4);
  stop.abort();
  await running;
  expect(keys).toEqual([2, 3, 4, 5].map((version) => `${account.accountId} ${version}`));
});

test("one listener that throws neither stops the others nor makes them hear twice", async () => {
  const account = await world.openAccount(door);
  const tail = new EventTail(world.pool("raxx_worker"), silentLog);
  const before = heard(tail);
  tail.listen(() => {
    throw new Error("a bug of this listener");
  });
  const after = heard(tail);
  await tail.open();
  await submit(door, account, simpleDraft("AAPL"));
  await catchUp(tail, after, 1);
  await tail.step();
  expect([before, after]).toEqual([[`${account.accountId} 2`], [`${account.accountId} 2`]]);
});

test("a hint wakes it at once, also one that came while it was reading", async () => {
  const pool = world.pool("raxx_worker");
  const tail = new EventTail(pool, silentLog);
  await tail.open();
  let reads = 0;
  pool.on("acquire", () => {
    reads += 1;
    if (reads < 200) tail.hint();
  });
  const stop = new AbortController();
  const startedAtMs = performance.now();
  const running = tail.run(stop.signal);
  await expect.poll(() => reads, { interval: 5, timeout: 10_000 }).toBeGreaterThanOrEqual(200);
  expect(performance.now() - startedAtMs).toBeLessThan(200 * 20); // what polling alone would take
  stop.abort();
  await running;
});

test("a new order comes with its owner's world and profile as they are at that moment, nothing else does", async () => {
  const account = await world.openAccount(door);
  const tail = new EventTail(world.pool("raxx_worker"), silentLog);
  const keys = heard(tail);
  const terms: TailedEvent["terms"][] = [];
  tail.listen((events) => terms.push(...events.map((event) => event.terms)));
  await tail.open();
  const order = simpleDraft("AAPL", { limit: "90.00" });
  await submit(door, account, order);
  await catchUp(tail, keys, 1);
  await world.admin.query("UPDATE users SET tier = 'free' WHERE id = $1", [account.userId]);
  await submit(door, account, simpleDraft("AAPL", { limit: "90.00" }));
  const command = { type: "cancel_order", orderId: order.id } as const;
  await door.ask({ accountId: account.accountId, feed: "real_time", command });
  await catchUp(tail, keys, 3);
  const profile = "standard";
  expect(terms).toEqual([{ feed: "real_time", profile }, { feed: "delayed", profile }, null]);
});

test("its query is planned once, not for each place in the log", async () => {
  const pool = world.pool("raxx_worker");
  const tail = new EventTail(pool, silentLog);
  const keys = heard(tail);
  const [account, old] = [await world.openAccount(door), await world.openAccount(door)];
  // A long log, of which one who follows reads the end: for that place alone a cheaper plan could be made.
  const past = "pg_current_xact_id()::text::bigint FROM generate_series(2, 5000) AS version";
  await world.admin.query(
    INSERT.replace(/VALUES .*/, `SELECT $1, version, 'account_frozen', $2, '', 0, now(), ${past}`),
    [old.accountId, PAYLOAD],
  );
  await world.admin.query("VACUUM ANALYZE mbt_events");
  await tail.open();
  for (let reads = 0; reads < 10; reads += 1) await tail.step(); // as one that polls while nothing happens
  for (let count = 1; count <= 20; count += 1) {
    await submit(door, account, simpleDraft("AAPL", { limit: "90.00" }));
    await catchUp(tail, keys, count);
  }
  const { rows } = await pool.query(
    "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE name = 'event_tail'",
  );
  // PostgreSQL tries five plans of their own first (manual of 18, PREPARE, read 2026-11-22).
  expect(Number(rows[0].custom_plans)).toBe(5);
  expect(Number(rows[0].generic_plans)).toBeGreaterThanOrEqual(25);
});
