/** An operator's typing mistakes, each with its own answer, and nothing stored. */
import { expect, test } from "vitest";
import { createDoorWorld } from "../testing/door-world";
import { dollars } from "../testing/fake-market";
import { ActionBook } from "./action-book";
import { enterAction } from "./enter-action";
import { MarketClock } from "./market-clock";

const world = await createDoorWorld();
const pool = world.pool("raxx_worker");
const deps = { pool, market: "sim", today: "2026-11-17" } as const;
await pool.query(
  `INSERT INTO instruments (symbol, market, asset_id, name, exchange, tradable, marginable, shortable,
     has_options, late_close, broad_index)
   VALUES ('AAPL', 'sim', gen_random_uuid(), 'Apple', 'NASDAQ', true, true, true, true, false, false)`,
);
const DIVIDEND = { kind: "cash_dividend", symbol: "AAPL", cash: "0.25" } as const;
const DATES = { ex: "2026-12-01", record: "2026-12-01", pay: "2026-12-15" } as const;

test.each([
  [{ ...DIVIDEND, ...DATES, kind: "divident" }, "--kind is one of"],
  [{ ...DIVIDEND, ...DATES, ex: "2026-13-01" }, "--ex is no date"],
  [{ ...DIVIDEND, ...DATES, cash: "a quarter" }, "--cash is no decimal"],
  [{ ...DIVIDEND, ...DATES, symbol: "AAPPL" }, "no stock AAPPL is listed"],
  [{ ...DIVIDEND, ...DATES, ex: "2026-11-16", record: "2026-11-16" }, "2026-11-16 is over"],
  [{ ...DIVIDEND, ...DATES, ex: "2026-11-26", record: "2026-11-26" }, "is no trading day"],
  [{ ...DIVIDEND, ...DATES, pay: "2026-11-20" }, "payDate contradicts the rest"],
  [{ kind: "cash_dividend", symbol: "AAPL", ...DATES }, "cashMicros is missing"],
  [
    { kind: "forward_split", symbol: "AAPL", ex: "2026-12-01", new: "1", old: "4" },
    "newNanos contradicts",
  ],
  [
    { kind: "rename", symbol: "AAPL", ex: "2026-12-01", other: "AAPL" },
    "other contradicts the rest",
  ],
])("%o is refused: %s", async (values, reason) => {
  await expect(enterAction(deps, values)).rejects.toThrow(reason);
  const { rows } = await pool.query("SELECT 1 FROM corporate_actions");
  expect(rows).toEqual([]);
});

test("what is right is in every view from then on; the same again and a contradiction are refused", async () => {
  const fact = await enterAction(deps, { ...DIVIDEND, ...DATES });
  const clock = { nowMs: () => Date.UTC(2026, 11, 1, 15, 0) };
  const book = new ActionBook({ pool, clock, marketClock: new MarketClock("sim", clock, pool) });
  await book.refresh();
  expect(book.facts(clock.nowMs()).actionsOf("AAPL")).toEqual([fact]);
  expect([...book.facts(clock.nowMs()).actionsDue]).toEqual(["AAPL"]);
  expect([...book.facts(clock.nowMs() - 7 * 86_400_000).actionsDue]).toEqual([]);

  await expect(enterAction(deps, { ...DIVIDEND, ...DATES })).rejects.toThrow(
    "says the same already",
  );
  const other = { ...DIVIDEND, ...DATES, cash: "0.52" };
  await expect(enterAction(deps, other)).rejects.toThrow("give --replace to correct it");
  const replaced = await enterAction(deps, { ...other, replace: true });
  expect(replaced.cashMicros).toBe(dollars("0.52"));
});
