/** Expected values: StockCharts' worked examples of EMA and RSI (their spreadsheets), the rest by hand. */
import { expect, test } from "vitest";
import { bollingerBands } from "./bollinger";
import { macd } from "./macd";
import { exponentialAverage, simpleAverage } from "./moving-average";
import { relativeStrength } from "./relative-strength";
import { volumePrice } from "./volume-price";

const rounded = (values: readonly (number | null)[]) =>
  values.map((value) => (value === null ? null : Math.round(value * 100) / 100));

test("a plain average needs a full window", () => {
  expect(simpleAverage([1, 2, 3, 4, 8], 3)).toEqual([null, null, 2, 3, 5]);
});

test("an exponential average begins with the plain one", () => {
  const closes = [
    22.27, 22.19, 22.08, 22.17, 22.18, 22.13, 22.23, 22.43, 22.24, 22.29, 22.15, 22.39, 22.38,
    22.61, 23.36,
  ];
  expect(rounded(exponentialAverage(closes, 10)).slice(9)).toEqual([
    22.22, 22.21, 22.24, 22.27, 22.33, 22.52,
  ]);
});

test("relative strength as Wilder averages it", () => {
  const closes = [
    44.3389, 44.0902, 44.1497, 43.6124, 44.3278, 44.8264, 45.0955, 45.4245, 45.8433, 46.0826,
    45.8931, 46.0328, 45.614, 46.282, 46.282, 46.0028, 46.0328,
  ];
  const found = rounded(relativeStrength(closes, 14));
  expect(found.slice(0, 14)).toEqual(Array(14).fill(null));
  expect(found.slice(14)).toEqual([70.53, 66.32, 66.55]);
  expect(relativeStrength([5, 5, 5], 2)[2]).toBe(50);
});

test("bands are two deviations of the window itself from its mean", () => {
  // Mean 5, deviation 2: the textbook set.
  const { upper, lower } = bollingerBands([2, 4, 4, 4, 5, 5, 7, 9], { period: 8, deviations: 2 });
  expect([upper.at(-1), lower.at(-1)]).toEqual([9, 1]);
  expect(upper[6]).toBeNull();
});

test("MACD of a straight line is the distance of the two averages' ages", () => {
  // An exponential average of a line lags it by (period − 1) ÷ 2: 12.5 − 5.5.
  const line = Array.from({ length: 200 }, (_, day) => day);
  const found = macd(line, { fast: 12, slow: 26, signal: 9 });
  expect(found.line.at(-1)).toBeCloseTo(7);
  expect(found.signal.at(-1)).toBeCloseTo(7);
  expect(found.histogram.at(-1)).toBeCloseTo(0);
  expect(found.line.findIndex((value) => value !== null)).toBe(25);
  expect(found.signal.findIndex((value) => value !== null)).toBe(33);
});

test("volume-weighted prices begin anew with each session", () => {
  const bar = (price: number, volume: number) => ({
    high: price,
    low: price,
    close: price,
    volume,
  });
  const bars = [bar(10, 100), bar(13, 200), bar(20, 0), bar(20, 50)];
  expect(volumePrice(bars, ["a", "a", "b", "b"])).toEqual([10, 12, null, 20]);
});
