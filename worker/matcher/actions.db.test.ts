/** Corporate actions and the matcher: nothing of a symbol fills on a date before the account has them (decisions 28). */
import { expect, test } from "vitest";
import type { ActionFact } from "@/lib/engine/action/action-fact";
import { present } from "@/lib/engine/assert";
import { nanos, units } from "@/lib/engine/money";
import { createDoorWorld, submit } from "@/lib/server/testing/door-world";
import { simpleDraft } from "@/lib/server/testing/drafts";
import { pushQuote, runMatcher } from "../testing/run-matcher";

const world = await createDoorWorld();
const door = world.newDoor();
const HOUR_MS = 3_600_000;
const REAL = { feed: "real_time", symbol: "AAPL" } as const;

test("a split is applied before the first fill of its day, to the position and the order", async () => {
  const matcher = await runMatcher(world);
  pushQuote(world, [matcher], { ...REAL, bid: "99.99", ask: "100.01" });
  const account = await world.openAccount(door);
  const bought = simpleDraft("AAPL", { qty: 10 });
  await submit(door, account, bought);
  const statusOf = async (id: string) => {
    const { rows } = await world.admin.query("SELECT status FROM mbt_orders WHERE id = $1", [id]);
    return rows[0]?.status;
  };
  await expect.poll(() => statusOf(bought.id)).toBe("filled");
  const resting = simpleDraft("AAPL", { qty: 3, limit: "80.00", timeInForce: "gtc" });
  await submit(door, account, resting);
  await expect.poll(() => matcher.indexes.real_time.has(resting.id)).toBe(true);
  await expect.poll(() => matcher.deciding).toBe(0);

  const split: ActionFact = {
    ...{ id: "split-1", kind: "forward_split", symbol: "AAPL", special: false, other: null },
    ...{ declaredDate: null, exDate: "2026-11-18", recordDate: null, payDate: null },
    ...{ newNanos: units(4), oldNanos: units(1), cashMicros: null, fractionMicros: null },
    ...{ costShareNanos: null, closeMicros: null, memos: [] },
  };
  world.market.actions.push(split);
  world.market.advance(24 * HOUR_MS);
  // The quote of after the split is below the limit of before it, and above what that becomes.
  pushQuote(world, [matcher], { ...REAL, bid: "24.99", ask: "25.01" });
  await expect
    .poll(async () => (await world.events(account.accountId)).slice(-2))
    .toEqual(["order_adjusted", "corporate_action_applied"]);
  expect(await statusOf(resting.id)).toBe("new");
  const { state } = present(await door.read(account.accountId), "it is open");
  expect(state.positions.get("AAPL")?.qtyNanos).toBe(nanos(40_000_000_000n));

  pushQuote(world, [matcher], { ...REAL, bid: "19.98", ask: "20.00" });
  await expect.poll(() => statusOf(resting.id)).toBe("filled");
  const { rows } = await world.admin.query(
    "SELECT qty_nanos, price_micros FROM mbt_fills WHERE order_id = $1",
    [resting.id],
  );
  expect(rows).toEqual([{ qty_nanos: "12000000000", price_micros: "20000000" }]);
  expect(await world.violations()).toEqual([]);
});
