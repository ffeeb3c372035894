import fc from "fast-check";
import { expect, test } from "vitest";
import { greeksOf, type OptionInputs, priceOption } from "./black-scholes";
import { impliedVolatility } from "./implied-volatility";

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });

const inputs: fc.Arbitrary<OptionInputs> = fc.record({
  right: fc.constantFrom("call" as const, "put" as const),
  spot: between(1, 1000),
  strike: between(1, 1000),
  timeYears: between(0, 3),
  rate: between(-0.02, 0.12),
  dividendYield: between(0, 0.08),
  volatility: between(0, 2),
});

test("call minus put is the discounted forward", () => {
  fc.assert(
    fc.property(inputs, (option) => {
      const call = priceOption({ ...option, right: "call" });
      const put = priceOption({ ...option, right: "put" });
      const { spot, strike, timeYears, rate, dividendYield } = option;
      const forward =
        spot * Math.exp(-dividendYield * timeYears) - strike * Math.exp(-rate * timeYears);
      expect(Math.abs(call - put - forward)).toBeLessThan(1e-9 * (spot + strike));
    }),
  );
});

test("a price lies between its bounds and its greeks are finite", () => {
  fc.assert(
    fc.property(inputs, (option) => {
      const price = priceOption(option);
      const discount = Math.exp(
        -(option.right === "call" ? option.dividendYield : option.rate) * option.timeYears,
      );
      const maximum = (option.right === "call" ? option.spot : option.strike) * discount;
      expect(price).toBeGreaterThanOrEqual(0);
      expect(price).toBeLessThanOrEqual(maximum * (1 + 1e-12));
      expect(Object.values(greeksOf(option)).every(Number.isFinite)).toBe(true);
    }),
  );
});

test("delta is the slope of the price", () => {
  fc.assert(
    fc.property(inputs, (drawn) => {
      const option = {
        ...drawn,
        timeYears: drawn.timeYears + 0.05,
        volatility: drawn.volatility + 0.05,
      };
      const step = option.spot * 1e-5;
      const up = priceOption({ ...option, spot: option.spot + step });
      const down = priceOption({ ...option, spot: option.spot - step });
      expect(greeksOf(option).delta).toBeCloseTo((up - down) / (2 * step), 4);
    }),
  );
});

test("the implied volatility of a price gives the price back", () => {
  fc.assert(
    fc.property(inputs, (option) => {
      const price = priceOption(option);
      const implied = impliedVolatility(option, price);
      if (!implied.ok) {
        expect(["expired", "no_time_value"]).toContain(implied.reason);
        return;
      }
      const again = priceOption({ ...option, volatility: implied.volatility });
      expect(Math.abs(again - price)).toBeLessThan(1e-8 * (option.spot + option.strike));
    }),
    { numRuns: 500 },
  );
});

test("where vega counts, the volatility itself comes back", () => {
  fc.assert(
    fc.property(inputs, (drawn) => {
      const option = { ...drawn, strike: drawn.spot * 1.05, timeYears: drawn.timeYears + 0.02 };
      fc.pre(option.volatility > 0.1);
      const implied = impliedVolatility(option, priceOption(option));
      expect(implied.ok && implied.volatility).toBeCloseTo(option.volatility, 6);
    }),
  );
});
