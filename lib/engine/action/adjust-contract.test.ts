import { expect, test } from "vitest";
import { formatDecimal, formatQuantity } from "../decimal";
import { deliverableOf } from "../instrument/deliverable";
import type { Deliverable, OptionSeries } from "../instrument/instrument";
import type { Micros } from "../money";
import { action } from "../testing/action-text";
import { deliverable, dollars, quantity, series, symbolOf } from "../testing/builders";
import { adjustContract } from "./adjust-contract";

/** "XYZ1-50C delivering 150 XYZ": a series as it stood before. */
function contract(text: string): OptionSeries {
  const [name = "", of] = text.split(" delivering ");
  return series(name, of === undefined ? {} : { deliverable: deliverable(of) });
}

/** "2 × XYZ-25C" for standard contracts, "XYZ1-50C delivering 150 XYZ" for others. */
function adjusted(text: string, what: string, fraction: string | null = null): string {
  const price: Micros | null = fraction === null ? null : dollars(fraction);
  const result = adjustContract(contract(text), action(what), price);
  if (result === null || result === "no_price") return String(result);
  const { series: made, contracts } = result;
  const times = contracts === 1 ? "" : `${contracts} × `;
  const of = made.deliverable === undefined ? "" : ` delivering ${textOf(deliverableOf(made))}`;
  return `${times}${made.symbol}${of}`;
}

function textOf({ shares, cashMicros }: Deliverable): string {
  const parts = shares.map((part) => `${formatQuantity(part.sharesNanos)} ${part.symbol}`);
  if (cashMicros !== 0n) parts.push(formatDecimal(cashMicros, 6));
  return parts.join(" + ");
}

function named(text: string): string {
  return text.replace(/[A-Z]+[0-9]?-[0-9.]+[CP](@[0-9]{6})?/, symbolOf);
}

/**
 * The table of engine.md §7. Its patterns are those of the clearing house's memos: whole splits by
 * strike divisor and multiplier of contracts, everything else by a new deliverable under a root with
 * a digit, strike and multiplier of 100 unchanged. Source: Characteristics and Risks of Standardized
 * Options, OCC's memo of 2006-01-09 on SR-OCC-2006-01, read 2026-11-21.
 */
test.each([
  // The 60 call becomes three 20 calls: the memo's own example.
  { of: "XYZ-60C", what: "split XYZ 3:1", gives: "3 × XYZ-20C" },
  { of: "XYZ-50P", what: "split XYZ 2:1", gives: "2 × XYZ-25P" },
  // 100 / 3 = 33.333…, 645 / 7 = 92.142857…: to the cent, as AAPL's 92.14 of June 2014.
  { of: "XYZ-100P", what: "split XYZ 3:1", gives: "3 × XYZ-33.33P" },
  { of: "XYZ-645C", what: "split XYZ 7:1", gives: "7 × XYZ-92.14C" },
  // 10.01 / 2 = 5.005: a half cent goes up.
  { of: "XYZ-10.01C", what: "split XYZ 2:1", gives: "2 × XYZ-5.01C" },
  // 3 for 2: pays 5,000 and receives 150 shares, the booklet's own example.
  { of: "XYZ-50C", what: "split XYZ 3:2", gives: "XYZ1-50C delivering 150 XYZ" },
  { of: "XYZ-50C", what: "split XYZ 5:4", gives: "XYZ1-50C delivering 125 XYZ" },
  { of: "XYZ-50C", what: "reverse XYZ 1:10", gives: "XYZ1-50C delivering 10 XYZ" },
  { of: "XYZ-50C", what: "stock-dividend XYZ 5:100", gives: "XYZ1-50C delivering 105 XYZ" },
  // One whole new share for each is a 2:1 split by another name.
  { of: "XYZ-50C", what: "stock-dividend XYZ 100:100", gives: "2 × XYZ-25C" },
  { of: "XYZ-50C", what: "dividend XYZ 3 pay 2026-12-01", gives: "null" },
  { of: "XYZ-50C", what: "dividend XYZ 2 pay 2026-12-01 special", gives: "XYZ-48C" },
  // 0.125 a share is 12.50 a contract, the least that counts: 49.875 to the cent.
  { of: "XYZ-50C", what: "dividend XYZ 0.125 pay 2026-12-01 special", gives: "XYZ-49.88C" },
  { of: "XYZ-50C", what: "dividend XYZ 0.1249 pay 2026-12-01 special", gives: "null" },
  // There is no strike below zero: the contract delivers the dividend, 100 x 60.
  {
    of: "XYZ-50C",
    what: "dividend XYZ 60 pay 2026-12-01 special",
    gives: "XYZ1-50C delivering 100 XYZ + 6000",
  },
  { of: "XYZ-50C", what: "spin-off XYZ NEW 1:5", gives: "XYZ1-50C delivering 100 XYZ + 20 NEW" },
  { of: "XYZ-50C", what: "merger XYZ ACQ 1:2", gives: "ACQ1-50C delivering 50 ACQ" },
  { of: "XYZ-50C", what: "merger XYZ BIG.B 1:1", gives: "BIGB1-50C delivering 100 BIG.B" },
  { of: "XYZ-50C", what: "merger XYZ cash 55", gives: "XYZ1-50C delivering 5500" },
  { of: "XYZ-50C", what: "rename XYZ NEW", gives: "NEW-50C" },
  { of: "XYZ-50C", what: "delisting XYZ", gives: "null" },
])("$of after $what is $gives", ({ of, what, gives }) => {
  expect(adjusted(of, what)).toBe(named(gives));
});

test.each([
  // 100 / 8 = 12.5: 12 shares and half of 40.00.
  { what: "reverse XYZ 1:8", at: "40", gives: "XYZ1-50C delivering 12 XYZ + 20" },
  // 100 / 3 = 33 and a third of 150.00.
  { what: "reverse XYZ 1:3", at: "150", gives: "XYZ1-50C delivering 33 XYZ + 50" },
  // 102.5: half of 40.00.
  { what: "stock-dividend XYZ 2.5:100", at: "40", gives: "XYZ1-50C delivering 102 XYZ + 20" },
  // 33 and a third of 30.00.
  { what: "spin-off XYZ NEW 1:3", at: "30", gives: "XYZ1-50C delivering 100 XYZ + 33 NEW + 10" },
  // 42.15: 0.15 x 80.00 = 12.00 beside 100 x 12.50.
  {
    what: "merger XYZ ACQ 0.4215:1 cash 12.5",
    at: "80",
    gives: "ACQ1-50C delivering 42 ACQ + 1262",
  },
])("a fraction of $what is cash at $at", ({ what, at, gives }) => {
  expect(adjusted("XYZ-50C", what, at)).toBe(named(gives));
  expect(adjusted("XYZ-50C", what)).toBe("no_price");
});

test.each([
  // 150 shares at half the price are worth what they were at twice the contracts and half the strike.
  {
    of: "XYZ1-50C delivering 150 XYZ",
    what: "split XYZ 2:1",
    gives: "2 × XYZ1-25C delivering 150 XYZ",
  },
  // The other company did not split, so there cannot be twice the contracts.
  {
    of: "XYZ1-50C delivering 100 XYZ + 20 NEW",
    what: "split XYZ 2:1",
    gives: "XYZ2-50C delivering 20 NEW + 200 XYZ",
  },
  {
    of: "XYZ1-50C delivering 100 XYZ + 20 NEW",
    what: "reverse NEW 1:10",
    gives: "XYZ2-50C delivering 100 XYZ + 2 NEW",
  },
  {
    of: "XYZ1-50C delivering 100 XYZ + 20 NEW",
    what: "merger NEW cash 7",
    gives: "XYZ2-50C delivering 100 XYZ + 140",
  },
  {
    of: "XYZ1-50C delivering 100 XYZ + 20 NEW",
    what: "rename XYZ ABC",
    gives: "ABC1-50C delivering 100 ABC + 20 NEW",
  },
  {
    of: "XYZ1-50C delivering 100 XYZ + 20 NEW",
    what: "rename NEW ABC",
    gives: "XYZ1-50C delivering 100 XYZ + 20 ABC",
  },
  // 1.00 on 150 shares is 1.50 on a strike that counts a hundred times.
  {
    of: "XYZ1-50C delivering 150 XYZ",
    what: "dividend XYZ 1 pay 2026-12-01 special",
    gives: "XYZ1-48.5C delivering 150 XYZ",
  },
])("$of after $what is $gives", ({ of, what, gives }) => {
  expect(adjusted(of, what)).toBe(named(gives));
});

test("a contract that delivers nothing but cash expires at the next monthly expiry", () => {
  const long = series("XYZ-50C@270618");
  const bought = adjustContract(long, action("merger XYZ cash 55"), null);

  // Monday 2026-11-23 is past the Tuesday of November's last week; December's third Friday is the 18th.
  expect(bought).toMatchObject({
    series: { expiryDate: "2026-12-18", symbol: symbolOf("XYZ1-50C@261218"), id: long.symbol },
  });
});

test("what the clearing house decided goes before the table", () => {
  const memo = {
    ...{ root: "XYZ", newRoot: "XYZ1", newUnderlying: "XYZ", contracts: 1 },
    ...{ strikeNewNanos: quantity("1"), strikeOldNanos: quantity("1"), expiryDateMax: null },
    strikeLessMicros: dollars("1.375"),
    deliverable: deliverable("100 XYZ + 12.50"),
  };
  const decided = action("spin-off XYZ NEW 1:5", { memos: [memo] });
  const result = adjustContract(series("XYZ-50C"), decided, null);

  // 50 - 1.375, and no share of the new company.
  expect(result).toMatchObject({
    contracts: 1,
    series: { symbol: symbolOf("XYZ1-48.625C"), deliverable: deliverable("100 XYZ + 12.50") },
  });
  expect(adjusted("XYZ1-50C", "spin-off XYZ NEW 1:5")).toBe(
    named("XYZ2-50C delivering 100 XYZ + 20 NEW"),
  );
});
