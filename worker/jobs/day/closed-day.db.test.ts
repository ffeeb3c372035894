/** A day that an operator closes: nothing of it is due, and what was to expire on it settles on the next. */
import { afterEach, expect, test } from "vitest";
import { present } from "@/lib/engine/assert";
import { setUnscheduledDays } from "@/lib/engine/calendar/unscheduled";
import { createDoorWorld, order, submit } from "@/lib/server/testing/door-world";
import { call, simpleDraft } from "@/lib/server/testing/drafts";
import { dollars } from "@/lib/server/testing/fake-market";
import { DayWorld } from "../../testing/day-world";

const world = await createDoorWorld();
const door = world.newDoor();
const day = new DayWorld(world, door);
afterEach(() => setUnscheduledDays([]));

test("an expiry on a closed day settles on the next, at the last close before", async () => {
  day.goTo("2027-01-14", 10, 30); // Thursday; the series expires on Friday
  const series = call("AAPL", 100);
  world.market.quoteBoth("AAPL", { bid: "101.00", ask: "101.10" });
  world.market.quoteBoth(series.symbol, { bid: "1.50", ask: "1.60" });
  const account = await world.openAccount(door);
  const draft = simpleDraft(series);
  await submit(door, account, draft);
  await order(door, account, "match_order", draft.id);
  day.closes.set("AAPL", dollars("103"));
  day.goTo("2027-01-14", 18, 0);
  await day.runDue();

  setUnscheduledDays([{ date: "2027-01-15", kind: "closed" }]);
  day.goTo("2027-01-15", 18, 0);
  expect((await day.runDue()).filter((key) => key.endsWith("2027-01-15"))).toEqual([]);
  day.goTo("2027-01-19", 18, 0); // Monday is a holiday
  await day.runDue();
  const { state } = present(await door.read(account.accountId), "it is open");
  // 50,000 - 160 for the call - 100 x 100 for the stock.
  expect(state.cashMicros).toBe(dollars("39840"));
  expect([...state.positions.keys()]).toEqual(["AAPL"]);
  expect(await world.violations()).toEqual([]);
});
