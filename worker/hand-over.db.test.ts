/**
 * A new worker starts beside the old one, which is then told to go (reliability.md R20): orders that keep coming are
 * each filled once, also while both believe that the work is theirs, and nobody waits long.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { createDoorWorld, submit } from "@/lib/server/testing/door-world";
import { simpleDraft } from "@/lib/server/testing/drafts";
import { drained } from "./matcher/drained";
import { holdLease, releaseLease } from "./matcher/lease";
import type { Matcher } from "./matcher/matcher";
import { pushQuote, runMatcher } from "./testing/run-matcher";

const world = await createDoorWorld();
const door = world.newDoor();
const pool = world.pool("raxx_worker");
const TOUCH = { symbol: "AAPL", bid: "99.99", ask: "100.01", size: 100_000 };
world.market.quoteBoth("AAPL", TOUCH);

/** The hub tells every worker's matcher of every quote, whoever holds the lease. */
function tell(matchers: readonly Matcher[]): void {
  for (const feed of ["real_time", "delayed"] as const)
    pushQuote(world, matchers, { feed, ...TOUCH });
}

async function unfilled(ids: readonly string[]): Promise<number> {
  const { rows } = await world.admin.query<{ n: number }>(
    "SELECT count(*)::int AS n FROM mbt_orders WHERE id = ANY ($1) AND status <> 'filled'",
    [ids],
  );
  return rows[0]?.n ?? 0;
}

test("the old worker ends what it decides, gives the lease up, and the new one goes on", async () => {
  const [old, next] = [await runMatcher(world), await runMatcher(world)];
  tell([old, next]);
  old.setActive(await holdLease(pool, "old"));
  next.setActive(await holdLease(pool, "next"));
  const accounts = await Promise.all([1, 2, 3].map(() => world.openAccount(door)));
  const ids: string[] = [];
  const trade = async (count: number) => {
    for (let n = 0; n < count; n += 1) {
      for (const account of accounts) {
        const draft = simpleDraft("AAPL");
        ids.push(draft.id);
        await submit(door, account, draft);
      }
    }
  };
  await trade(10);
  const trading = trade(30);
  await sleep(20);
  // SIGTERM: nothing new is begun, what is under way ends, the lease is free at once.
  old.setActive(false);
  await drained(old);
  await releaseLease(pool, "old");
  expect(await holdLease(pool, "next")).toBe(true);
  next.setActive(true);
  await trading;
  await expect.poll(() => unfilled(ids), { timeout: 5_000, interval: 10 }).toBe(0);
  expect(old.deciding).toBe(0);
  expect(await world.violations()).toEqual([]);
});

test("two that both think they hold the lease fill nothing twice", async () => {
  const both = [await runMatcher(world), await runMatcher(world)];
  for (const matcher of both) matcher.setActive(true);
  const account = await world.openAccount(door);
  const drafts = Array.from({ length: 40 }, () => simpleDraft("AAPL"));
  for (const draft of drafts) await submit(door, account, draft);
  const ids = drafts.map(({ id }) => id);
  await expect.poll(() => unfilled(ids), { timeout: 5_000, interval: 10 }).toBe(0);
  expect(await world.count("mbt_fills", account.accountId)).toBe(40);
  expect(await world.violations()).toEqual([]);
});

test("a lease that is held is not taken, and one that ran out is", async () => {
  await world.admin.query("DELETE FROM matcher_leases");
  expect(await holdLease(pool, "one")).toBe(true);
  expect(await holdLease(pool, "two")).toBe(false);
  await expect.poll(() => holdLease(pool, "two"), { timeout: 2_000, interval: 50 }).toBe(true);
  expect(await holdLease(pool, "one")).toBe(false);
});
