/**
 * purge: rows a second that retention removes, with the baseline it leaves, while somebody trades; against a plain
 * DELETE of as many rows of other accounts beside the same trading, in turns, since two cores are shared either way.
 *
 * The peer is as plain as it can be and as laden as what it is compared with: the same five tables with their
 * indexes, keys and triggers, a range of keys an account, one statement and one commit each. It does not ask the plan, folds
 * no state, writes no baseline and keeps no names of orders.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { Door } from "@/lib/server/commit/door";
import { createPool } from "@/lib/server/database/pools";
import { purgeAccount } from "@/lib/server/retention/purge-account";
import { simpleDraft } from "@/lib/server/testing/drafts";
import { FakeMarket } from "@/lib/server/testing/fake-market";
import { verifyAccounts } from "@/lib/server/verify/verify-all";
import { cpuShare, quantile, quartiles, rate, type Slice, slice, sum } from "./measure";
import { check, main, report } from "./report";
import { address, adminPool, log, type Owner, openAccounts } from "./world";

/** Accounts that are purged, and as many for the peer; orders each bought and sold. */
const SIZES = [20, 100];
const ORDERS = 400;
const ROUNDS = 5;
const CALM_MS = 1_000;

async function run(): Promise<void> {
  const admin = adminPool(4);
  const url = address("BENCH_DATABASE_URL");
  const market = new FakeMarket();
  market.quoteBoth("AAPL", { bid: "99.99", ask: "100.01" });
  const door = new Door({ pool: createPool(url, "raxx_commit", log), market, log });
  const retention = timed(createPool(url, "raxx_retention", log));
  const traders = await openAccounts({ admin, door }, { users: 1, accountsEach: 8 });
  for (const size of SIZES) {
    const owners = await openAccounts({ admin, door }, { users: 1, accountsEach: 2 * size + 2 });
    await Promise.all(owners.map((owner) => live(door, owner)));
    await age(admin, owners);
    await measure({ admin, door, retention, traders }, owners);
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

interface World {
  readonly admin: pg.Pool;
  readonly door: Door;
  readonly retention: pg.Pool;
  readonly traders: readonly Owner[];
}

/** Rounds of a calm time, a purge and a plain DELETE, of a few accounts each: what drifts, drifts for all three. */
async function measure(world: World, owners: readonly Owner[]): Promise<void> {
  const [first, second, ...rest] = owners.map((owner) => [owner]);
  await purgeAll(world.retention, first ?? []);
  await deleteAll(world.admin, second ?? []);
  const each = rest.length / 2 / ROUNDS;
  const some = () => rest.splice(0, each).flat();
  const purge = () => besideTrading(world, () => purgeAll(world.retention, some()));
  const plain = () => besideTrading(world, () => deleteAll(world.admin, some()));
  const calm = () => besideTrading(world, () => sleep(CALM_MS, 0));
  batches.length = 0;
  const found: Found = { calm: [], purges: [], plains: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    found.calm.push(await calm());
    if (round % 2 === 0) found.purges.push(await purge());
    found.plains.push(await plain());
    if (round % 2 === 1) found.purges.push(await purge());
  }
  const ids = owners.map(({ accountId }) => accountId);
  const { rows } = await world.admin.query<{ id: string }>(BASELINED, [ids]);
  check(rows.length === owners.length / 2, "half of the accounts begin with a baseline");
  const purged = rows.map(({ id }) => id);
  check((await verifyAccounts(world.admin, purged)).failures.length === 0, "they verify");
  tell(found);
}

const BASELINED =
  "SELECT account_id AS id FROM mbt_events WHERE account_id = ANY ($1) AND type = 'account_baselined'";

interface Found {
  readonly calm: Beside[];
  readonly purges: Beside[];
  readonly plains: Beside[];
}

interface Beside {
  readonly work: Slice;
  /** Milliseconds of the orders meanwhile. */
  readonly times: readonly number[];
}

function tell({ calm, purges, plains }: Found): void {
  const works = (parts: readonly Beside[]) => parts.map(({ work }) => work);
  const gone = sum(works(purges).map(({ count }) => count));
  check(gone === sum(works(plains).map(({ count }) => count)), "as many rows went either way");
  const rows = `${gone.toLocaleString("en-US")} rows`;
  const [value, peer] = [rate(works(purges)), rate(works(plains))];
  const cpuMs = (sum(works(purges).map((work) => work.cpuMs)) / gone) * 1_000;
  const ratios = purges.map(
    ({ work }, round) => rate([work]) / rate(works(plains.slice(round, round + 1))),
  );
  const rest = {
    ...{ name: "purge", cpuShare: cpuShare(works(purges)) },
    checked: `0 differences; ${cpuMs.toFixed(1)} µs of this process a row, its traders' too`,
  };
  report({
    ...{ ...rest, at: rows, value, unit: "rows/s", lowerIsBetter: false },
    ...{ peer, peerUnit: "rows/s, DELETE by key range", floor: 0.4, goal: 0.8 },
    ratio: quartiles(ratios),
  });
  const beside = { ...rest, unit: "ms", lowerIsBetter: true, peer: p99(calm) } as const;
  for (const [what, parts, floor] of [
    ["it", purges, 1.2],
    ["the DELETE", plains, null],
  ] as const) {
    const longer = parts.map((part, round) => p99([part]) / p99(calm.slice(round, round + 1)));
    report({
      ...{ ...beside, at: `${rows}, an order beside ${what}, p99`, value: p99(parts) },
      ...{ peerUnit: "ms, without", ratio: quartiles(longer) },
      ...{ floor, goal: floor === null ? null : 1.1 },
    });
  }
  report({
    ...{ ...beside, at: `${rows}, longest of ${batches.length} batches` },
    ...{ value: Math.max(...batches), peer: quantile(batches, 0.5), peerUnit: "ms (p50)" },
    ...{ ratio: null, floor: 1_000, goal: 500 },
  });
}

function p99(parts: readonly Beside[]): number {
  const times = parts.flatMap((part) => part.times);
  return quantile(times, 0.99);
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

async function purgeAll(retention: pg.Pool, owners: readonly Owner[]): Promise<number> {
  let rows = 0;
  for (const { accountId } of owners) {
    rows += sum(Object.values(await purgeAccount(retention, accountId, { dryRun: false })));
  }
  return rows;
}

/** All of an account lies in the range: no account has more than a batch of events. */
const PLAIN = `
  WITH fills AS (DELETE FROM mbt_fills WHERE account_id = $1 AND version <= $2 RETURNING 1),
    ledger AS (DELETE FROM mbt_ledger_entries WHERE account_id = $1 AND version <= $2 RETURNING 1),
    activities AS (DELETE FROM mbt_activities WHERE account_id = $1 AND id <= '9' RETURNING 1),
    orders AS (DELETE FROM mbt_orders WHERE account_id = $1 AND submitted_at <= 'infinity' RETURNING 1),
    events AS (DELETE FROM mbt_events WHERE account_id = $1 AND version <= $2 RETURNING 1)
  SELECT count(*)::int AS rows FROM (TABLE fills UNION ALL TABLE ledger UNION ALL TABLE activities
    UNION ALL TABLE orders UNION ALL TABLE events) gone`;

async function deleteAll(admin: pg.Pool, owners: readonly Owner[]): Promise<number> {
  let gone = 0;
  for (const { accountId } of owners) {
    const { rows } = await admin.query<{ rows: number }>(PLAIN, [accountId, 2 * ORDERS + 1]);
    gone += rows[0]?.rows ?? 0;
  }
  return gone;
}

/** Does something while others trade, each one order after the other, and until it is done. */
async function besideTrading(
  { door, traders }: World,
  work: () => Promise<number>,
): Promise<Beside> {
  let working = true;
  const times: number[] = [];
  const trading = traders.map(async ({ accountId }) => {
    for (let n = 0; working; n += 1) {
      const startMs = performance.now();
      await order(door, accountId, n % 2 === 0 ? "buy" : "sell");
      times.push(performance.now() - startMs);
    }
  });
  const done = await slice(work);
  working = false;
  await Promise.all(trading);
  return { work: done, times };
}

main(run);
