import { expect, test } from "vitest";
import { americanImpliedGreeks, americanImpliedVolatility } from "./american-implied-volatility";
import { americanGreeks, priceAmerican } from "./american-option";

const future = {
  right: "call",
  spot: 100,
  strike: 100,
  timeYears: 0.5,
  rate: 0.1,
  dividendYield: 0.1,
} as const;

// Source: Haug's table 3-2 read backwards (prices to four digits, so volatilities to about as many); the
// first column is also the example of MATLAB's impvbybjs.
test.each([
  { price: 4.0628, volatility: 0.15 },
  { price: 6.7661, volatility: 0.25 },
  { price: 9.4608, volatility: 0.35 },
])("$price implies $volatility", ({ price, volatility }) => {
  const implied = americanImpliedVolatility(future, price);
  expect(implied.ok && implied.volatility).toBeCloseTo(volatility, 5);
});

test("the greeks come with it", () => {
  const implied = americanImpliedGreeks(future, 6.7661);
  if (!implied.ok) throw new Error(implied.reason);
  expect(implied.greeks.delta).toBeCloseTo(
    americanGreeks({ ...future, volatility: 0.25 }).delta,
    4,
  );
});

// An American put at 110 on 100 can be exercised for 10 now, and is never worth more than its strike.
const put = { ...future, right: "put", strike: 110 } as const;
test.each([
  { name: "less than exercise now", change: {}, price: 9.99, reason: "below_intrinsic" },
  { name: "exactly exercise now", change: {}, price: 10, reason: "no_time_value" },
  { name: "the strike itself", change: {}, price: 110, reason: "above_maximum" },
  { name: "nearly the strike", change: {}, price: 109.9999, reason: "volatility_too_high" },
  { name: "an expired option", change: { timeYears: 0 }, price: 10, reason: "expired" },
  { name: "a price that is not a number", change: {}, price: Number.NaN, reason: "invalid_input" },
] as const)("$name has none: $reason", ({ change, price, reason }) => {
  expect(americanImpliedGreeks({ ...put, ...change }, price)).toEqual({ ok: false, reason });
});

test("a call without a dividend is the European one, but not below exercise now", () => {
  const call = { ...future, strike: 90, dividendYield: 0 };
  // Discounted intrinsic is 100 - 90 e^-0.05 = 14.389; exercise now gives 10.
  expect(americanImpliedVolatility(call, 14)).toEqual({ ok: false, reason: "below_intrinsic" });
});

// Found by drawing at random: from above the steps fell far below, and from below far above.
test("a call worth more than any European one is found from both sides", () => {
  const terms = {
    spot: 302.7630749619566,
    strike: 979.697819323526,
    timeYears: 0.9101507892931462,
  };
  const call = {
    ...future,
    ...terms,
    rate: 0.09812126025557517,
    dividendYield: 0.16626866258680822,
  };
  const implied = americanImpliedVolatility(call, 260.13);
  if (!implied.ok) throw new Error(implied.reason);
  expect(priceAmerican({ ...call, volatility: implied.volatility })).toBeCloseTo(260.13, 6);
});
