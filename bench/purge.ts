/**
 * purge: rows a second that retention removes, with the baseline it leaves, while somebody trades; against a plain
 * DELETE of the same events by key range, batch by batch, beside the same trading: two cores are shared either way.
 */
import type pg from "pg";
import { Door } from "@/lib/server/commit/door";
import { createPool } from "@/lib/server/database/pools";
import { purgeAccount } from "@/lib/server/retention/purge-account";
import { simpleDraft } from "@/lib/server/testing/drafts";
import { FakeMarket } from "@/lib/server/testing/fake-market";
import { verifyAccounts } from "@/lib/server/verify/verify-all";
import { cpuShare, quantile, type Slice, slice } from "./measure";
import { check, main, report } from "./report";
import { address, adminPool, log, type Owner, openAccounts } from "./world";

/** Accounts with a past, and orders each bought and sold. */
const SIZES = [20, 100];
const ORDERS = 400;
const BATCH = 2_000;
const TRADE_MS = 3_000;

async function run(): Promise<void> {
  const admin = adminPool(4);
  const url = address("BENCH_DATABASE_URL");
  const market = new FakeMarket();
  market.quoteBoth("AAPL", { bid: "99.99", ask: "100.01" });
  const door = new Door({ pool: createPool(url, "raxx_commit", log), market, log });
  const retention = timed(createPool(url, "raxx_retention", log));
  const traders = await openAccounts({ admin, door }, { users: 1, accountsEach: 8 });
  for (const size of SIZES) {
    const owners = await openAccounts({ admin, door }, { users: 1, accountsEach: size });
    await Promise.all(owners.map((owner) => live(door, owner)));
    await age(admin, owners);
    await measure({ admin, door, retention, owners, traders });
  }
}

async function live(door: Door, { accountId }: Owner): Promise<void> {
  for (let n = 0; n < ORDERS; n += 1) await order(door, accountId, n % 2 === 0 ? "buy" : "sell");
}

async function order(door: Door, accountId: string, side: "buy" | "sell"): Promise<void> {
  const draft = simpleDraft("AAPL", { side });
  await door.ask({ accountId, feed: "real_time", command: { type: "submit_order", draft } });
  const command = { type: "match_order", orderId: draft.id, trigger: "quote" } as const;
  await door.ask({ accountId, feed: "real_time", command });
}

/** As if it had all been four years ago, of a plan that keeps three: events refuse every other change. */
async function age(admin: pg.Pool, owners: readonly Owner[]): Promise<void> {
  const client = await admin.connect();
  const ids = owners.map(({ accountId }) => accountId);
  await client.query("UPDATE users SET tier = 'pro' WHERE id = $1", [owners[0]?.userId]);
  await client.query("SET session_replication_role = replica");
  await client.query(
    "UPDATE mbt_events SET recorded_at = now() - interval '4 years' WHERE account_id = ANY ($1)",
    [ids],
  );
  await client.query("SET session_replication_role = DEFAULT");
  client.release();
  await admin.query("VACUUM ANALYZE");
}

async function measure(world: {
  admin: pg.Pool;
  door: Door;
  retention: pg.Pool;
  owners: readonly Owner[];
  traders: readonly Owner[];
}): Promise<void> {
  const { admin, door, retention, owners, traders } = world;
  await copyEvents(admin);
  const plain = await besideTrading({ door, traders }, () => deleteEvents(admin, owners));
  const peer = (plain.work.count / plain.work.ms) * 1_000;
  const alone = await tradeFor(door, traders, () => false);
  batches.length = 0;
  const { work: purged, times: busy } = await besideTrading({ door, traders }, async () => {
    let rows = 0;
    for (const { accountId } of owners) {
      const gone = await purgeAccount(retention, accountId, { dryRun: false, batch: BATCH });
      rows += gone.events + gone.orders + gone.fills + gone.ledger_entries + gone.activities;
    }
    return rows;
  });
  const { failures } = await verifyAccounts(admin, [owners[0]?.accountId ?? ""]);
  check(failures.length === 0, "a purged account verifies");
  check(purged.count > owners.length * ORDERS * 4, "everything old is gone");
  const rate = (purged.count / purged.ms) * 1_000;
  const at = `${purged.count.toLocaleString("en-US")} rows`;
  const rest = { name: "purge", cpuShare: cpuShare([purged]), checked: "0 differences" };
  report({
    ...{ ...rest, at, value: rate, unit: "rows/s", lowerIsBetter: false },
    ...{ peer, peerUnit: "rows/s, DELETE by key range", floor: 0.4, goal: 0.8 },
    ratio: one(rate / peer),
  });
  const [p99, calm] = [quantile(busy, 0.99), quantile(alone, 0.99)];
  report({
    ...{
      ...rest,
      at: `${at}, an order beside it, p99`,
      value: p99,
      unit: "ms",
      lowerIsBetter: true,
    },
    ...{ peer: calm, peerUnit: "ms, without", floor: 1.2, goal: 1.1, ratio: one(p99 / calm) },
  });
  report({
    ...{ ...rest, at: `${at}, longest of ${batches.length} batches`, value: Math.max(...batches) },
    ...{ unit: "ms", lowerIsBetter: true, peer: quantile(batches, 0.5), peerUnit: "ms (p50)" },
    ...{ ratio: null, floor: 1_000, goal: 500 },
  });
}

function one(ratio: number): { low: number; median: number; high: number } {
  return { low: ratio, median: ratio, high: ratio };
}

/** Milliseconds of each transaction that purged. */
const batches: number[] = [];

function timed(pool: pg.Pool): pg.Pool {
  const query = pool.query.bind(pool) as (...args: readonly unknown[]) => Promise<unknown>;
  pool.query = (async (...args: readonly [string, ...unknown[]]) => {
    const startMs = performance.now();
    const answer = await query(...args);
    if (args[0].includes("retention_purge")) batches.push(performance.now() - startMs);
    return answer;
  }) as typeof pool.query;
  return pool;
}

/** The events in a table without anything else. */
async function copyEvents(admin: pg.Pool): Promise<void> {
  await admin.query("DROP TABLE IF EXISTS peer_events");
  await admin.query("CREATE TABLE peer_events AS SELECT * FROM mbt_events");
  await admin.query("ALTER TABLE peer_events ADD PRIMARY KEY (account_id, version)");
  await admin.query("CREATE INDEX ON peer_events (xid, position)");
}

/** Deletes them in the same batches; answers how many went. */
async function deleteEvents(admin: pg.Pool, owners: readonly Owner[]): Promise<number> {
  let rows = 0;
  for (const { accountId } of owners) {
    for (let from = 0; ; from += BATCH) {
      const { rowCount } = await admin.query(
        "DELETE FROM peer_events WHERE account_id = $1 AND version > $2 AND version <= $3",
        [accountId, from, from + BATCH],
      );
      rows += rowCount ?? 0;
      if (rowCount === 0) break;
    }
  }
  return rows;
}

/** Does something while others trade; tells what it took and how long their orders did. */
async function besideTrading(
  { door, traders }: { readonly door: Door; readonly traders: readonly Owner[] },
  work: () => Promise<number>,
): Promise<{ readonly work: Slice; readonly times: readonly number[] }> {
  let working = true;
  const trading = tradeFor(door, traders, () => working);
  const done = await slice(work);
  working = false;
  return { work: done, times: await trading };
}

/** Milliseconds of orders, one after the other on each account, for a while and as long as asked. */
async function tradeFor(
  door: Door,
  traders: readonly Owner[],
  goesOn: () => boolean,
): Promise<number[]> {
  const times: number[] = [];
  const endMs = performance.now() + TRADE_MS;
  await Promise.all(
    traders.map(async ({ accountId }) => {
      for (let n = 0; performance.now() < endMs || goesOn(); n += 1) {
        const startMs = performance.now();
        await order(door, accountId, n % 2 === 0 ? "buy" : "sell");
        times.push(performance.now() - startMs);
      }
    }),
  );
  return times;
}

main(run);
