import { expect, test } from "vitest";
import { dollars } from "../testing/builders";
import { incomeOf } from "./income";

const PUT = {
  right: "put",
  strikeMicros: dollars("95"),
  multiplier: 100,
  bidMicros: dollars("1.90"),
  underlyingMicros: dollars("100"),
  days: 30,
} as const;

test("a put sold binds its strike in cash less the premium", () => {
  // 190 ÷ (9,500 − 190) = 2.0408…%, × 365 ÷ 30 = 24.83%; 95 is 5% below 100.
  expect(incomeOf(PUT)).toEqual({
    premiumMicros: dollars("190"),
    atRiskMicros: dollars("9310"),
    returnBps: 204n,
    yearlyBps: 2483n,
    distanceBps: -500n,
    breakevenMicros: dollars("93.10"),
  });
});

test("a call sold binds the shares it is sold on at today's price", () => {
  const call = { ...PUT, right: "call", strikeMicros: dollars("104") } as const;
  // 190 ÷ (10,000 − 190) = 1.9368%, × 365 ÷ 30 = 23.56%.
  expect(incomeOf(call)).toMatchObject({
    atRiskMicros: dollars("9810"),
    returnBps: 194n,
    yearlyBps: 2356n,
    distanceBps: 400n,
    breakevenMicros: dollars("105.90"),
  });
});

test("the last day is a day, and without a bid there is no income", () => {
  expect(incomeOf({ ...PUT, days: 0 })?.yearlyBps).toBe(74490n); // 2.0408% × 365
  expect(incomeOf({ ...PUT, bidMicros: dollars("0") })).toBeNull();
});
