import { expect, test } from "vitest";
import { volatilityRank } from "./volatility-rank";

/** 90 closes at 10%, 10 at 30%. */
const YEAR = [...Array(90).fill(0.1), ...Array(10).fill(0.3)] as readonly number[];

test("rank is where it stands in the range, percentile how many days were lower", () => {
  const found = volatilityRank(0.2, YEAR);
  expect(found?.rank).toBeCloseTo(50); // (20 − 10) ÷ (30 − 10)
  expect(found?.percentile).toBe(90);
});

test("a volatility outside the year's range is its new end", () => {
  expect(volatilityRank(0.5, YEAR)?.rank).toBe(100);
  expect(volatilityRank(0.05, YEAR)).toEqual({ rank: 0, percentile: 0 });
});

test("a short past or a flat one says nothing", () => {
  expect(volatilityRank(0.2, YEAR.slice(0, 59))).toBeNull();
  expect(volatilityRank(0.2, Array(100).fill(0.2))).toBeNull();
});
