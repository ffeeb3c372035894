import { expect, test } from "vitest";
import { impliedVolatility } from "./implied-volatility";

const terms = {
  right: "call",
  spot: 21,
  strike: 20,
  timeYears: 0.25,
  rate: 0.1,
  dividendYield: 0,
} as const;

test("Hull 15.11: a call at 1.875 implies 23.5%", () => {
  const implied = impliedVolatility(terms, 1.875);
  expect(implied.ok && implied.volatility).toBeCloseTo(0.235, 3);
});

// Discounted intrinsic is 21 - 20 e^-0.025 = 1.493802; the call is never worth more than 21.
test.each([
  {
    name: "a price under discounted intrinsic",
    change: {},
    price: 1.49,
    reason: "below_intrinsic",
  },
  { name: "a price above the stock", change: {}, price: 21.01, reason: "above_maximum" },
  { name: "an expired option", change: { timeYears: 0 }, price: 1, reason: "expired" },
  { name: "a worthless far option", change: { strike: 400 }, price: 0, reason: "no_time_value" },
  { name: "a price that is not a number", change: {}, price: Number.NaN, reason: "invalid_input" },
  { name: "a stock at zero", change: { spot: 0 }, price: 1, reason: "invalid_input" },
  { name: "a negative price", change: {}, price: -1, reason: "invalid_input" },
] as const)("$name has none: $reason", ({ change, price, reason }) => {
  expect(impliedVolatility({ ...terms, ...change }, price)).toEqual({ ok: false, reason });
});
