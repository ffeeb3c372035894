import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  formatDollars,
  formatPrice,
  formatQuantity,
  parseDollars,
  parseQuantity,
  parseSignedDollars,
} from "./decimal";
import { micros, nanos } from "./money";

describe("money is refused in any other spelling", () => {
  // Source: reliability.md §2.9, the texts that parsers disagree about, and their neighbours.
  const REFUSED = [
    ["", " ", " 1", "1 ", "\t1", "1\n", "\n1"],
    ["0x10", "0b11", "0o7", "0X10", "1_000", "1,000", "1'000"],
    ["NaN", "Infinity", "-Infinity", "infinity", "null", "undefined", "true"],
    ["1e308", "1e9999", "1e-400", "1E2", "1e2", "1e9000000"],
    ["00001", "01", "00", "00.1", "+1", "5.", ".5", ".", "-", "1.2.3", "1..2"],
    ["٣", "१", "1٣", "１", "²", "Ⅷ", "1\u00a0000", "\u200b1", "−1"],
    // Thirteen whole digits, ten decimals, and more text than any number needs.
    ["1234567890123", "0.1234567890", "1".repeat(25), "9".repeat(10_000)],
    ["$1", "1$", "1 USD", "(1)", "1/2", "1%", "1n", "0.1f", "__proto__"],
  ].flat();

  test.each(REFUSED)("%j", (text) => {
    expect(parseDollars(text)).toBeNull();
    expect(parseQuantity(text)).toBeNull();
    expect(parseSignedDollars(text)).toBeNull();
  });
});

test.each([
  { text: "0", is: 0n },
  { text: "0.0", is: 0n },
  { text: "1", is: 1_000_000n },
  { text: "12.34", is: 12_340_000n },
  { text: "0.000001", is: 1n },
  { text: "0.100000000", is: 100_000n },
  { text: "999999999999.999999", is: 999_999_999_999_999_999n },
])("$text dollars are $is micros", ({ text, is }) => {
  expect(parseDollars(text)).toBe(is);
});

test("money finer than a micro is refused rather than rounded", () => {
  expect(parseDollars("0.0000001")).toBeNull();
  expect(parseQuantity("0.0000001")).toBe(100n);
});

test("only a net price may carry a minus, and only one", () => {
  expect(parseDollars("-1.28")).toBeNull();
  expect(parseQuantity("-1")).toBeNull();
  expect(parseSignedDollars("-1.28")).toBe(-1_280_000n);
  expect(parseSignedDollars("--1")).toBeNull();
  expect(parseSignedDollars("-+1")).toBeNull();
});

test.each([
  // Source: alpaca-wire.md §1: trailing zeros trimmed, "150", "0.43".
  { write: () => formatDollars(micros(150_000_000n)), text: "150" },
  { write: () => formatDollars(micros(430_000n)), text: "0.43" },
  { write: () => formatDollars(micros(-430_000n)), text: "-0.43" },
  { write: () => formatDollars(micros(0n)), text: "0" },
  { write: () => formatQuantity(nanos(1_500_000_000n)), text: "1.5" },
  { write: () => formatPrice(micros(1_500_000n)), text: "1.50" },
  { write: () => formatPrice(micros(1_230_000n)), text: "1.23" },
  { write: () => formatPrice(micros(2_000_000n)), text: "2.00" },
  { write: () => formatPrice(micros(-10_013_750n)), text: "-10.01375" },
])("writes $text", ({ write, text }) => {
  expect(write()).toBe(text);
});

test("what is written reads back as the same number", () => {
  fc.assert(
    fc.property(fc.bigInt(-999_999_999_999_999_999n, 999_999_999_999_999_999n), (amount) => {
      expect(parseSignedDollars(formatDollars(micros(amount)))).toBe(amount);
      const size = amount < 0n ? -amount : amount;
      expect(parseQuantity(formatQuantity(nanos(size)))).toBe(size);
      expect(parseDollars(formatPrice(micros(size)))).toBe(size);
    }),
  );
});
