/** Expected values by hand, and from J. Hull, Options, Futures and Other Derivatives, example 15.6. */
import { expect, test } from "vitest";
import {
  crossings,
  curveOf,
  pricesAcross,
  profitAt,
  type Scenario,
  type ScenarioLeg,
} from "./scenario";

const YEAR_MS = 365 * 24 * 60 * 60 * 1_000;
/** Hull: S 42, K 40, r 10%, σ 20%, half a year: a European call is worth 4.76, the put 0.81. */
const CALL: ScenarioLeg = {
  right: "call",
  style: "european",
  strike: 40,
  shares: 100,
  expiresAtMs: YEAR_MS / 2,
  volatility: 0.2,
};
const LONG_CALL: Scenario = { legs: [CALL], stock: 0, paid: 476, rate: 0.1 };
const NOW = { atMs: 0, shift: 0 };

test("before expiry a leg is worth its model value, at expiry what it pays", () => {
  expect(profitAt(LONG_CALL, 42, NOW)).toBeCloseTo(0, 0); // 100 × 4.76 − 476
  expect(profitAt(LONG_CALL, 42, { ...NOW, atMs: YEAR_MS / 2 })).toBe(200 - 476);
  expect(profitAt(LONG_CALL, 30, { ...NOW, atMs: YEAR_MS })).toBe(-476);
});

test("a shift of volatility is in points, and never leaves less than one", () => {
  const twenty = { ...LONG_CALL, legs: [{ ...CALL, volatility: 0.15 }] };
  expect(profitAt(twenty, 42, { ...NOW, shift: 5 })).toBeCloseTo(profitAt(LONG_CALL, 42, NOW), 9);
  expect(profitAt(LONG_CALL, 42, { ...NOW, shift: -90 })).toBeCloseTo(
    100 * (42 - 40 * Math.exp(-0.05)) - 476,
    6,
  );
});

test("covered stock at expiry: shares, less the call that is called away", () => {
  const covered: Scenario = {
    ...{ stock: 100, paid: 4_000, rate: 0.1 },
    legs: [{ ...CALL, shares: -100 }],
  };
  const end = { atMs: YEAR_MS / 2, shift: 0 };
  const curve = curveOf(covered, [30, 38, 40, 50], end);
  expect(curve.map(({ profit }) => profit)).toEqual([-1_000, -200, 0, 0]);
});

test("crossings lie on the lines between points; a curve of one sign has none", () => {
  const points = [
    { price: 90, profit: -300 },
    { price: 100, profit: 200 },
    { price: 110, profit: 200 },
    { price: 120, profit: -200 },
  ];
  expect(crossings(points)).toEqual([96, 115]);
  expect(crossings(points.slice(1, 3))).toEqual([]);
});

test("strikes stand among the prices", () => {
  expect(pricesAcross(LONG_CALL, { low: 35, high: 47, steps: 2 })).toEqual([35, 40, 41, 47]);
});
