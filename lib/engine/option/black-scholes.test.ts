import { describe, expect, test } from "vitest";
import { greeksOf, type OptionInputs, priceOption } from "./black-scholes";
import { normalCdf } from "./normal-distribution";

// Source: J. Hull, Options, Futures and Other Derivatives, 9th edition, examples named in each row.
const hull156 = {
  spot: 42,
  strike: 40,
  rate: 0.1,
  dividendYield: 0,
  volatility: 0.2,
  timeYears: 0.5,
};
const hull171 = {
  spot: 930,
  strike: 900,
  rate: 0.08,
  dividendYield: 0.03,
  volatility: 0.2,
  timeYears: 2 / 12,
};
const hull191 = {
  spot: 49,
  strike: 50,
  rate: 0.05,
  dividendYield: 0,
  volatility: 0.2,
  timeYears: 0.3846,
} as const;

test.each([
  { name: "Hull 15.6 call", inputs: { ...hull156, right: "call" }, value: 4.76 },
  { name: "Hull 15.6 put", inputs: { ...hull156, right: "put" }, value: 0.81 },
  { name: "Hull 17.1 index call", inputs: { ...hull171, right: "call" }, value: 51.83 },
  { name: "Hull 19.1 call", inputs: { ...hull191, right: "call" }, value: 2.4 },
] as const)("$name is worth $value", ({ inputs, value }) => {
  expect(priceOption(inputs)).toBeCloseTo(value, 2);
});

test("Hull's greeks of the 49/50 call", () => {
  const greeks = greeksOf({ ...hull191, right: "call" });
  expect(greeks.delta).toBeCloseTo(0.522, 3);
  expect(greeks.gamma).toBeCloseTo(0.066, 3);
  expect(greeks.theta * 365).toBeCloseTo(-4.31, 2);
  expect(greeks.vega * 100).toBeCloseTo(12.1, 1);
  expect(greeks.rho * 100).toBeCloseTo(8.91, 2);
});

// Source: Abramowitz and Stegun, table 26.1.
test.each([
  { x: 0, p: 0.5 },
  { x: 1, p: 0.841344746068543 },
  { x: -1.96, p: 0.02499789514822 },
  { x: 3, p: 0.99865010196837 },
  { x: -8, p: 6.22096057427178e-16 },
])("the normal distribution at $x is $p", ({ x, p }) => {
  expect(normalCdf(x) / p).toBeCloseTo(1, x < -7 ? 7 : 12);
});

describe("without time or volatility the limit holds", () => {
  const base: OptionInputs = {
    right: "call",
    spot: 110,
    strike: 100,
    timeYears: 0,
    rate: 0.05,
    dividendYield: 0,
    volatility: 0.2,
  };

  test.each([
    { name: "expired call in the money", change: {}, value: 10, delta: 1 },
    { name: "expired put out of the money", change: { right: "put" }, value: 0, delta: 0 },
    { name: "expired put in the money", change: { right: "put", spot: 90 }, value: 10, delta: -1 },
    { name: "expired at the money", change: { spot: 100 }, value: 0, delta: 0.5 },
    // 110 - 100 e^-0.05, by hand.
    {
      name: "certain call",
      change: { timeYears: 1, volatility: 0 },
      value: 14.877_057_549_928_6,
      delta: 1,
    },
  ] as const)("$name", ({ change, value, delta }) => {
    const inputs = { ...base, ...change };
    const greeks = greeksOf(inputs);
    expect(priceOption(inputs)).toBeCloseTo(value, 10);
    expect(greeks.delta).toBe(delta);
    expect([greeks.gamma, greeks.vega]).toEqual([0, 0]);
    expect(Object.values(greeks).every(Number.isFinite)).toBe(true);
  });
});
