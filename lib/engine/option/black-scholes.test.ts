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

// Source: E. G. Haug, Option Pricing Formulas (1998), pages 2 to 8, 24 and 27, as quoted by QuantLib's
// test-suite/europeanoption.cpp: Black-Scholes, Merton with a yield, a future, a currency.
test.each([
  ["call", 65, 60, 0, 0.08, 0.25, 0.3, 2.1334],
  ["put", 95, 100, 0.05, 0.1, 0.5, 0.2, 2.4648],
  ["put", 19, 19, 0.1, 0.1, 0.75, 0.28, 1.7011],
  ["call", 19, 19, 0.1, 0.1, 0.75, 0.28, 1.7011],
  ["call", 1.6, 1.56, 0.08, 0.06, 0.5, 0.12, 0.0291],
  ["put", 70, 75, 0.05, 0.1, 0.5, 0.35, 4.087],
  ["call", 100, 90, 0.1, 0.1, 0.1, 0.15, 0.0205],
  ["call", 100, 110, 0.1, 0.1, 0.1, 0.15, 9.9413],
  ["call", 100, 100, 0.1, 0.1, 0.1, 0.35, 4.3693],
  ["call", 100, 90, 0.1, 0.1, 0.5, 0.15, 0.8069],
  ["call", 100, 110, 0.1, 0.1, 0.5, 0.35, 15.3086],
  ["put", 100, 90, 0.1, 0.1, 0.1, 0.15, 9.921],
  ["put", 100, 110, 0.1, 0.1, 0.1, 0.15, 0.0408],
  ["put", 100, 90, 0.1, 0.1, 0.5, 0.25, 12.2149],
  ["put", 100, 110, 0.1, 0.1, 0.5, 0.35, 5.7963],
  ["call", 40, 42, 0.08, 0.04, 0.75, 0.35, 5.0975],
] as const)(
  "Haug's %s struck at %d on %d, yield %d, rate %d, %d years, volatility %d is worth %d",
  (right, strike, spot, dividendYield, rate, timeYears, volatility, value) => {
    const inputs = { right, strike, spot, dividendYield, rate, timeYears, volatility };
    expect(Math.abs(priceOption(inputs) - value)).toBeLessThan(1e-4);
  },
);

// Source: the same book, pages 11 to 16, as quoted there.
test("Haug's greeks", () => {
  const futures = { strike: 100, spot: 105, dividendYield: 0.1, rate: 0.1, timeYears: 0.5 };
  expect(greeksOf({ ...futures, right: "call", volatility: 0.36 }).delta).toBeCloseTo(0.5946, 4);
  expect(greeksOf({ ...futures, right: "put", volatility: 0.36 }).delta).toBeCloseTo(-0.3566, 4);
  const stock = { strike: 60, spot: 55, dividendYield: 0, rate: 0.1, timeYears: 0.75 };
  for (const right of ["call", "put"] as const) {
    const greeks = greeksOf({ ...stock, right, volatility: 0.3 });
    expect(greeks.gamma).toBeCloseTo(0.0278, 4);
    expect(greeks.vega * 100).toBeCloseTo(18.9358, 4);
  }
  const index = { strike: 405, spot: 430, dividendYield: 0.05, rate: 0.07, timeYears: 1 / 12 };
  expect(greeksOf({ ...index, right: "put", volatility: 0.2 }).theta).toBeCloseTo(-0.0855, 4);
  const year = { strike: 75, spot: 72, dividendYield: 0, rate: 0.09, timeYears: 1 };
  expect(greeksOf({ ...year, right: "call", volatility: 0.19 }).rho * 100).toBeCloseTo(38.7325, 4);
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
