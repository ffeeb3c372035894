/** A matcher that waits for the lease keeps its index true to the events it hears. */
import { expect, test } from "vitest";
import { createDoorWorld, submit } from "@/lib/server/testing/door-world";
import { simpleDraft } from "@/lib/server/testing/drafts";
import { pushQuote, runMatcher, startMatcher } from "../testing/run-matcher";

const world = await createDoorWorld();
const door = world.newDoor();
const REAL = { feed: "real_time", symbol: "AAPL", bid: "99.99", ask: "100.01" } as const;

async function expectFilled(orderId: string): Promise<void> {
  const status = async () => {
    const found = await world.admin.query("SELECT status FROM mbt_orders WHERE id = $1", [orderId]);
    return found.rows[0].status;
  };
  await expect.poll(status, { interval: 10 }).toBe("filled");
}

test("a standby matcher forgets what another one filled", async () => {
  const standby = await runMatcher(world);
  standby.setActive(false);
  const matcher = await runMatcher(world);
  pushQuote(world, [matcher, standby], REAL);
  const account = await world.openAccount(door);
  const [first, second] = [simpleDraft("AAPL"), simpleDraft("AAPL", { limit: "90.00" })];
  await submit(door, account, first);
  await submit(door, account, second);
  await expectFilled(first.id);
  await expect.poll(() => standby.indexes.real_time.size).toBe(1);
  matcher.setActive(false);
  pushQuote(world, [matcher, standby], { ...REAL, bid: "80.00", ask: "80.01" });
  standby.setActive(true); // it takes over, and looks at everything once
  await expectFilled(second.id);
  pushQuote(world, [matcher, standby], REAL);
});

test("an order that ended before its feed was read is never indexed", async () => {
  const matcher = await runMatcher(world);
  const { matcher: late, tail } = await startMatcher(world);
  late.setActive(false);
  pushQuote(world, [matcher], REAL);
  const account = await world.openAccount(door);
  const [ended, rests] = [simpleDraft("AAPL"), simpleDraft("AAPL", { limit: "90.00" })];
  await submit(door, account, ended);
  await submit(door, account, rests);
  await expectFilled(ended.id);
  await tail.step(); // one read hears of both orders and of the fill
  await expect.poll(() => late.indexes.real_time.has(rests.id)).toBe(true);
  expect(late.indexes.real_time.has(ended.id)).toBe(false);
});
