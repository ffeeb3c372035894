/** What is wrong with one account, or missing, on a market day. */
import { expect, test } from "vitest";
import { createDoorWorld, order, submit } from "@/lib/server/testing/door-world";
import { simpleDraft } from "@/lib/server/testing/drafts";
import { dollars } from "@/lib/server/testing/fake-market";
import { DayWorld } from "../../testing/day-world";

const world = await createDoorWorld();
const door = world.newDoor();
const day = new DayWorld(world, door);
const DATE = "2026-11-17";
const snapshot = `sim-real_time-take_snapshot-${DATE}`;
world.market.quoteBoth("AAPL", { bid: "99.99", ask: "100.01" });
world.market.quoteBoth("MSFT", { bid: "99.99", ask: "100.01" });
day.closes.set("MSFT", dollars("101"));

async function holder() {
  const account = await world.openAccount(door);
  const draft = simpleDraft("AAPL", { qty: 10 });
  await submit(door, account, draft);
  await order(door, account, "match_order", draft.id);
  return account;
}

async function effects(): Promise<ReadonlyMap<string, string>> {
  const { rows } = await world.admin.query<{ account_id: string; outcome: string }>(
    "SELECT account_id, outcome FROM mbt_job_effects WHERE job_key = $1",
    [snapshot],
  );
  return new Map(rows.map((row) => [row.account_id, row.outcome]));
}

test("without a closing price the account is held and said so; it is done when the price comes", async () => {
  const account = await holder();
  const empty = await world.openAccount(door);
  day.goTo(DATE, 16, 20);
  await day.plan();
  await day.run(snapshot);
  expect(await day.statusOf(snapshot)).toBe("held");
  expect(await effects()).toEqual(
    new Map([
      [account.accountId, "held"],
      [empty.accountId, "done"],
    ]),
  );
  const { rows } = await world.admin.query(
    "SELECT detail FROM mbt_job_effects WHERE outcome = 'held'",
  );
  expect(rows[0].detail).toContain("no_settlement_price");

  day.closes.set("AAPL", dollars("101"));
  await day.run(snapshot);
  expect(await day.statusOf(snapshot)).toBe("done");
  expect((await effects()).get(account.accountId)).toBe("done");
});

test("a fill in the middle of a job does not hold its account up", async () => {
  const account = await world.openAccount(door);
  const other = world.newDoor();
  const draft = { ...simpleDraft("MSFT", { qty: 10, limit: "100.01" }), extendedHours: true };
  const fill = async () => {
    await submit(other, account, draft);
    const answer = await order(other, account, "match_order", draft.id);
    expect(answer).toMatchObject({ events: [{ type: "order_filled" }] });
  };
  const { closes } = day.deps.prices;
  let filled: Promise<void> | null = null;
  day.deps.prices.closes = async (date, symbols) => {
    filled ??= fill();
    await filled;
    return closes(date, symbols);
  };
  await day.forget(snapshot);
  await day.run(snapshot);
  day.deps.prices.closes = closes;
  expect((await effects()).get(account.accountId)).toBe("done");
});

test("an account that cannot be read is put aside and stops nobody else", async () => {
  const sick = await holder();
  const well = await holder();
  await world.admin.query("ALTER TABLE mbt_events DISABLE TRIGGER ALL");
  await world.admin.query("UPDATE mbt_events SET payload = '{' WHERE account_id = $1", [
    sick.accountId,
  ]);
  await day.forget(snapshot);
  const restarted = new DayWorld(world, world.newDoor()); // it has nothing in memory
  restarted.closes.set("AAPL", dollars("101"));
  await restarted.run(snapshot);
  expect((await effects()).get(sick.accountId)).toBe("failed");
  expect((await effects()).get(well.accountId)).toBe("done");
  expect(await day.statusOf(snapshot)).toBe("done");
});
