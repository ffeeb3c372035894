/** Market days through the jobs: each effect once, whatever is run twice, late, or dies half way. */
import { expect, test } from "vitest";
import type { ActionFact } from "@/lib/engine/action/action-fact";
import { present } from "@/lib/engine/assert";
import type { OptionSeries } from "@/lib/engine/instrument/instrument";
import { storeActions } from "@/lib/server/market/store-actions";
import {
  createDoorWorld,
  type OpenedAccount,
  order,
  submit,
} from "@/lib/server/testing/door-world";
import { call, simpleDraft, spreadDraft } from "@/lib/server/testing/drafts";
import { dollars } from "@/lib/server/testing/fake-market";
import { DayWorld } from "../../testing/day-world";

const world = await createDoorWorld();
const door = world.newDoor();
const day = new DayWorld(world, door);
/** The Friday on which the series of drafts.ts expire. */
const EXPIRY = "2027-01-15";
const [low, high] = [call("AAPL", 100), call("AAPL", 105)];

day.goTo(EXPIRY, 10, 30);
quoteAll();

function quoteAll(): void {
  world.market.quoteBoth("AAPL", { bid: "101.00", ask: "101.10" });
  world.market.quoteBoth(low.symbol, { bid: "1.50", ask: "1.60" });
  world.market.quoteBoth(high.symbol, { bid: "0.20", ask: "0.30" });
}

async function fill(account: OpenedAccount, draft: ReturnType<typeof simpleDraft>): Promise<void> {
  expect((await submit(door, account, draft)).kind).toBe("done");
  await order(door, account, "match_order", draft.id);
  const { rows } = await world.admin.query("SELECT status FROM mbt_orders WHERE id = $1", [
    draft.id,
  ]);
  expect(rows[0]?.status).toBe("filled");
}

/** Three 100/105 call spreads, bought. */
async function spreadHolder(): Promise<OpenedAccount> {
  const account = await world.openAccount(door);
  await fill(account, spreadDraft({ buy: low, sell: high }, { qty: 3, limit: "2.60" }));
  return account;
}

/** A hundred shares with a call sold on them. */
async function coveredWriter(series: OptionSeries): Promise<OpenedAccount> {
  const account = await world.openAccount(door);
  await fill(account, simpleDraft("AAPL", { qty: 100 }));
  await fill(account, simpleDraft(series, { side: "sell", qty: 1 }));
  return account;
}

async function activities({ accountId }: OpenedAccount): Promise<readonly string[]> {
  const { rows } = await world.admin.query<{ type: string }>(
    "SELECT type FROM mbt_activities WHERE account_id = $1 AND type NOT IN ('FILL', 'JNLC') ORDER BY id",
    [accountId],
  );
  return rows.map(({ type }) => type).sort();
}

async function versionOf({ accountId }: OpenedAccount): Promise<number> {
  return present(await door.read(accountId), "it is open").state.version;
}

const settle = `sim-real_time-settle_expiry-${EXPIRY}`;
const spread = await spreadHolder();
const writer = await coveredWriter(low);
const free = await world.openAccount(door, { tier: "free" });

test("an expiry day, by the clock of each feed: what is exercised, assigned and left worthless", async () => {
  expect(await day.runDue()).toEqual([
    `sim-real_time-apply_actions-${EXPIRY}`,
    `sim-delayed-apply_actions-${EXPIRY}`,
  ]);
  day.goTo(EXPIRY, 16, 20);
  day.closes.set("AAPL", dollars("103"));
  const evening = await day.runDue();
  expect(evening).toContain(`sim-real_time-take_snapshot-${EXPIRY}`);
  expect(evening).not.toContain(`sim-delayed-take_snapshot-${EXPIRY}`);
  day.goTo(EXPIRY, 17, 29, 59);
  expect(await day.runDue()).not.toContain(settle);

  day.goTo(EXPIRY, 17, 30);
  expect(await day.runDue()).toContain(settle);
  expect(await day.statusOf(settle)).toBe("done");
  expect(await activities(spread)).toEqual(["OPEXC", "OPEXP", "OPTRD"]);
  expect(await activities(writer)).toEqual(["OPASN", "OPTRD"]);
  const { state } = present(await door.read(spread.accountId), "it is open");
  expect([...state.positions.values()].map(({ symbol, qtyNanos }) => [symbol, qtyNanos])).toEqual([
    ["AAPL", 300_000_000_000n],
  ]);
  expect(await world.violations()).toEqual([]);
});

test("the snapshot of the day is at the official closes, once for each account", async () => {
  const { rows } = await world.admin.query<{ id: string; equity: string }>(
    `SELECT account_id AS id, payload::json -> 'snapshot' ->> 'equityMicros' AS equity
     FROM mbt_events WHERE type = 'snapshot_taken'`,
  );
  const equities = new Map(rows.map(({ id, equity }) => [id, equity]));
  expect(rows).toHaveLength(3);
  // 50,000 − 100 x 101.10 + 1.50 x 100, and then 100 x 103 − 1.05 x 100.
  expect(String(equities.get(writer.accountId))).toContain("50235000000");
});

test("a job run twice, and one that died before it said what it did, have one effect", async () => {
  const before = [await versionOf(spread), await versionOf(writer)];
  await day.run(settle);
  for (const kind of ["settle_expiry", "take_snapshot", "accrue_interest"]) {
    const key = `sim-real_time-${kind}-${EXPIRY}`;
    await day.forget(key);
    await day.run(key);
    expect(await day.statusOf(key)).toBe("done");
  }
  expect([await versionOf(spread), await versionOf(writer)]).toEqual(before);
});

test("a clock that jumps over the evening makes its jobs due at the next open, in their order", async () => {
  day.goTo("2027-01-19", 9, 30); // Monday is a holiday
  const keys = await day.plan();
  const kinds = keys.filter((key) => key.includes("-delayed-")).map((key) => key.split("-")[2]);
  // The delayed clock stood at 17:15: what came before it is done.
  expect(kinds).toEqual(["settle_expiry", "draw_assignments", "apply_actions"]);
  for (const key of keys) await day.run(key);
  expect(await world.events(free.accountId)).toContain("snapshot_taken");
  expect(await day.plan()).toEqual([]);
});

test("a dividend is owed from its ex-date and paid on its pay date, by the job, once", async () => {
  world.market.quoteBoth("AAPL", { bid: "101.00", ask: "101.10" });
  const holder = await world.openAccount(door);
  await fill(holder, simpleDraft("AAPL", { qty: 100 }));
  const dates = { exDate: "2027-01-20", recordDate: "2027-01-20", payDate: "2027-01-22" };
  const fact: ActionFact = {
    ...{
      id: "div-1",
      kind: "cash_dividend" as const,
      symbol: "AAPL",
      declaredDate: null,
      ...dates,
    },
    ...{ newNanos: null, oldNanos: null, cashMicros: dollars("0.25"), special: false, other: null },
    ...{ fractionMicros: null, costShareNanos: null, closeMicros: null, memos: [] },
  };
  world.market.actions.push(fact);
  const about = { market: "sim", source: "feed", today: "2027-01-19" } as const;
  expect(await storeActions(day.deps.pool, [fact], about)).toEqual(["div-1"]);

  day.goTo("2027-01-20", 4, 0);
  await day.runDue();
  expect(await world.events(holder.accountId)).toContain("dividend_receivable");
  expect(await activities(holder)).toEqual([]);
  day.goTo("2027-01-22", 4, 0);
  await day.runDue();
  await day.forget("sim-real_time-apply_actions-2027-01-22");
  await day.runDue();
  expect(await activities(holder)).toEqual(["DIV"]);
  const { state } = present(await door.read(holder.accountId), "it is open");
  expect(state.cashMicros).toBe(dollars("39915")); // 50,000 − 10,110 + 25
  // A correction after the ex-date changes nothing: accounts have applied what was told.
  const late = { ...about, today: "2027-01-22" } as const;
  const changed = { ...fact, cashMicros: dollars("0.30") };
  expect(await storeActions(day.deps.pool, [changed], late)).toEqual([]);
  expect(await world.violations()).toEqual([]);
});
