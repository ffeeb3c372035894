import { expect, it } from "vitest";
import { HEIGHT, payoffShape, WIDTH } from "./payoff-shape";

const PAD = 8;

it("shows a spread around its strikes: 8% of the highest beyond them, where it is flat", () => {
  // Sold 100, bought 95, 2.00 credit: −300 up to 95, +200 from 100 on.
  const shape = payoffShape([
    { price: 0, profit: -300 },
    { price: 95, profit: -300 },
    { price: 100, profit: 200 },
    { price: 200, profit: 200 },
  ]);
  expect(shape).toMatchObject({ low: 87, high: 108 });
  const [bottom, top] = [HEIGHT - PAD, PAD];
  const at = (price: number) => Math.round(((price - 87) / 21) * WIDTH * 10) / 10;
  expect(shape?.line).toBe(`0,${bottom} ${at(95)},${bottom} ${at(100)},${top} ${WIDTH},${top}`);
});

it("cuts a slope where the window ends, and shows a wide structure whole", () => {
  // A sold 10 put for 0.50: −950 at zero, +50 from 10 on; 10 − 8% is 9.20, where it loses 30.
  const put = payoffShape([
    { price: 0, profit: -950 },
    { price: 10, profit: 50 },
    { price: 20, profit: 50 },
  ]);
  expect(put?.low).toBeCloseTo(9.2);
  expect(put?.high).toBeCloseTo(10.8);
  expect(put?.zeroY).toBeCloseTo(PAD + (50 / 80) * (HEIGHT - 2 * PAD));
});

it("draws shares from worthless to doubled, and nothing from nothing", () => {
  const shares = payoffShape([
    { price: 0, profit: -100 },
    { price: 200, profit: 100 },
  ]);
  expect(shares).toMatchObject({ low: 0, high: 200, line: `0,${HEIGHT - PAD} ${WIDTH},${PAD}` });
  expect(payoffShape([])).toBeNull();
});
