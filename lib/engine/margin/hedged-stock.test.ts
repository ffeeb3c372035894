/** Stock beside options, XYZ at 100. Source: FINRA 4210(f)(2)(G); each row is worked out beside it. */
import { describe, expect, test } from "vitest";
import { present } from "../assert";
import { formatPrice } from "../decimal";
import type { Micros } from "../money";
import { dollars, equity, series } from "../testing/builders";
import { hedgedStock, shortStockMicros } from "./stock-requirement";

const of = (name: string) => series(`XYZ-${name}`);
const written = (micros: Micros | null) => (micros === null ? null : formatPrice(micros));
const long = present(hedgedStock(equity("XYZ"), "long", dollars("100")), "it can be margined");
const short = present(hedgedStock(equity("XYZ"), "short", dollars("100")), "it can be margined");

test("alone, and stock that cannot be margined", () => {
  expect(written(long.plainMicros)).toBe("25.00");
  expect(written(short.plainMicros)).toBe("30.00");
  expect(hedgedStock(equity("XYZ", { marginable: false }), "long", dollars("100"))).toBeNull();
});

test("three times leveraged, it keeps three times 25%", () => {
  const levered = hedgedStock({ ...equity("XYZ"), leverage: 3 }, "long", dollars("100"));
  expect(written(present(levered, "it can be margined").plainMicros)).toBe("75.00");
});

describe("long stock", () => {
  test.each([
    // 25% of the lower of price and strike.
    { call: "90C", is: "22.50" },
    { call: "110C", is: "25.00" },
  ])("that covers the $call keeps $is", ({ call, is }) => {
    expect(written(long.coveringMicros(of(call)))).toBe(is);
  });

  test.each([
    // 10% of 95 and the 5 down to it.
    { option: "95P", is: "14.50" },
    // 8 + 20 would be more than the stock alone.
    { option: "80P", is: "25.00" },
    // In the money there is nothing down to it.
    { option: "105P", is: "10.50" },
    { option: "105C", is: null },
  ])("that the $option protects keeps $is", ({ option, is }) => {
    expect(written(long.protectedMicros(of(option)))).toBe(is);
  });

  test.each([
    { long: "95P", short: "110C", is: "14.50" },
    // 7 + 30 is more than 25% of 90.
    { long: "70P", short: "90C", is: "22.50" },
    // A conversion: 10% of the strike.
    { long: "100P", short: "100C", is: "10.00" },
    { long: "105P", short: "100C", is: null },
    { long: "95P@270115", short: "110C", is: null },
    { long: "95C", short: "110C", is: null },
  ])("between the $long and the $short keeps $is", ({ long: bought, short: sold, is }) => {
    expect(written(long.collaredMicros(of(bought), of(sold)))).toBe(is);
  });
});

describe("short stock", () => {
  test.each([
    // 30% of the higher of price and strike.
    { put: "110P", is: "33.00" },
    { put: "90P", is: "30.00" },
  ])("that covers the $put keeps $is", ({ put, is }) => {
    expect(written(short.coveringMicros(of(put)))).toBe(is);
  });

  test.each([
    // 10% of 105 and the 5 up to it; 13 + 30 would be more than the stock alone.
    { option: "105C", is: "15.50" },
    { option: "130C", is: "30.00" },
    { option: "95P", is: null },
  ])("that the $option protects keeps $is", ({ option, is }) => {
    expect(written(short.protectedMicros(of(option)))).toBe(is);
  });

  test.each([
    { long: "100C", short: "100P", is: "10.00" },
    { long: "105C", short: "100P", is: null },
    { long: "100C@270115", short: "100P", is: null },
    { long: "100P", short: "100P", is: null },
  ])("between the $long and the $short keeps $is", ({ long: bought, short: sold, is }) => {
    expect(written(short.collaredMicros(of(bought), of(sold)))).toBe(is);
  });

  // 30% twice is 60%, more than the half it takes to open; four times is all of it.
  test.each([
    { leverage: 2, keeps: "60.00", opens: "60.00" },
    { leverage: 4, keeps: "100.00", opens: "100.00" },
    { leverage: 1, keeps: "30.00", opens: "50.00" },
  ])("times $leverage keeps $keeps", ({ leverage, keeps, opens }) => {
    expect(written(shortStockMicros({ leverage }, dollars("100"), "maintenance"))).toBe(keeps);
    expect(written(shortStockMicros({ leverage }, dollars("100"), "initial"))).toBe(opens);
  });
});
