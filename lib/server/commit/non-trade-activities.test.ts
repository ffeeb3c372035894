import { expect, test } from "vitest";
import { formatDollars, formatQuantity } from "@/lib/engine/decimal";
import type { AccountEvent, EventOf } from "@/lib/engine/event/event";
import { dollars, equity, quantity, series } from "@/lib/engine/testing/builders";
import { nonTradeActivities } from "./non-trade-activities";

const BASE = { atMs: 1, rules: 1, date: "2026-12-18", valueMicros: null } as const;

/** "AAPL 200 @ 150 = -30000" for what was listed. */
function textsOf(event: AccountEvent): readonly string[] {
  return nonTradeActivities(event).map(({ type, symbol, qtyNanos, priceMicros, netMicros }) => {
    const price = priceMicros === null ? "" : ` @ ${formatDollars(priceMicros)}`;
    const qty = qtyNanos === null ? "" : formatQuantity(qtyNanos);
    return `${type} ${symbol} ${qty}${price} = ${formatDollars(netMicros)}`;
  });
}

const CALL = "AAPL261218C00150000";

// The documented examples: 2 calls of strike 150 exercised and assigned (alpaca-wire.md §2.11).
test("an exercise is an OPEXC and an OPTRD", () => {
  const stock = [
    {
      instrument: equity(),
      side: "buy",
      qtyNanos: quantity("200"),
      amountMicros: dollars("30000"),
    },
  ] as const;
  const event: AccountEvent = {
    ...{ type: "option_exercised", reason: "expiry", series: series(CALL) },
    ...{ qtyNanos: quantity("2"), stock, cashMicros: dollars("0"), ...BASE },
  };
  expect(textsOf(event)).toEqual([`OPEXC ${CALL} -2 = 0`, "OPTRD AAPL 200 @ 150 = -30000"]);
});

test("an assignment is an OPASN and an OPTRD", () => {
  const stock = [
    {
      instrument: equity(),
      side: "sell",
      qtyNanos: quantity("200"),
      amountMicros: dollars("30000"),
    },
  ] as const;
  const event: AccountEvent = {
    ...{ type: "option_assigned", reason: "expiry", series: series(CALL), draw: null },
    ...{ qtyNanos: quantity("2"), stock, cashMicros: dollars("0"), ...BASE },
  };
  expect(textsOf(event)).toEqual([`OPASN ${CALL} 2 = 0`, "OPTRD AAPL -200 @ 150 = 30000"]);
});

test("an index pays cash: an OPCSH with the amount", () => {
  const event: AccountEvent = {
    ...{ type: "option_assigned", reason: "expiry", draw: null, qtyNanos: quantity("1") },
    ...{
      series: series("XBX-600P", { settlement: "cash" }),
      stock: [],
      cashMicros: dollars("-500"),
    },
    ...BASE,
  };
  expect(textsOf(event)).toEqual(["OPCSH XBX261218P00600000 1 = -500"]);
});

test.each([
  { side: "long", qty: "-1" },
  { side: "short", qty: "1" },
] as const)("a $side that expires is an OPEXP of $qty", ({ side, qty }) => {
  const event: AccountEvent = {
    ...{ type: "option_expired", reason: "worthless", series: series(CALL), side },
    ...{ qtyNanos: quantity("1"), ...BASE },
  };
  expect(textsOf(event)).toEqual([`OPEXP ${CALL} ${qty} = 0`]);
});

test("a fill lists what it paid in fees, in one sum; without fees it lists nothing", () => {
  const fee = (name: "OCC" | "CAT", amount: string) => {
    return { name, rateId: `${name}@2025-01-01`, amountMicros: dollars(amount) };
  };
  const fill = { type: "order_filled", atMs: 1, rules: 1 } as EventOf<"order_filled">;

  expect(textsOf({ ...fill, fees: [fee("OCC", "0.05"), fee("CAT", "0.0006")] })).toEqual([
    "FEE null  = -0.0506",
  ]);
  expect(textsOf({ ...fill, fees: [] })).toEqual([]);
});
