/** Options on an index through the job of their expiry: cash, by the opening or by the closing value. */
import { expect, test } from "vitest";
import { present } from "@/lib/engine/assert";
import type { OptionSeries } from "@/lib/engine/instrument/instrument";
import {
  createDoorWorld,
  type OpenedAccount,
  order,
  submit,
} from "@/lib/server/testing/door-world";
import { simpleDraft } from "@/lib/server/testing/drafts";
import { dollars } from "@/lib/server/testing/fake-market";
import { DayWorld } from "../../testing/day-world";

const world = await createDoorWorld();
const door = world.newDoor();
const day = new DayWorld(world, door);
const EXPIRY = "2027-01-15";
const SETTLE = `sim-real_time-settle_expiry-${EXPIRY}`;

function indexSeries(right: "call" | "put", strike: number, time: "am" | "pm"): OptionSeries {
  const letter = right === "call" ? "C" : "P";
  // Morning and evening series of one date have roots of their own, as SPX and SPXW.
  const root = time === "am" ? "XBX" : "XBXW";
  return {
    ...{
      kind: "option",
      symbol: `${root}270115${letter}${String(strike * 1_000).padStart(8, "0")}`,
    },
    ...{ underlying: "XBX", expiryDate: EXPIRY, strikeMicros: dollars(String(strike)), right },
    ...{ multiplier: 100, style: "european", lateClose: true, broadIndex: true },
    settlement: "cash",
    settlementTime: time,
  } as OptionSeries;
}

const morningCall = indexSeries("call", 600, "am");
const eveningPut = indexSeries("put", 605, "pm");
const eveningCall = indexSeries("call", 600, "pm");

async function fill(account: OpenedAccount, draft: ReturnType<typeof simpleDraft>): Promise<void> {
  expect((await submit(door, account, draft)).kind).toBe("done");
  await order(door, account, "match_order", draft.id);
}

async function cashOf({ accountId }: OpenedAccount): Promise<bigint> {
  return present(await door.read(accountId), "it is open").state.cashMicros;
}

day.goTo("2027-01-14", 10, 30); // the morning series trades for the last time
world.market.quoteBoth("XBX", { bid: "604.90", ask: "605.10" });
world.market.quoteBoth(morningCall.symbol, { bid: "9.80", ask: "10.00" });
world.market.quoteBoth(eveningCall.symbol, { bid: "9.80", ask: "10.00" });
world.market.quoteBoth(eveningPut.symbol, { bid: "8.00", ask: "8.20" });
const account = await world.openAccount(door);
await fill(account, simpleDraft(morningCall, { qty: 2 }));
await fill(account, simpleDraft(eveningCall, { qty: 1 }));
await fill(account, simpleDraft(eveningPut, { side: "sell", qty: 1 }));
// 50,000 - 2 x 1,000 - 1,000 + 800
const BOUGHT = dollars("47800");

test("each series settles by its own value, and what waits for the opening value is held", async () => {
  expect(await cashOf(account)).toBe(BOUGHT);
  day.goTo(EXPIRY, 18, 0);
  day.closes.set("XBX", dollars("601.5"));
  await day.runDue();
  // The evening's: the call pays 1.50 x 100, the put sold costs 3.50 x 100.
  expect(await cashOf(account)).toBe(dollars("47600"));
  expect(await day.statusOf(SETTLE)).toBe("held");

  day.opens.set("XBX", dollars("612.34"));
  await day.run(SETTLE);
  // The morning's: 12.34 x 100 x 2, although the index closed at 601.50.
  expect(await cashOf(account)).toBe(dollars("50068"));
  expect(await day.statusOf(SETTLE)).toBe("done");
});

test("nothing was delivered but cash, once", async () => {
  await day.forget(SETTLE);
  await day.run(SETTLE);
  const { state } = present(await door.read(account.accountId), "it is open");
  expect([...state.positions.keys()]).toEqual([]);
  expect(state.cashMicros).toBe(dollars("50068"));
  const { rows } = await world.admin.query(
    `SELECT type, symbol, net_micros FROM mbt_activities WHERE account_id = $1
      AND type IN ('OPCSH', 'OPEXC', 'OPASN', 'OPEXP', 'OPTRD') ORDER BY symbol, type`,
    [account.accountId],
  );
  expect(rows.some(({ type }) => type === "OPTRD")).toBe(false);
  expect(await world.violations()).toEqual([]);
});
