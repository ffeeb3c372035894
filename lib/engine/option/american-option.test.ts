import { describe, expect, test } from "vitest";
import { americanGreeks, priceAmerican } from "./american-option";
import type { OptionInputs } from "./black-scholes";

const future = { strike: 100, rate: 0.1, dividendYield: 0.1 } as const;
const SPOTS = [90, 100, 110] as const;

// Source: E. G. Haug, The Complete Guide to Option Pricing Formulas (2006), table 3-2, the column of
// Bjerksund and Stensland 2002: options on a future at 90, 100 and 110. Quoted in full by OpenGamma's
// BjerksundStenslandModelTest. In hundredths of a cent.
test.each([
  { right: "call", timeYears: 0.1, volatility: 0.15, values: [205, 18757, 100000] },
  { right: "call", timeYears: 0.1, volatility: 0.25, values: [3151, 31256, 103725] },
  { right: "call", timeYears: 0.1, volatility: 0.35, values: [9479, 43746, 111578] },
  { right: "call", timeYears: 0.5, volatility: 0.15, values: [8099, 40628, 107898] },
  { right: "call", timeYears: 0.5, volatility: 0.25, values: [27180, 67661, 129814] },
  { right: "call", timeYears: 0.5, volatility: 0.35, values: [49665, 94608, 155137] },
  { right: "put", timeYears: 0.1, volatility: 0.15, values: [100000, 18757, 408] },
  { right: "put", timeYears: 0.1, volatility: 0.25, values: [102280, 31256, 4552] },
  { right: "put", timeYears: 0.1, volatility: 0.35, values: [108663, 43746, 12383] },
  { right: "put", timeYears: 0.5, volatility: 0.15, values: [105400, 40628, 10689] },
  { right: "put", timeYears: 0.5, volatility: 0.25, values: [124097, 67661, 32932] },
  { right: "put", timeYears: 0.5, volatility: 0.35, values: [146445, 94608, 58374] },
] as const)("Haug's $right of $timeYears years at $volatility", ({ values, ...inputs }) => {
  SPOTS.forEach((spot, index) => {
    const price = priceAmerican({ ...future, ...inputs, spot });
    expect(Math.abs(price * 10_000 - (values[index] ?? Number.NaN))).toBeLessThan(0.6);
  });
});

// Source: the checks of D. Edwards' "GBS" notebook against Haug's program, to a tenth of a cent.
test.each([
  { name: "no rate", change: { rate: 0, dividendYield: 0, volatility: 0.35 }, value: 13.892 },
  {
    name: "a century",
    change: { timeYears: 100, rate: 0.042033868311581, dividendYield: 0.042033868311581 },
    value: 18.61206,
  },
  { name: "a rate of 100%", change: { rate: 1, dividendYield: 1 }, value: 3.6014 },
  {
    name: "almost no volatility",
    change: { rate: 0.05, dividendYield: 0.05, volatility: 0.005 },
    value: 0.1916,
  },
  {
    name: "a volatility of 100%",
    change: { rate: 0.05, dividendYield: 0.05, volatility: 1 },
    value: 36.486,
  },
] as const)("at the limits: $name", ({ change, value }) => {
  const inputs = { spot: 100, strike: 100, timeYears: 1, volatility: 0.15 };
  for (const right of ["call", "put"] as const) {
    const price = priceAmerican({ ...inputs, right, ...change });
    expect(Math.abs(price - value)).toBeLessThan(1e-3);
  }
});

// Source: true values (binomial, many steps) of R. Geske and H. Johnson, "The American put option valued
// analytically", Journal of Finance 39 (1984), table I: spot 40, rate 4.88%, no dividend. The strategy is
// followed, not optimal: never above, and below by less than a tenth of a percent of the stock.
test.each([
  { strike: 35, volatility: 0.2, timeYears: 0.0833, value: 0.0062 },
  { strike: 35, volatility: 0.2, timeYears: 0.5833, value: 0.4328 },
  { strike: 40, volatility: 0.2, timeYears: 0.3333, value: 1.5798 },
  { strike: 45, volatility: 0.2, timeYears: 0.0833, value: 5 },
  { strike: 45, volatility: 0.2, timeYears: 0.5833, value: 5.267 },
  { strike: 40, volatility: 0.3, timeYears: 0.5833, value: 3.1696 },
  { strike: 45, volatility: 0.4, timeYears: 0.5833, value: 7.383 },
])("a put at $strike, $volatility, $timeYears years is worth $value", ({ value, ...terms }) => {
  const put = { right: "put", spot: 40, rate: 0.0488, dividendYield: 0 } as const;
  const price = priceAmerican({ ...put, ...terms });
  expect(price).toBeLessThan(value + 1e-3);
  expect(price).toBeGreaterThan(value - 0.001 * put.spot);
});

describe("where exercise is due the option is its intrinsic value", () => {
  const put: OptionInputs = {
    right: "put",
    spot: 40,
    strike: 100,
    timeYears: 0.5,
    rate: 0.05,
    dividendYield: 0,
    volatility: 0.2,
  };
  const exercised = { delta: -1, gamma: 0, theta: 0, vega: 0, rho: 0 };

  test("a put deep in the money", () => {
    expect(priceAmerican(put)).toBe(60);
    expect(americanGreeks(put)).toEqual(exercised);
  });

  test("without volatility", () => {
    const certain = { ...put, spot: 90, volatility: 0 };
    expect(priceAmerican(certain)).toBe(10);
    expect(americanGreeks(certain)).toEqual(exercised);
  });

  test("at expiry", () => {
    expect(priceAmerican({ ...put, timeYears: 0 })).toBe(60);
    expect(americanGreeks({ ...put, timeYears: 0 })).toEqual(exercised);
    expect(priceAmerican({ ...put, timeYears: 0, spot: 120 })).toBe(0);
  });

  // By hand: the yield on 100 e^-0.02t equals the interest on 60 e^-0.04t never before a year is over
  // (t = ln(2.4 / 2) / 0.02 = 9.1 years); of ten years the best is that: 100 e^-0.1823 - 60 e^-0.3646.
  test("a call on a stock that moves for certain is exercised when its yield outgrows the interest", () => {
    const call = { ...put, right: "call", spot: 100, strike: 60, rate: 0.04 } as const;
    const certain = { ...call, dividendYield: 0.02, timeYears: 10, volatility: 0 };
    const best = 100 * Math.exp(-0.02 * 9.116_077_84) - 60 * Math.exp(-0.04 * 9.116_077_84);
    expect(priceAmerican(certain)).toBeCloseTo(best, 8);
    expect(americanGreeks(certain).theta).toBe(0);
  });
});
