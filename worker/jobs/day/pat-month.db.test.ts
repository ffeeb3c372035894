/**
 * A month of Pat through the jobs of market days: a put sold and assigned, a dividend, a split, a covered call on what
 * is then twice as many shares, called away. Every amount by hand, to the cent, in one cash account without fees.
 */
import { expect, test } from "vitest";
import type { ActionFact } from "@/lib/engine/action/action-fact";
import { present } from "@/lib/engine/assert";
import type { OptionSeries } from "@/lib/engine/instrument/instrument";
import { units } from "@/lib/engine/money";
import { storeActions } from "@/lib/server/market/store-actions";
import { createDoorWorld, order, submit } from "@/lib/server/testing/door-world";
import { simpleDraft } from "@/lib/server/testing/drafts";
import { dollars } from "@/lib/server/testing/fake-market";
import { DayWorld } from "../../testing/day-world";

const world = await createDoorWorld();
const door = world.newDoor();
const day = new DayWorld(world, door);
const pat = await world.openAccount(door, { kind: "cash", cash: "50000" });

function series(expiryDate: string, right: "call" | "put", strike: number): OptionSeries {
  const date = expiryDate.replaceAll("-", "").slice(2);
  const letter = right === "call" ? "C" : "P";
  return {
    ...{ kind: "option", underlying: "AAPL", expiryDate, right, multiplier: 100 },
    symbol: `AAPL${date}${letter}${String(strike * 1_000).padStart(8, "0")}`,
    strikeMicros: dollars(String(strike)),
    ...{ style: "american", lateClose: false, broadIndex: false },
  };
}

const PLAIN: ActionFact = {
  ...{ id: "", kind: "cash_dividend", symbol: "AAPL", declaredDate: null, exDate: null },
  ...{ recordDate: null, payDate: null, newNanos: null, oldNanos: null, cashMicros: null },
  ...{ special: false, other: null, fractionMicros: null, costShareNanos: null },
  ...{ closeMicros: null, memos: [] },
};

async function announce(fact: Partial<ActionFact>): Promise<void> {
  const whole = { ...PLAIN, ...fact };
  world.market.actions.push(whole);
  const about = { market: "sim", source: "feed", today: "2026-11-17" } as const;
  expect(await storeActions(day.deps.pool, [whole], about)).toEqual([whole.id]);
}

async function sell(option: OptionSeries, qty: number, bid: string): Promise<void> {
  world.market.quoteBoth(option.symbol, { bid, ask: "9.00" });
  const draft = simpleDraft(option, { side: "sell", qty });
  expect((await submit(door, pat, draft)).kind).toBe("done");
  await order(door, pat, "match_order", draft.id);
}

/** Everything a day brings: before the open, after the close, and after the last word on options. */
async function live(date: string, close: string): Promise<void> {
  day.closes.set("AAPL", dollars(close));
  for (const [hour, minute] of [
    [4, 0],
    [16, 31],
    [17, 46],
  ] as const) {
    day.goTo(date, hour, minute);
    await day.runDue();
  }
}

async function state() {
  return present(await door.read(pat.accountId), "it is open").state;
}

async function equities(): Promise<Record<string, string>> {
  const { rows } = await world.admin.query<{ date: string; equity: string }>(
    `SELECT payload::json -> 'snapshot' ->> 'date' AS date, payload::json -> 'snapshot' ->> 'equityMicros' AS equity
     FROM mbt_events WHERE type = 'snapshot_taken'`,
  );
  return Object.fromEntries(rows.map(({ date, equity }) => [date, equity]));
}

test("Pat's month, to the cent", async () => {
  await announce({
    ...{ id: "div", kind: "cash_dividend", exDate: "2026-11-24", recordDate: "2026-11-24" },
    ...{ payDate: "2026-12-01", cashMicros: dollars("0.50") },
  });
  await announce({
    ...{ id: "split", kind: "forward_split", exDate: "2026-11-25" },
    ...{ newNanos: units(2), oldNanos: units(1) },
  });
  world.market.quoteBoth("AAPL", { bid: "101.00", ask: "101.02" });

  // Tuesday: a put at 100 for 1.50. 50,000 + 150.
  await sell(series("2026-11-20", "put", 100), 1, "1.50");
  expect((await state()).cashMicros).toBe(dollars("50150"));
  await live("2026-11-17", "101");
  // Friday: assigned at 98. 50,150 - 100 x 100.
  await live("2026-11-20", "98");
  expect((await state()).cashMicros).toBe(dollars("40150"));
  expect((await state()).positions.get("AAPL")?.qtyNanos).toBe(units(100));
  // Held over the ex-date of 0.50 a share, then split two for one: 200 shares for the same 10,000.
  await live("2026-11-23", "99");
  await live("2026-11-24", "99.50");
  await live("2026-11-25", "50");
  const split = (await state()).positions.get("AAPL");
  expect([split?.qtyNanos, split?.costMicros]).toEqual([units(200), dollars("10000")]);
  // Friday, a half day: two calls at 52 for 0.80. 40,150 + 160.
  day.goTo("2026-11-27", 10, 30);
  world.market.quoteBoth("AAPL", { bid: "51.00", ask: "51.02" });
  await sell(series("2026-12-11", "call", 52), 2, "0.80");
  await live("2026-11-27", "51");
  expect((await state()).cashMicros).toBe(dollars("40310"));
  // The dividend of the hundred shares held then: + 50.
  await live("2026-12-01", "51");
  expect((await state()).cashMicros).toBe(dollars("40360"));
  await live("2026-12-02", "51");
  // Called away at 52: + 200 x 52. Premiums 310, stock 400, dividend 50 make 760.
  await live("2026-12-11", "53");
  const end = await state();
  expect(end.cashMicros).toBe(dollars("50760"));
  expect(end.positions.size).toBe(0);
  const days = await equities();
  expect(days["2026-11-17"]).toBe(String(dollars("50045"))); // 50,150 - 1.05 x 100
  expect(days["2026-12-02"]).toBe(String(dollars("50350"))); // 40,360 + 200 x 51 - 2 x 105
  expect(await world.violations()).toEqual([]);
});
