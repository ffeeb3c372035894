import { expect, test } from "vitest";
import type { AccountState } from "../account/account-state";
import { decide } from "../account/decide";
import { evolveAll } from "../account/evolve";
import { instantOf } from "../calendar/new-york";
import { formatDollars, formatQuantity } from "../decimal";
import { account, dollars, symbolOf } from "../testing/builders";
import { marketOf } from "../testing/market";
import { snapshotOf } from "./snapshot";
import type { Snapshot } from "./snapshot-record";

type Marks = { readonly [name: string]: string };

function marksOf(marks: Marks) {
  return Object.entries(marks).map(([name, price]) => {
    return { symbol: symbolOf(name), priceMicros: dollars(price) };
  });
}

function take(state: AccountState, date: string, minute: number, marks: Marks) {
  const market = marketOf([], { nowMs: instantOf(date, minute) });
  return decide(state, { type: "take_snapshot", date, marks: marksOf(marks) }, market);
}

function taken(state: AccountState, date: string, marks: Marks): Snapshot {
  const result = snapshotOf(state, date, marksOf(marks));
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

// 40,000 of cash, 100 AAPL at 190, 2 short puts at 3.00 with SPY at 610.
const HOLDS = { AAPL: "100 @ 180", "SPY-600P": "-2 @ 4.00" };
const MARKS = { AAPL: "190", SPY: "610", "SPY-600P": "3.00" };
const ACCOUNT = account({ cash: "40000", holds: HOLDS });

test("a day is worth its cash and its holdings at the closes", () => {
  const snapshot = taken(ACCOUNT, "2026-11-20", MARKS);

  // 40,000 + 19,000 - 600; nothing was paid for what the builder holds, so all of it is profit.
  expect(formatDollars(snapshot.equityMicros)).toBe("58400");
  expect(formatDollars(snapshot.longValueMicros)).toBe("19000");
  expect(formatDollars(snapshot.shortValueMicros)).toBe("-600");
  expect(formatDollars(snapshot.totalProfitMicros)).toBe("18400");
  expect(formatDollars(snapshot.dayProfitMicros)).toBe("18400");
  expect(
    snapshot.positions.map(({ symbol, qtyNanos, markMicros, valueMicros, unrealizedMicros }) =>
      [
        symbol,
        formatQuantity(qtyNanos),
        ...[markMicros, valueMicros, unrealizedMicros].map(formatDollars),
      ].join(" "),
    ),
  ).toEqual([
    "AAPL 100 190 19000 1000", // 100 x (190 - 180)
    "SPY261218P00600000 -2 3 -600 200", // 2 x 100 x (4 - 3)
  ]);
  // Two naked puts: 200 x (3 + max(20% x 610 - 10, 10% x 600)) = 200 x 115 = 23,000, plus a quarter
  // of 19,000; the premium is part of it and of the value, so it counts once.
  expect(formatDollars(snapshot.maintenanceMarginMicros)).toBe("27150");
});

test("an option that closed at nothing is worth nothing", () => {
  const snapshot = taken(account({ holds: { "SPY-600P": "1 @ 4.00" } }), "2026-11-20", {
    SPY: "610",
    "SPY-600P": "0",
  });

  expect(snapshot.positions[0]?.valueMicros).toBe(0n);
  expect(formatDollars(snapshot.equityMicros)).toBe("100000");
});

test.each([
  { date: "2026-11-20", minute: 979, events: 0 },
  { date: "2026-11-20", minute: 980, events: 1 },
  // Half a day: 13:20.
  { date: "2026-11-27", minute: 799, events: 0 },
  { date: "2026-11-27", minute: 800, events: 1 },
  { date: "2026-11-21", minute: 980, events: 0 },
])("on $date at minute $minute: $events written", ({ date, minute, events }) => {
  const decision = take(ACCOUNT, date, minute, MARKS);

  expect(decision.ok ? decision.value.length : decision.error).toBe(events);
});

test("a day is written once, and the next counts its profit from there", () => {
  const first = take(ACCOUNT, "2026-11-20", 980, MARKS);
  const state = evolveAll(ACCOUNT, first.ok ? first.value : []);

  expect(take(state, "2026-11-20", 990, MARKS)).toEqual({ ok: true, value: [] });
  // AAPL fell by 1: 100.
  const second = taken(state, "2026-11-23", { ...MARKS, AAPL: "189" });
  expect(formatDollars(second.dayProfitMicros)).toBe("-100");
  expect(formatDollars(second.totalProfitMicros)).toBe("18300");
});

test("without a mark of everything that is held nothing is written", () => {
  expect(take(ACCOUNT, "2026-11-20", 980, { AAPL: "190" })).toEqual({
    ok: false,
    error: { code: "no_settlement_price", symbols: ["SPY", "SPY261218P00600000"] },
  });
});
