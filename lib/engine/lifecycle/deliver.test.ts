import { expect, test } from "vitest";
import { formatDollars, formatQuantity } from "../decimal";
import type { Delivered } from "../event/option-event";
import type { OptionSeries } from "../instrument/instrument";
import type { Micros } from "../money";
import { deliverable, dollars, equity, quantity, series } from "../testing/builders";
import { deliver } from "./deliver";

type Role = "holder" | "writer";
type Prices = { readonly [symbol: string]: string };

function adjusted(name: string, text: string): OptionSeries {
  return series(name, { deliverable: deliverable(text) });
}

function textOf({ stock, cashMicros }: Delivered): string {
  const trades = stock.map(({ side, qtyNanos, instrument, amountMicros }) =>
    [side, formatQuantity(qtyNanos), instrument.symbol, "for", formatDollars(amountMicros)].join(
      " ",
    ),
  );
  return [...trades, `cash ${formatDollars(cashMicros)}`].join(", ");
}

function delivered(option: OptionSeries, contracts: string, role: Role, at: Prices) {
  const priceOf = (symbol: string): Micros | null =>
    at[symbol] === undefined ? null : dollars(at[symbol]);
  const facts = { priceOf, equityOf: (symbol: string) => equity(symbol) };
  const result = deliver({ series: option, qtyNanos: quantity(contracts), role }, facts);
  return result.ok ? textOf(result.value) : `missing ${result.error.missing.join(" ")}`;
}

test.each([
  // The four corners of a standard contract: strike 50 x 100 x 2 contracts.
  {
    name: "XYZ-50C",
    of: "100 XYZ",
    n: "2",
    role: "holder",
    at: {},
    gives: "buy 200 XYZ for 10000, cash 0",
  },
  {
    name: "XYZ-50C",
    of: "100 XYZ",
    n: "2",
    role: "writer",
    at: {},
    gives: "sell 200 XYZ for 10000, cash 0",
  },
  {
    name: "XYZ-50P",
    of: "100 XYZ",
    n: "2",
    role: "holder",
    at: {},
    gives: "sell 200 XYZ for 10000, cash 0",
  },
  {
    name: "XYZ-50P",
    of: "100 XYZ",
    n: "2",
    role: "writer",
    at: {},
    gives: "buy 200 XYZ for 10000, cash 0",
  },
  // A 3:2 split: 150 shares for strike x 100, which is 33.33 a share.
  {
    name: "XYZ1-50C",
    of: "150 XYZ",
    n: "1",
    role: "holder",
    at: {},
    gives: "buy 150 XYZ for 5000, cash 0",
  },
  // 1:3 reverse, 33.333333333 shares: two contracts deliver 66 and 0.666666666 x 150 = 100.00 in cash, to the micro.
  {
    ...{ name: "XYZ1-50C", of: "33.333333333 XYZ", n: "2", role: "holder", at: { XYZ: "150" } },
    gives: "buy 66 XYZ for 9900, cash 0",
  },
  {
    ...{ name: "XYZ1-50C", of: "33.333333333 XYZ", n: "2", role: "holder", at: {} },
    gives: "missing XYZ",
  },
  // A spin-off: 4,500 and 20 x 30 = 600 of worth share the 5,000: 5,000 x 45/51 and the rest.
  {
    ...{
      name: "XYZ1-50C",
      of: "100 XYZ + 20 NEW",
      n: "1",
      role: "holder",
      at: { XYZ: "45", NEW: "30" },
    },
    gives: "buy 100 XYZ for 4411.764705, buy 20 NEW for 588.235295, cash 0",
  },
  {
    ...{ name: "XYZ1-50C", of: "100 XYZ + 20 NEW", n: "1", role: "holder", at: { XYZ: "45" } },
    gives: "missing NEW",
  },
  // A cash-and-stock merger: 1,000 of the 5,000 comes back as cash, the rest buys 80 shares.
  {
    ...{ name: "XYZ1-50C", of: "80 ACQ + 1000", n: "1", role: "holder", at: {} },
    gives: "buy 80 ACQ for 4000, cash 0",
  },
  // More cash than strike: the shares cost nothing and 500 a contract is left.
  {
    ...{ name: "XYZ1-50C", of: "80 ACQ + 5500", n: "2", role: "holder", at: {} },
    gives: "buy 160 ACQ for 0, cash 1000",
  },
  {
    ...{ name: "XYZ1-50C", of: "80 ACQ + 5500", n: "2", role: "writer", at: {} },
    gives: "sell 160 ACQ for 0, cash -1000",
  },
  // A cash merger at 55.00: 500 a contract above strike.
  { name: "XYZ-50C", of: "5500", n: "1", role: "holder", at: {}, gives: "cash 500" },
  { name: "XYZ-50C", of: "5500", n: "1", role: "writer", at: {}, gives: "cash -500" },
  { name: "XYZ-50P", of: "4500", n: "1", role: "holder", at: {}, gives: "cash 500" },
] as const)("$role of $n $name on $of: $gives", ({ name, of, n, role, at, gives }) => {
  expect(delivered(adjusted(name, of), n, role as Role, at as Prices)).toBe(gives);
});

test.each([
  // 612.34 - 600 = 12.34 x 100 x 3.
  { name: "XPM-600C", role: "holder", at: { XPM: "612.34" }, gives: "cash 3702" },
  { name: "XPM-600C", role: "writer", at: { XPM: "612.34" }, gives: "cash -3702" },
  { name: "XPM-600P", role: "holder", at: { XPM: "590" }, gives: "cash 3000" },
  { name: "XPM-600P", role: "holder", at: { XPM: "600" }, gives: "cash 0" },
  { name: "XPM-600P", role: "holder", at: {}, gives: "missing XPM" },
] as const)("$role of 3 $name at $at: $gives", ({ name, role, at, gives }) => {
  expect(delivered(series(name), "3", role, at as Prices)).toBe(gives);
});
