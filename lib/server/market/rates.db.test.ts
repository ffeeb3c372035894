/** Rates are dated: a day has those that were entered last before it. */
import { expect, test } from "vitest";
import { createDoorWorld } from "../testing/door-world";
import { enterRates, readRates } from "./rates";

const world = await createDoorWorld();
const pool = world.pool("raxx_worker");
const deps = { pool, today: "2026-11-20" };
const next = { from: "2026-12-01", source: "the broker's page" };

test("rates hold from their date on", async () => {
  await enterRates(deps, { ...next, debit: "700", credit: "50", "risk-free": "400" } as object);
  await enterRates(deps, { ...next, symbol: "GME", borrow: "2500" } as object);
  const before = await readRates(pool, "2026-11-30");
  const after = await readRates(pool, "2026-12-01");
  expect([before.debitBps, before.creditBps, before.riskFreeBps]).toEqual([825, 0, 430]);
  expect([after.debitBps, after.creditBps, after.riskFreeBps]).toEqual([700, 50, 400]);
  expect([before.borrowBps("GME", false), after.borrowBps("GME", false)]).toEqual([500, 2500]);
  expect([after.borrowBps("AAPL", true), after.borrowBps("AAPL", false)]).toEqual([25, 500]);
});

test.each([
  [{ ...next, from: "2026-11-20", symbol: "GME", borrow: "1" }, "--from must be after 2026-11-20"],
  [{ from: next.from, symbol: "GME", borrow: "1" }, "say where it is from"],
  [{ ...next, symbol: "gme", borrow: "1" }, "--symbol is a stock"],
  [{ ...next, symbol: "GME", borrow: "1.5" }, "expected int"],
  [{ ...next, debit: "-1", credit: "0", "risk-free": "0" }, "expected number to be >=0"],
])("%j is refused", async (values, why) => {
  await expect(enterRates(deps, values as object)).rejects.toThrow(why);
});
