import { expect, it } from "vitest";
import { HEIGHT, payoffShape, WIDTH } from "./payoff-shape";

const PAD = 10;
const date = (profits: readonly number[]) => ({ atMs: 0, date: "", profits });

it("lays every date's curve out on one scale, between the extremes of all of them", () => {
  // Sold 100, bought 95, 2.00 credit: −300 up to 95, +200 from 100 on; today something between.
  const shape = payoffShape({
    prices: [90, 95, 100, 105],
    dates: [date([-200, -150, 0, 100]), date([-300, -300, 200, 200])],
  });
  const [bottom, top] = [HEIGHT - PAD, PAD];
  const at = (price: number) => Math.round(((price - 90) / 15) * WIDTH * 10) / 10;
  expect(shape?.lines[1]).toBe(`0,${bottom} ${at(95)},${bottom} ${at(100)},${top} ${WIDTH},${top}`);
  const even = PAD + (200 / 500) * (HEIGHT - 2 * PAD);
  expect(shape?.zeroY).toBeCloseTo(even);
  expect(shape?.area.startsWith(`0,${Math.round(even * 10) / 10} `)).toBe(true);
});

it("keeps the zero line in sight of what only gains", () => {
  const shape = payoffShape({ prices: [0, 10], dates: [date([50, 100])] });
  expect(shape?.zeroY).toBe(HEIGHT - PAD);
});

it("draws nothing from nothing", () => {
  expect(payoffShape({ prices: [], dates: [] })).toBeNull();
  expect(payoffShape({ prices: [5, 5], dates: [date([1, 1])] })).toBeNull();
});
