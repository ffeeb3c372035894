/**
 * Two builds beside each other, the newer with rules of its own (a deploy, reliability.md V23). What this shows: an account
 * the newer build has written to is one the older cannot read, so it decides nothing on it and freezes nothing; no fill is lost
 * or doubled whichever of the two gets there first. What it does not: the code of an earlier commit, or a change of tables.
 */
import { afterAll, expect, test, vi } from "vitest";
import { createDoorWorld, type DoorWorld, submit } from "@/lib/server/testing/door-world";
import { simpleDraft } from "@/lib/server/testing/drafts";
import { pushQuote, runMatcher } from "./testing/run-matcher";

const TOUCH = {
  feed: "real_time",
  symbol: "AAPL",
  bid: "99.99",
  ask: "100.01",
  size: 100_000,
} as const;
const ORDERS = 24;

/** The same sources as another build: rules 2, which decide as rules 1 do, and events that say so. */
async function nextBuild() {
  vi.resetModules();
  vi.doMock("@/lib/engine/rules-version", () => ({ RULES_VERSION: 2 }));
  vi.doMock("@/lib/engine/match/rules/rules-by-version", async (original) => {
    const { FILL_RULES } = await original<{ FILL_RULES: { 1: unknown } }>();
    return { FILL_RULES: { ...FILL_RULES, 2: FILL_RULES[1] } };
  });
  const doors = await import("@/lib/server/testing/door-world");
  const matchers = await import("./testing/run-matcher");
  const { findViolations } = await import("@/lib/server/testing/invariants");
  return { ...doors, ...matchers, findViolations };
}

const old: DoorWorld = await createDoorWorld();
const build = await nextBuild();
const next = new build.DoorWorld(old.url);
afterAll(() => next.close());
for (const world of [old, next]) world.market.quoteBoth("AAPL", TOUCH);

test("two versions at work on the same accounts lose and double nothing", async () => {
  const [oldDoor, nextDoor] = [old.newDoor(), next.newDoor()];
  const [oldMatcher, nextMatcher] = [await runMatcher(old), await build.runMatcher(next)];
  for (const matcher of [oldMatcher, nextMatcher]) matcher.setActive(true); // both believe they hold the lease
  const accounts = await Promise.all([1, 2, 3].map(() => old.openAccount(oldDoor)));
  let refused = 0;
  const drafts = await Promise.all(
    Array.from({ length: ORDERS }, async (_, n) => {
      const account = accounts[n % accounts.length] as (typeof accounts)[number];
      const draft = simpleDraft("AAPL");
      const first = n % 2 === 0 ? oldDoor : nextDoor;
      // Whoever has no answer sends the same order again, to whom the balancer has left.
      const answer = await submit(first, account, draft).catch(() => null);
      if (answer === null) refused += 1;
      if (answer === null) await submit(nextDoor, account, draft);
      return draft;
    }),
  );
  pushQuote(old, [oldMatcher], TOUCH);
  pushQuote(next, [nextMatcher], TOUCH);
  const ids = drafts.map(({ id }) => id);
  const filled = async () => {
    const sql =
      "SELECT count(*)::int AS n FROM mbt_orders WHERE id = ANY ($1) AND status = 'filled'";
    return (await old.admin.query(sql, [ids])).rows[0].n;
  };
  await expect.poll(filled, { timeout: 10_000, interval: 20 }).toBe(ORDERS);
  for (const account of accounts) {
    expect(await old.count("mbt_fills", account.accountId)).toBe(ORDERS / accounts.length);
  }
  expect(await build.findViolations(next.admin)).toEqual([]);

  const { rows } = await old.admin.query(
    "SELECT DISTINCT (payload::json ->> 'rules')::int AS rules, type = 'account_frozen' AS frozen FROM mbt_events",
  );
  expect(rows.map(({ rules }) => rules)).toContain(2);
  expect(rows.some(({ frozen }) => frozen)).toBe(false);
  expect(refused).toBeLessThanOrEqual(ORDERS / 2); // never one that went to the newer build
  const [account] = accounts;
  await expect(old.newDoor().read(account?.accountId ?? "")).rejects.toMatchObject({
    cause: { code: "unknown_rules" },
  });
});
