import { describe, expect, test } from "vitest";
import {
  absMicros,
  absNanos,
  basisPoints,
  divideHalfEven,
  maxMicros,
  micros,
  minNanos,
  nanos,
  notional,
  prorate,
  sumMicros,
  units,
} from "./money";
import { dollars, quantity } from "./testing/builders";

describe("division rounds half to even", () => {
  test.each([
    // Exact quotients in the comment; ties go to the even neighbour whatever the sign.
    { n: 7n, d: 2n, is: 4n }, // 3.5
    { n: 5n, d: 2n, is: 2n }, // 2.5
    { n: 1n, d: 2n, is: 0n }, // 0.5
    { n: 3n, d: 2n, is: 2n }, // 1.5
    { n: -1n, d: 2n, is: 0n }, // -0.5
    { n: -3n, d: 2n, is: -2n }, // -1.5
    { n: -5n, d: 2n, is: -2n }, // -2.5
    { n: -7n, d: 2n, is: -4n }, // -3.5
    { n: 7n, d: -2n, is: -4n },
    { n: -5n, d: -2n, is: 2n },
    { n: 4n, d: 3n, is: 1n }, // 1.33
    { n: 5n, d: 3n, is: 2n }, // 1.67
    { n: -4n, d: 3n, is: -1n },
    { n: -5n, d: 3n, is: -2n },
    { n: -1n, d: 3n, is: 0n },
    { n: 6n, d: 3n, is: 2n },
    { n: 0n, d: 3n, is: 0n },
  ])("$n / $d = $is", ({ n, d, is }) => {
    expect(divideHalfEven(n, d)).toBe(is);
  });

  test("by zero is a bug, not a number", () => {
    expect(() => divideHalfEven(1n, 0n)).toThrow("no division by zero");
  });
});

test.each([
  // price, quantity, multiplier -> dollars
  { price: "187.24", qty: "100", multiplier: 1, is: "18724" },
  { price: "1.10", qty: "3", multiplier: 100, is: "330" },
  { price: "2.10", qty: "-2", multiplier: 100, is: "-420" },
  { price: "0.0001", qty: "0.5", multiplier: 1, is: "0.00005" },
  // 0.000001 x 0.5 = half a micro: to the even zero; x 1.5 = 1.5 micros: to 2.
  { price: "0.000001", qty: "0.5", multiplier: 1, is: "0" },
  { price: "0.000001", qty: "1.5", multiplier: 1, is: "0.000002" },
  // Beyond 2^53 micros nothing is lost: 999,999.99 x 1,000,000 = 999,999,990,000.
  { price: "999999.99", qty: "1000000", multiplier: 1, is: "999999990000" },
])("$price x $qty x $multiplier = $is", ({ price, qty, multiplier, is }) => {
  expect(notional(dollars(price), quantity(qty), multiplier)).toBe(dollars(is));
});

test("a share of an amount: 100.00 x 1/3 = 33.333333, x 2/3 = 66.666667", () => {
  expect(prorate(dollars("100"), units(1), units(3))).toBe(dollars("33.333333"));
  expect(prorate(dollars("100"), units(2), units(3))).toBe(dollars("66.666667"));
});

test("hundredths of a percent: 15% of 604.99 is 90.7485", () => {
  expect(basisPoints(dollars("604.99"), 1_500)).toBe(dollars("90.7485"));
});

test("a count of units is whole", () => {
  expect(units(3)).toBe(nanos(3_000_000_000n));
  expect(() => units(0.5)).toThrow("whole number");
});

test("a dollar is a million micros", () => {
  expect(dollars("1")).toBe(micros(1_000_000n));
});

test("sums, sizes and the larger or smaller of two", () => {
  expect(sumMicros([micros(5n), micros(-7n), micros(3n)])).toBe(1n);
  expect(sumMicros([])).toBe(0n);
  expect([maxMicros(micros(-2n), micros(1n)), maxMicros(micros(2n), micros(1n))]).toEqual([1n, 2n]);
  expect([minNanos(nanos(-2n), nanos(1n)), minNanos(nanos(2n), nanos(1n))]).toEqual([-2n, 1n]);
  expect([absNanos(nanos(-3n)), absNanos(nanos(3n)), absNanos(nanos(0n))]).toEqual([3n, 3n, 0n]);
  expect([absMicros(micros(-3n)), absMicros(micros(3n)), absMicros(micros(0n))]).toEqual([
    3n,
    3n,
    0n,
  ]);
});
