import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { present } from "@/lib/engine/assert";
import { ATTEST } from "@/lib/server/testing/attested";
import {
  createDoorWorld,
  type OpenedAccount,
  order,
  submit,
  tally,
} from "@/lib/server/testing/door-world";
import { call, simpleDraft, spreadDraft } from "@/lib/server/testing/drafts";
import { pushQuote, runMatcher } from "../testing/run-matcher";
import type { Matcher } from "./matcher";

const world = await createDoorWorld();
const door = world.newDoor(); // the web's: the matcher has one of its own
const REAL = { feed: "real_time", symbol: "AAPL", bid: "99.99", ask: "100.01" } as const;
const DELAYED = { ...REAL, feed: "delayed" } as const;
const QUARTER_MS = 15 * 60_000;

async function statusOf(orderId: string): Promise<string> {
  const { rows } = await world.admin.query("SELECT status FROM mbt_orders WHERE id = $1", [
    orderId,
  ]);
  return rows[0].status;
}

async function expectStatus(orderId: string, status: string): Promise<void> {
  await expect.poll(() => statusOf(orderId), { timeout: 5_000, interval: 10 }).toBe(status);
}

/** The order stays as it is although the matcher had the time to change it. */
async function expectStays(matcher: Matcher, orderId: string, status: string): Promise<void> {
  await sleep(100);
  await expect.poll(() => matcher.deciding).toBe(0);
  expect(await statusOf(orderId)).toBe(status);
}

async function indexed(matcher: Matcher, orderId: string): Promise<void> {
  const { real_time, delayed } = matcher.indexes;
  const held = () => real_time.has(orderId) || delayed.has(orderId);
  await expect.poll(held, { interval: 5 }).toBe(true);
  await expect.poll(() => matcher.deciding).toBe(0);
}

async function setTier({ userId }: OpenedAccount, tier: string): Promise<void> {
  await world.admin.query("UPDATE users SET tier = $2 WHERE id = $1", [userId, tier]);
}

test("a market order fills once it is accepted, without waiting for a tick", async () => {
  const matcher = await runMatcher(world);
  pushQuote(world, [matcher], REAL);
  const account = await world.openAccount(door);
  const draft = simpleDraft("AAPL", { qty: 5 });
  await submit(door, account, draft);
  await expectStatus(draft.id, "filled");
  expect(await world.violations()).toEqual([]);
});

test("a resting limit fills when the quote arrives, at its limit", async () => {
  const matcher = await runMatcher(world);
  pushQuote(world, [matcher], REAL);
  const account = await world.openAccount(door);
  const draft = simpleDraft("AAPL", { qty: 5, limit: "99.00" });
  await submit(door, account, draft);
  await indexed(matcher, draft.id);
  pushQuote(world, [matcher], { ...REAL, bid: "98.99", ask: "99.01" });
  await expectStays(matcher, draft.id, "new");
  pushQuote(world, [matcher], { ...REAL, bid: "98.97", ask: "98.99" });
  await expectStatus(draft.id, "filled");
  const { rows } = await world.admin.query(
    "SELECT price_micros FROM mbt_fills WHERE order_id = $1",
    [draft.id],
  );
  expect(rows).toEqual([{ price_micros: "99000000" }]);
});

test("a partial fill goes on with the next displayed size, and not before", async () => {
  const matcher = await runMatcher(world);
  pushQuote(world, [matcher], { ...REAL, size: 3 });
  const account = await world.openAccount(door);
  const draft = simpleDraft("AAPL", { qty: 5, limit: "101.00" });
  await submit(door, account, draft);
  await expectStatus(draft.id, "partially_filled");
  matcher.sweep();
  await expectStays(matcher, draft.id, "partially_filled");
  pushQuote(world, [matcher], { ...REAL, size: 3 });
  await expectStatus(draft.id, "filled");
});

test("a spread fills when its net reaches the limit, all legs at once", async () => {
  const matcher = await runMatcher(world);
  const [low, high] = [call("AAPL", 100), call("AAPL", 105)];
  const leg = (symbol: string, bid: string, ask: string) =>
    pushQuote(world, [matcher], { feed: "real_time", symbol, bid, ask });
  pushQuote(world, [matcher], REAL);
  leg(low.symbol, "5.00", "5.10");
  leg(high.symbol, "2.40", "2.50");
  const account = await world.openAccount(door);
  const draft = spreadDraft({ buy: low, sell: high }, { qty: 2, limit: "2.60" });
  await submit(door, account, draft);
  await indexed(matcher, draft.id);
  leg(low.symbol, "4.95", "5.05");
  await expectStays(matcher, draft.id, "new"); // 2.65
  leg(high.symbol, "2.45", "2.55");
  await expectStatus(draft.id, "filled"); // 2.60
  expect(await world.count("mbt_fills", account.accountId)).toBe(2);
});

test("an order placed before the matcher started is found", async () => {
  const account = await world.openAccount(door);
  const draft = simpleDraft("AAPL", { limit: "95.00" });
  await submit(door, account, draft);
  const matcher = await runMatcher(world);
  pushQuote(world, [matcher], { ...REAL, bid: "94.00", ask: "94.50" });
  await expectStatus(draft.id, "filled");
});

test("a delayed account fills on delayed quotes only", async () => {
  const matcher = await runMatcher(world);
  pushQuote(world, [matcher], DELAYED);
  const account = await world.openAccount(door, { tier: "free" });
  const draft = simpleDraft("AAPL", { limit: "90.00" });
  await submit(door, account, draft);
  await indexed(matcher, draft.id);
  pushQuote(world, [matcher], { ...REAL, bid: "80.00", ask: "80.01" });
  matcher.sweep();
  await expectStays(matcher, draft.id, "new");
  pushQuote(world, [matcher], { ...DELAYED, bid: "80.00", ask: "80.01" });
  await expectStatus(draft.id, "filled");
  pushQuote(world, [matcher], REAL);
  pushQuote(world, [matcher], DELAYED);
});

test("an upgrade moves working orders to the real-time feed", async () => {
  const matcher = await runMatcher(world);
  const account = await world.openAccount(door, { tier: "free" });
  const draft = simpleDraft("AAPL", { limit: "90.00" });
  await submit(door, account, draft);
  await indexed(matcher, draft.id);
  await setTier(account, "pro");
  await matcher.refreshFeeds();
  pushQuote(world, [matcher], { ...REAL, bid: "80.00", ask: "80.01" });
  await expectStays(matcher, draft.id, "new"); // a plan without its user's word is a delayed one
  await world.admin.query(ATTEST, [account.userId]);
  await matcher.refreshFeeds();
  pushQuote(world, [matcher], { ...REAL, bid: "80.00", ask: "80.01" });
  await expectStatus(draft.id, "filled");
  pushQuote(world, [matcher], REAL);
});

test("after a downgrade an order waits for delayed quotes from after it was sent", async () => {
  const matcher = await runMatcher(world);
  const account = await world.openAccount(door);
  const draft = simpleDraft("AAPL", { limit: "90.00" });
  await submit(door, account, draft);
  await indexed(matcher, draft.id);
  await setTier(account, "free");
  await matcher.refreshFeeds();
  pushQuote(world, [matcher], { ...REAL, bid: "80.00", ask: "80.01" });
  pushQuote(world, [matcher], { ...DELAYED, bid: "80.00", ask: "80.01" });
  await expectStays(matcher, draft.id, "new"); // that quote is 15 minutes older than the order
  world.market.advance(QUARTER_MS);
  pushQuote(world, [matcher], { ...DELAYED, bid: "80.00", ask: "80.01" });
  await expectStatus(draft.id, "filled");
  pushQuote(world, [matcher], REAL);
  pushQuote(world, [matcher], DELAYED);
});

test("the first order after a change of tier meets the new feed", async () => {
  const matcher = await runMatcher(world);
  pushQuote(world, [matcher], { ...REAL, bid: "80.00", ask: "80.01" });
  pushQuote(world, [matcher], DELAYED);
  const account = await world.openAccount(door);
  const before = simpleDraft("AAPL");
  await submit(door, account, before);
  await expectStatus(before.id, "filled"); // from here on the matcher knows the account as real time
  await setTier(account, "free");
  const after = simpleDraft("AAPL");
  await submit(door, { ...account, feed: "delayed" }, after);
  // The account has traded on a later quote: it holds until the delayed clock has passed it (decisions 10).
  await expectStays(matcher, after.id, "new");
  world.market.advance(QUARTER_MS);
  pushQuote(world, [matcher], DELAYED);
  await expectStatus(after.id, "filled");
  const { rows } = await world.admin.query(
    "SELECT price_micros FROM mbt_fills WHERE order_id = $1",
    [after.id],
  );
  expect(rows).toEqual([{ price_micros: "100010000" }]);
  pushQuote(world, [matcher], REAL);
});

test("two matchers without a lease fill a few hundred orders once each", async () => {
  const matchers = [await runMatcher(world), await runMatcher(world)];
  pushQuote(world, matchers, REAL);
  const accounts = await Promise.all(
    Array.from({ length: 8 }, () => world.openAccount(door, { cash: "1000000" })),
  );
  const drafts = Array.from({ length: 320 }, (_, index) =>
    simpleDraft("AAPL", { qty: 1 + (index % 4), ...(index % 2 === 0 && { limit: "99.00" }) }),
  );
  const asked = drafts.map((draft, index) =>
    submit(door, present(accounts[index % 8], "there are eight"), draft),
  );
  const canceled = drafts
    .filter((_, index) => index % 10 === 0)
    .map(async (draft) => {
      const index = drafts.indexOf(draft);
      await asked[index];
      return order(door, present(accounts[index % 8], "eight"), "cancel_order", draft.id);
    });
  expect(await tally(asked)).toEqual({ done: 320 });
  await Promise.all(canceled);
  const working = async () => {
    pushQuote(world, matchers, { ...REAL, bid: "98.00", ask: "98.50", size: 30 });
    for (const matcher of matchers) matcher.sweep();
    const { rows } = await world.admin.query<{ n: number }>(
      "SELECT count(*)::int AS n FROM mbt_orders WHERE working AND account_id = ANY ($1::uuid[])",
      [accounts.map((account) => account.accountId)],
    );
    return rows[0]?.n;
  };
  await expect.poll(working, { timeout: 10_000 }).toBe(0);
  const { rows } = await world.admin.query<{ filled: string }>(
    "SELECT sum(filled_nanos)::text AS filled FROM mbt_orders WHERE status = 'filled' AND account_id = ANY ($1::uuid[])",
    [accounts.map((account) => account.accountId)],
  );
  const fills = await world.admin.query<{ filled: string }>(
    "SELECT sum(qty_nanos)::text AS filled FROM mbt_fills WHERE account_id = ANY ($1::uuid[])",
    [accounts.map((account) => account.accountId)],
  );
  expect(rows).toEqual(fills.rows);
  expect(await world.violations()).toEqual([]);
  await expect.poll(() => matchers.map((one) => one.indexes.real_time.size)).toEqual([0, 0]);
});

test("an order whose feed could not be read is placed by the sweep", async () => {
  const matcher = await runMatcher(world);
  const account = await world.openAccount(door);
  await world.admin.query("REVOKE SELECT ON users FROM raxx_worker");
  const draft = simpleDraft("AAPL");
  await submit(door, account, draft);
  await sleep(100);
  await world.admin.query("GRANT SELECT ON users TO raxx_worker");
  expect(await statusOf(draft.id)).toBe("new");
  matcher.sweep();
  await expectStatus(draft.id, "filled");
});

test("a day order expires with its session, by the clock of its feed", async () => {
  const matcher = await runMatcher(world);
  const pro = await world.openAccount(door);
  const free = await world.openAccount(door, { tier: "free" });
  const drafts = [simpleDraft("AAPL", { limit: "90.00" }), simpleDraft("AAPL", { limit: "90.00" })];
  const [mine, theirs] = [present(drafts[0], "two"), present(drafts[1], "two")];
  await submit(door, pro, mine);
  await submit(door, free, theirs);
  await indexed(matcher, mine.id);
  await indexed(matcher, theirs.id);
  const closeMs = Date.UTC(2026, 10, 17, 21, 0);
  world.market.advance(closeMs - 1_000 - world.market.nowMs());
  matcher.expire();
  await expectStays(matcher, mine.id, "new");
  world.market.advance(1_000);
  matcher.expire();
  await expectStatus(mine.id, "expired");
  await expectStays(matcher, theirs.id, "new");
  world.market.advance(QUARTER_MS);
  matcher.expire();
  await expectStatus(theirs.id, "expired");
  expect(await world.violations()).toEqual([]);
});
