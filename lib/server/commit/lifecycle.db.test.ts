/** What ends other than by a trade, through the door: stored, projected, and provable from its events. */
import { expect, test } from "vitest";
import type { Command } from "@/lib/engine/account/command";
import { listActivities } from "../accounts/list-activities";
import { createDoorWorld, type OpenedAccount, submit } from "../testing/door-world";
import { call, simpleDraft, spreadDraft } from "../testing/drafts";
import { dollars } from "../testing/fake-market";

const world = await createDoorWorld();
const door = world.newDoor();
const DAY_MS = 86_400_000;

async function ask({ accountId, feed }: OpenedAccount, command: Command): Promise<void> {
  const answer = await door.ask({ accountId, feed, command });
  expect(answer.kind).toBe("done");
}

async function activities({ accountId, userId, feed }: OpenedAccount): Promise<readonly string[]> {
  const filter = { types: [], fromMs: null, untilMs: null, orderId: null, afterId: null } as const;
  const caller = { accountId, userId, feed } as Parameters<typeof listActivities>[1];
  const found = await listActivities({ webPool: world.pool("raxx_web") }, caller, {
    ...{ ...filter, direction: "asc", limit: 50 },
  });
  return found.map(({ type }) => type);
}

test("exercise, expiry, interest, a snapshot and a reset keep every projection true", async () => {
  const account = await world.openAccount(door, { cash: "20000" });
  const [low, high] = [call("AAPL", 100), call("AAPL", 105)];
  world.market.quoteBoth("AAPL", { bid: "101.00", ask: "101.10", size: 500 });
  world.market.quoteBoth(low.symbol, { bid: "4.90", ask: "5.00", size: 30 });
  world.market.quoteBoth(high.symbol, { bid: "2.40", ask: "2.50", size: 30 });
  const spread = spreadDraft({ buy: low, sell: high }, { qty: 3, limit: "2.60" });
  await submit(door, account, spread);
  await ask(account, { type: "match_order", orderId: spread.id, trigger: "arrival" });
  await ask(account, { type: "exercise_option", symbol: low.symbol, qtyNanos: null });
  await submit(door, account, simpleDraft("AAPL", { limit: "90.00", timeInForce: "gtc" }));
  const prices = [{ symbol: "AAPL", time: "pm", priceMicros: dollars("103") }] as const;
  world.market.advance(60 * DAY_MS);
  await ask(account, { type: "settle_expiry", date: "2027-01-15", prices });
  const rates = { debitBps: 720, creditBps: 0, borrow: [], prices };
  await ask(account, { type: "accrue_interest", date: "2027-01-14", ...rates });
  const marks = [{ symbol: "AAPL", priceMicros: dollars("103") }];
  await ask(account, { type: "take_snapshot", date: "2027-01-15", marks });

  expect(await world.violations()).toEqual([]);
  // Sorted: the two of an exercise are one moment.
  expect([...(await activities(account))].sort()).toEqual([
    "FILL",
    "FILL",
    "JNLC",
    "OPEXC",
    "OPEXP",
    "OPTRD",
  ]);
  expect((await door.read(account.accountId))?.state.positions.get("AAPL")?.qtyNanos).toBe(
    300_000_000_000n,
  );

  await ask(account, {
    ...{ type: "reset_account", kind: "cash", policy: "regt", profile: "standard" },
    ...{ market: "sim", fees: "none", startingCashMicros: dollars("5000") },
  });
  expect(await world.violations()).toEqual([]);
  expect(await world.events(account.accountId)).toEqual(
    expect.arrayContaining(["order_canceled", "epoch_closed", "interest_accrued"]),
  );
});
