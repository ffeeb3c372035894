import fc from "fast-check";
import { expect, test } from "vitest";
import { americanImpliedVolatility } from "./american-implied-volatility";
import { americanGreeks, priceAmerican } from "./american-option";
import { type OptionInputs, priceOption } from "./black-scholes";
import { OPTION_MODELS } from "./option-model";

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** What is listed: strikes to a third and three times the stock, hours to years, sane rates. */
const listed: fc.Arbitrary<OptionInputs> = fc
  .record({
    right: fc.constantFrom("call" as const, "put" as const),
    spot: between(5, 1000),
    moneyness: between(0.5, 2),
    timeYears: between(0.001, 2),
    rate: between(0, 0.1),
    dividendYield: between(0, 0.1),
    volatility: between(0.08, 1.5),
  })
  .map(({ moneyness, ...rest }) => ({ ...rest, strike: rest.spot * moneyness }));

/** Anything finite, and the edges of everything. */
const anything: fc.Arbitrary<OptionInputs> = fc.record({
  right: fc.constantFrom("call" as const, "put" as const),
  spot: fc.oneof(fc.constantFrom(0, 1e-4, 100, 1e6), between(0, 1e5)),
  strike: fc.oneof(fc.constantFrom(0, 1e-4, 100, 1e6), between(0, 1e5)),
  timeYears: fc.oneof(fc.constantFrom(-1, 0, 1e-12, 1 / 525_600, 1, 30), between(0, 10)),
  rate: fc.oneof(fc.constantFrom(-0.02, 0, 1e-9, 1), between(-0.05, 0.3)),
  dividendYield: fc.oneof(fc.constantFrom(-0.02, 0, 1e-9, 1), between(-0.05, 0.3)),
  volatility: fc.oneof(fc.constantFrom(-1, 0, 1e-12, 1e-4, 10, 1e6), between(0, 5)),
});

/** An independent value: a tree of Cox, Ross and Rubinstein, averaged over two sizes. */
function binomial(inputs: OptionInputs): number {
  return (tree(inputs, 200) + tree(inputs, 201)) / 2;
}

function tree(inputs: OptionInputs, steps: number): number {
  const { right, spot, strike, timeYears, rate, dividendYield, volatility } = inputs;
  const dt = timeYears / steps;
  const up = Math.exp(volatility * Math.sqrt(dt));
  const chance = (Math.exp((rate - dividendYield) * dt) - 1 / up) / (up - 1 / up);
  const discount = Math.exp(-rate * dt);
  const sign = right === "call" ? 1 : -1;
  const exercised = (step: number, ups: number) =>
    Math.max(0, sign * (spot * up ** (2 * ups - step) - strike));
  const values = Array.from({ length: steps + 1 }, (_, ups) => exercised(steps, ups));
  for (let step = steps - 1; step >= 0; step -= 1) {
    for (let ups = 0; ups <= step; ups += 1) {
      const held = chance * (values[ups + 1] ?? 0) + (1 - chance) * (values[ups] ?? 0);
      values[ups] = Math.max(discount * held, exercised(step, ups));
    }
  }
  return values[0] ?? Number.NaN;
}

// The strategy is followed, not optimal: never above the tree but for the tree's own error, which is
// largest near the money, and below it by less than a hundredth of the strike in quiet markets.
test.each([
  { name: "to 60% and a year", volatilityMax: 0.6, yearsMax: 1, below: 0.01 },
  { name: "to 150% and two years", volatilityMax: 1.5, yearsMax: 2, below: 0.08 },
])("the value is just under an independent tree's: $name", ({ volatilityMax, yearsMax, below }) => {
  fc.assert(
    fc.property(listed, (drawn) => {
      const option = {
        ...drawn,
        volatility: Math.min(drawn.volatility, volatilityMax),
        timeYears: Math.min(drawn.timeYears, yearsMax),
      };
      const gap = (binomial(option) - priceAmerican(option)) / option.strike;
      expect(gap).toBeGreaterThan(-0.002 * option.volatility * Math.sqrt(option.timeYears) - 1e-4);
      expect(gap).toBeLessThan(below);
    }),
    { numRuns: 40 },
  );
});

test("American is at least European, at least intrinsic, and at most the stock or the strike", () => {
  fc.assert(
    fc.property(listed, (option) => {
      const price = priceAmerican(option);
      const sign = option.right === "call" ? 1 : -1;
      expect(price).toBeGreaterThanOrEqual(priceOption(option));
      expect(price).toBeGreaterThanOrEqual(Math.max(0, sign * (option.spot - option.strike)));
      expect(price).toBeLessThanOrEqual(option.right === "call" ? option.spot : option.strike);
    }),
  );
});

test("without a dividend an American call is the European call", () => {
  fc.assert(
    fc.property(listed, (option) => {
      const call = { ...option, right: "call" as const, dividendYield: 0 };
      expect(priceAmerican(call)).toBe(priceOption(call));
      expect(americanGreeks(call)).toEqual(OPTION_MODELS.european.greeks(call));
    }),
  );
});

test("a put is a call with stock and strike, rate and yield exchanged", () => {
  fc.assert(
    fc.property(listed, (option) => {
      const put = priceAmerican({ ...option, right: "put" });
      const mirrored = priceAmerican({
        ...option,
        right: "call",
        spot: option.strike,
        strike: option.spot,
        rate: option.dividendYield,
        dividendYield: option.rate,
      });
      expect(Math.abs(put - mirrored)).toBeLessThan(1e-8 * (option.spot + option.strike));
    }),
  );
});

test("call minus put lies between its American bounds", () => {
  fc.assert(
    fc.property(listed, (option) => {
      const { spot, strike, timeYears, rate, dividendYield } = option;
      const call = priceAmerican({ ...option, right: "call" });
      const put = priceAmerican({ ...option, right: "put" });
      // Each side may miss what its strategy falls short of the best one.
      const slack = 0.05 * (spot + strike) * option.volatility * Math.sqrt(timeYears) + 1e-9;
      const low = spot * Math.exp(-dividendYield * timeYears) - strike;
      const high = spot - strike * Math.exp(-rate * timeYears);
      expect(call - put).toBeGreaterThan(low - slack);
      expect(call - put).toBeLessThan(high + slack);
    }),
  );
});

test("more volatility is worth no less; a higher stock helps a call and hurts a put", () => {
  fc.assert(
    fc.property(listed, between(0.001, 0.2), (option, more) => {
      const price = priceAmerican(option);
      const tiny = 1e-5 * option.spot;
      const wilder = priceAmerican({ ...option, volatility: option.volatility + more });
      expect(wilder).toBeGreaterThanOrEqual(price - tiny);
      const higher = priceAmerican({ ...option, spot: option.spot * (1 + more) });
      const sign = option.right === "call" ? 1 : -1;
      expect(sign * (higher - price)).toBeGreaterThanOrEqual(-tiny);
    }),
  );
});

test.each(["european", "american"] as const)("%s greeks are the slopes of the price", (style) => {
  const { price, greeks } = OPTION_MODELS[style];
  fc.assert(
    fc.property(listed, (drawn) => {
      // At a rate or yield of zero early exercise begins: another kink.
      const option = {
        ...drawn,
        timeYears: drawn.timeYears + 0.02,
        rate: drawn.rate + 0.005,
        dividendYield: drawn.dividendYield + 0.005,
      };
      const slope = (name: keyof OptionInputs & ("spot" | "volatility" | "rate" | "timeYears")) => {
        const step = 1e-4 * (name === "spot" ? option.spot : option[name] + 0.01);
        const [up, down] = [1, -1].map((s) =>
          price({ ...option, [name]: option[name] + s * step }),
        );
        return ((up ?? 0) - (down ?? 0)) / (2 * step);
      };
      // The boundary has a corner where rate and yield are equal; so have the greeks.
      fc.pre(Math.abs(option.rate - option.dividendYield) > 0.002);
      // A kink at the boundary of exercise has no slope: skip the sliver around it.
      const around = [0.999, 1, 1.001].map((by) => {
        const near = { ...option, spot: option.spot * by };
        return (
          price(near) - Math.max(0, (option.right === "call" ? 1 : -1) * (near.spot - near.strike))
        );
      });
      fc.pre(
        style === "european" ||
          around.every((left) => left > 1e-5 * option.spot * option.volatility),
      );
      const found = greeks(option);
      const scale = option.spot;
      expect(Math.abs(found.delta - slope("spot"))).toBeLessThan(2e-4);
      expect(Math.abs(found.vega * 100 - slope("volatility"))).toBeLessThan(2e-3 * scale);
      expect(Math.abs(found.rho * 100 - slope("rate"))).toBeLessThan(2e-3 * scale);
      expect(Math.abs(found.theta * 365 + slope("timeYears"))).toBeLessThan(2e-3 * scale);
      const step = 1e-3 * option.spot;
      const bumped = [1, -1].map((s) => greeks({ ...option, spot: option.spot + s * step }).delta);
      const bend = ((bumped[0] ?? 0) - (bumped[1] ?? 0)) / (2 * step);
      expect(Math.abs(found.gamma - bend) * scale).toBeLessThan(0.02 + 0.01 * found.gamma * scale);
    }),
  );
});

test.each(["european", "american"] as const)("%s numbers are finite whatever is asked", (style) => {
  const model = OPTION_MODELS[style];
  fc.assert(
    fc.property(anything, fc.oneof(between(0, 200), fc.constant(0)), (option, price) => {
      const value = model.price(option);
      expect(Number.isFinite(value) && value >= 0).toBe(true);
      expect(Object.values(model.greeks(option)).every(Number.isFinite)).toBe(true);
      for (const quote of [price, value]) {
        const implied = model.impliedGreeks(option, quote);
        if (!implied.ok) continue;
        expect(implied.volatility).toBeGreaterThan(0);
        expect(implied.volatility).toBeLessThanOrEqual(10);
        expect(Object.values(implied.greeks).every(Number.isFinite)).toBe(true);
      }
    }),
    { numRuns: 1_000 },
  );
});

test("the implied volatility of an American price gives the price back", () => {
  fc.assert(
    fc.property(listed, (option) => {
      const price = priceAmerican(option);
      const implied = americanImpliedVolatility(option, price);
      if (!implied.ok) {
        expect(implied.reason).toBe("no_time_value");
        return;
      }
      const again = priceAmerican({ ...option, volatility: implied.volatility });
      expect(Math.abs(again - price)).toBeLessThan(1e-7 * (option.spot + option.strike));
    }),
  );
});

test("the greeks that come with an implied volatility are the greeks there", () => {
  fc.assert(
    fc.property(listed, (option) => {
      const implied = OPTION_MODELS.american.impliedGreeks(option, priceAmerican(option));
      fc.pre(implied.ok);
      if (!implied.ok) return;
      const { delta, gamma, theta, vega, rho } = americanGreeks({ ...option, ...implied });
      expect(Math.abs(implied.greeks.delta - delta)).toBeLessThan(1e-5);
      expect(Math.abs(implied.greeks.gamma - gamma)).toBeLessThan(1e-4 * gamma + 1e-9);
      // In dollars, of a stock of up to a thousand.
      expect(Math.abs(implied.greeks.theta - theta)).toBeLessThan(1e-4);
      expect(Math.abs(implied.greeks.vega - vega)).toBeLessThan(1e-4);
      expect(Math.abs(implied.greeks.rho - rho)).toBeLessThan(1e-4);
    }),
    { numRuns: 300 },
  );
});
