import { expect, test } from "vitest";
import { priceOption } from "./black-scholes";
import { expectedMove, expectedMoveOfStraddle } from "./expected-move";
import { yearsUntil } from "./time-to-expiry";

// By hand: 200 x 0.3 x sqrt(45 / 365) = 200 x 0.3 x 0.351123.
test("one standard deviation of a 200-dollar stock at 30% in 45 days is 21.07 dollars", () => {
  expect(expectedMove({ spot: 200, volatility: 0.3, timeYears: 45 / 365 })).toBeCloseTo(21.067, 3);
});

test("without time or volatility nothing moves", () => {
  expect(expectedMove({ spot: 200, volatility: 0.3, timeYears: 0 })).toBe(0);
  expect(expectedMove({ spot: 200, volatility: 0, timeYears: 1 })).toBe(0);
});

test("85% of an at-the-money straddle is about two thirds of a standard deviation", () => {
  expect(expectedMoveOfStraddle(5.2, 4.8)).toBeCloseTo(8.5, 12);
  const terms = { spot: 200, strike: 200, timeYears: 45 / 365, rate: 0, dividendYield: 0 };
  const [call, put] = (["call", "put"] as const).map((right) =>
    priceOption({ ...terms, right, volatility: 0.3 }),
  );
  // 0.85 x sqrt(2 / pi) = 0.678.
  expect(expectedMoveOfStraddle(call ?? 0, put ?? 0) / 21.067).toBeCloseTo(0.678, 2);
});

test("time to expiry runs by the clock and ends at the close", () => {
  // 2026-11-27 18:00 UTC, a half day's close in New York.
  const closeMs = 1_795_802_400_000;
  expect(yearsUntil(closeMs, closeMs - 365 * 86_400_000)).toBe(1);
  // Half an hour of a year of 525,600 minutes.
  expect(yearsUntil(closeMs, closeMs - 1_800_000)).toBeCloseTo(30 / 525_600, 15);
  expect(yearsUntil(closeMs, closeMs)).toBe(0);
  expect(yearsUntil(closeMs, closeMs + 1)).toBe(0);
});
