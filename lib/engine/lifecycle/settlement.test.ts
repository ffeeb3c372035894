import { expect, test } from "vitest";
import type { AccountKind } from "../account/account-state";
import { type IsoDate, instantOf } from "../calendar/new-york";
import { formatDollars, formatQuantity } from "../decimal";
import { dollars, quantity } from "../testing/builders";
import { type LifecycleState, NEW_LIFECYCLE } from "./lifecycle-state";
import { afterTradeMoney, lockedOf, settledCash, settlementDateOf } from "./settlement";

/** Trades written "Fri buy 10 AAA for 1000" on an account that had `cash`; cash follows them. */
function traded(kind: AccountKind, cash: string, trades: readonly string[]) {
  let life: LifecycleState = NEW_LIFECYCLE;
  let cashMicros = dollars(cash);
  for (const text of trades) {
    const [date = "", side, qty = "", symbol = "", , amount = ""] = text.split(" ");
    const netMicros = dollars(side === "buy" ? `-${amount}` : amount);
    const openedNanos = quantity(side === "buy" ? qty : "0");
    life = afterTradeMoney(life, {
      ...{ atMs: instantOf(date, 600), kind, netMicros, cashBeforeMicros: cashMicros },
      bought: [{ symbol, openedNanos }],
    });
    cashMicros = dollars(formatDollars((cashMicros + netMicros) as typeof cashMicros));
  }
  return { life, cashMicros };
}

// 2026-11-20 is a Friday; 11-26 is Thanksgiving.
test.each([
  { at: "2026-11-20", settles: "2026-11-23" },
  { at: "2026-11-25", settles: "2026-11-27" },
  { at: "2026-11-21", settles: "2026-11-24" },
])("what trades on $at settles on $settles", ({ at, settles }) => {
  expect(settlementDateOf(instantOf(at, 600))).toBe(settles);
});

function settled(on: IsoDate, trades: readonly string[]): string {
  const { life, cashMicros } = traded("margin", "1000", trades);
  return formatDollars(settledCash(life, cashMicros, on));
}

test.each([
  // Bought for 1,500 on Friday: the loan begins on Monday.
  { trades: ["2026-11-20 buy 15 AAA for 1500"], on: "2026-11-20", cash: "1000" },
  { trades: ["2026-11-20 buy 15 AAA for 1500"], on: "2026-11-23", cash: "-500" },
  // Sold on Monday for 1,600: the loan ends on Tuesday.
  {
    trades: ["2026-11-20 buy 15 AAA for 1500", "2026-11-23 sell 15 AAA for 1600"],
    ...{ on: "2026-11-23", cash: "-500" },
  },
  {
    trades: ["2026-11-20 buy 15 AAA for 1500", "2026-11-23 sell 15 AAA for 1600"],
    ...{ on: "2026-11-24", cash: "1100" },
  },
  // In and out on one day never owes.
  {
    trades: ["2026-11-20 buy 15 AAA for 1500", "2026-11-20 sell 15 AAA for 1600"],
    ...{ on: "2026-11-23", cash: "1100" },
  },
])("$trades: $cash has settled by $on", ({ trades, on, cash }) => {
  expect(settled(on, trades)).toBe(cash);
});

const SOLD = "2026-11-20 sell 10 OLD for 1000";

test.each([
  {
    does: "settled money buys freely",
    cash: "1000",
    trades: [SOLD, "2026-11-20 buy 10 AAA for 1000"],
    locked: "0",
  },
  {
    does: "proceeds lock what they buy",
    cash: "0",
    trades: [SOLD, "2026-11-20 buy 10 AAA for 1000"],
    locked: "10",
  },
  // 400 of 1,000 had settled: 600/1000 of 10 shares.
  {
    does: "settled money pays first",
    cash: "400",
    trades: [SOLD, "2026-11-20 buy 10 AAA for 1000"],
    locked: "6",
  },
  // 700/1000 of 3 is 2.1: three whole shares, not two and a piece.
  {
    does: "parts are rounded up",
    cash: "300",
    trades: [SOLD, "2026-11-20 buy 3 AAA for 1000"],
    locked: "3",
  },
  {
    does: "the second purchase finds nothing settled",
    ...{ cash: "400", locked: "4" },
    trades: [SOLD, "2026-11-20 buy 4 BBB for 400", "2026-11-20 buy 4 AAA for 400"],
  },
])("$does", ({ cash, trades, locked }) => {
  const { life } = traded("cash", cash, trades);
  const found = lockedOf(life, "AAA", "2026-11-20");

  expect(formatQuantity(found.qtyNanos)).toBe(locked);
  expect(found.untilDate).toBe(locked === "0" ? null : "2026-11-23");
  expect(lockedOf(life, "AAA", "2026-11-23").qtyNanos).toBe(0n);
});

test("a margin account owes no good faith", () => {
  const { life } = traded("margin", "0", [SOLD, "2026-11-20 buy 10 AAA for 1000"]);

  expect(lockedOf(life, "AAA", "2026-11-20").qtyNanos).toBe(0n);
});
