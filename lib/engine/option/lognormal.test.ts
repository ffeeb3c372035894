import fc from "fast-check";
import { expect, test } from "vitest";
import { priceOption } from "./black-scholes";
import { chanceBelow, chanceOfProfit, chanceOfTouch } from "./lognormal";

const walk = { spot: 100, volatility: 0.2, timeYears: 0.25, rate: 0.05, dividendYield: 0.01 };
/** A long call at 100 paid with 4 dollars: break-even 104. */
const LONG_CALL = [
  { price: 0, profit: -4 },
  { price: 100, profit: -4 },
  { price: 200, profit: 96 },
];
/** An iron condor 90/95/105/110 sold for 2 dollars: break-evens 93 and 107. */
const CONDOR = [
  { price: 0, profit: -3 },
  { price: 90, profit: -3 },
  { price: 95, profit: 2 },
  { price: 105, profit: 2 },
  { price: 110, profit: -3 },
  { price: 220, profit: -3 },
];

// By hand: drift (0.05 - 0.01 - 0.02) / 4 = 0.005, deviation 0.1; ln(1.05) = 0.04879, so d = 0.43790 and
// the normal table gives 0.66927.
test("the chance of ending below a price", () => {
  expect(chanceBelow(walk, 105)).toBeCloseTo(0.66927, 4);
  expect(chanceBelow(walk, 0)).toBe(0);
  expect(chanceBelow(walk, Number.POSITIVE_INFINITY)).toBe(1);
});

// The discounted chance of ending above the strike is how fast a call cheapens with its strike.
test("it is the one option prices imply", () => {
  const call = (strike: number) => priceOption({ ...walk, right: "call", strike });
  const implied = (call(104.99) - call(105.01)) / 0.02 / Math.exp(-0.05 * 0.25);
  expect(1 - chanceBelow(walk, 105)).toBeCloseTo(implied, 5);
});

test("the chance of profit is that of ending past the break-evens, by a cent", () => {
  expect(chanceOfProfit(walk, LONG_CALL)).toBeCloseTo(1 - chanceBelow(walk, 104.01), 12);
  const inside = chanceBelow(walk, 106.99) - chanceBelow(walk, 93.01);
  expect(chanceOfProfit(walk, CONDOR)).toBeCloseTo(inside, 12);
});

test("a position that can only win, only lose, or come out even", () => {
  const flat = (profit: number) => [
    { price: 0, profit },
    { price: 100, profit },
  ];
  expect(chanceOfProfit(walk, flat(1))).toBe(1);
  expect(chanceOfProfit(walk, flat(0))).toBe(0);
  expect(chanceOfProfit(walk, flat(-1))).toBe(0);
  expect(chanceOfProfit(walk, [])).toBe(0);
});

test("at expiry, and without volatility, chances are certainties", () => {
  for (const still of [
    { ...walk, timeYears: 0 },
    { ...walk, volatility: 0 },
  ]) {
    expect(chanceOfProfit(still, CONDOR)).toBe(1);
    expect(chanceOfProfit({ ...still, spot: 120 }, CONDOR)).toBe(0);
    expect(chanceOfTouch(still, 130)).toBe(0);
    expect(chanceOfTouch(still, 100)).toBe(1);
  }
});

// By hand, without drift of the logarithm (rate 2%, volatility 20%): a walk that ends beyond a level has
// touched it, and by symmetry as many again have turned back. Twice N(ln(0.9) / 0.2) = 2 x 0.29915.
test("without drift a touch is twice as likely as ending beyond", () => {
  const fair = { spot: 100, volatility: 0.2, timeYears: 1, rate: 0.02, dividendYield: 0 };
  expect(chanceOfTouch(fair, 90)).toBeCloseTo(0.5983, 3);
  expect(chanceOfTouch(fair, 90)).toBeCloseTo(2 * chanceBelow(fair, 90), 12);
  expect(chanceOfTouch(fair, 110)).toBeCloseTo(2 * (1 - chanceBelow(fair, 110)), 12);
});

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const anyWalk = fc.record({
  spot: between(0.01, 10_000),
  volatility: fc.oneof(fc.constantFrom(0, 1e-9, 100), between(0, 5)),
  timeYears: fc.oneof(fc.constantFrom(0, 1 / 525_600), between(0, 10)),
  rate: between(-0.05, 0.2),
  dividendYield: between(0, 0.2),
});

test("chances are between none and all, and a touch is at least as likely as ending beyond", () => {
  fc.assert(
    fc.property(anyWalk, between(0.01, 20_000), (drawn, price) => {
      const touch = chanceOfTouch(drawn, price);
      const below = chanceBelow(drawn, price);
      const beyond = price < drawn.spot ? below : 1 - below;
      expect(touch >= 0 && touch <= 1 && below >= 0 && below <= 1).toBe(true);
      if (price !== drawn.spot) expect(touch).toBeGreaterThanOrEqual(beyond - 1e-9);
      const profit = chanceOfProfit(drawn, CONDOR);
      expect(profit >= 0 && profit <= 1).toBe(true);
    }),
    { numRuns: 300 },
  );
});
