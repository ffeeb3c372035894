import { expect, test } from "vitest";
import type { Micros } from "../money";
import { deliverable, dollars, quantity, series } from "../testing/builders";
import {
  contractIntrinsic,
  deliverableOf,
  deliverableValue,
  exerciseCost,
  isExercisedAtExpiry,
} from "./deliverable";

function priceOf(prices: { readonly [symbol: string]: string }): (symbol: string) => Micros | null {
  return (symbol) => (prices[symbol] === undefined ? null : dollars(prices[symbol]));
}

test("a stored series without a list delivers 100 of its underlying", () => {
  expect(deliverableOf(series("XYZ-50C"))).toEqual(deliverable("100 XYZ"));
});

test.each([
  // 100 x 52.00
  { of: "100 XYZ", at: { XYZ: "52" }, worth: "5200" },
  // A 3:2 split: 150 x 34.00
  { of: "150 XYZ", at: { XYZ: "34" }, worth: "5100" },
  // A 1:3 reverse split: 33 x 150.00 and the third of a share in cash at 150.00
  { of: "33 XYZ + 50.00", at: { XYZ: "150" }, worth: "5000" },
  // A spin-off: 100 x 45.00 + 20 x 30.00
  { of: "100 XYZ + 20 NEW", at: { XYZ: "45", NEW: "30" }, worth: "5100" },
  // A cash merger needs no price at all.
  { of: "5500.00", at: {}, worth: "5500" },
  { of: "100 XYZ + 20 NEW", at: { XYZ: "45" }, worth: null },
])("$of is worth $worth", ({ of, at, worth }) => {
  const value = deliverableValue(deliverable(of), priceOf(at as { [symbol: string]: string }));

  expect(value).toBe(worth === null ? null : dollars(worth));
});

test("exercise pays strike x 100 whatever is delivered", () => {
  const adjusted = series("XYZ1-50C", { deliverable: deliverable("150 XYZ") });

  // 50.00 x 100 x 3 contracts
  expect(exerciseCost(adjusted, quantity("3"))).toBe(dollars("15000"));
});

test.each([
  // 150 x 34.00 - 50.00 x 100 = 100.00: per share of the old count it looks out of the money.
  { name: "XYZ1-50C", of: "150 XYZ", at: "34", gains: "100", exercised: true },
  { name: "XYZ1-50P", of: "150 XYZ", at: "34", gains: "0", exercised: false },
  // 10 shares after 1:10 at 480.00 = 4,800 against 5,000.
  { name: "XYZ1-50P", of: "10 XYZ", at: "480", gains: "200", exercised: true },
  // A cent a share is 1.00 a contract, the least that is exercised: 100 x 50.01.
  { name: "XYZ-50C", of: "100 XYZ", at: "50.01", gains: "1", exercised: true },
  { name: "XYZ-50C", of: "100 XYZ", at: "50.0099", gains: "0.99", exercised: false },
  { name: "XYZ-50C", of: "100 XYZ", at: "50", gains: "0", exercised: false },
])("$name on $of at $at gains $gains", ({ name, of, at, gains, exercised }) => {
  const option = series(name, { deliverable: deliverable(of) });
  const value = deliverableValue(deliverableOf(option), () => dollars(at)) ?? dollars("0");

  expect(contractIntrinsic(option, value)).toBe(dollars(gains));
  expect(isExercisedAtExpiry(option, value)).toBe(exercised);
});
