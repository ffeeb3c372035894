import { expect, test } from "vitest";
import { jointNormal } from "./bivariate-normal";
import { normalCdf } from "./normal-distribution";

// Sheppard's theorem (1899): both below their means with probability 1/4 + asin(correlation) / 2π.
test.each([-0.8, -0.5, 0, 0.5, 0.786, 0.8])("at the means, correlation %d", (correlation) => {
  expect(jointNormal(correlation)(0, 0)).toBeCloseTo(
    0.25 + Math.asin(correlation) / (2 * Math.PI),
    14,
  );
});

// The definition: the density of one variable times the chance of the other, by Simpson's rule.
function integral(x: number, y: number, correlation: number): number {
  const [from, slices] = [-12, 4_000];
  const step = (x - from) / slices;
  let sum = 0;
  for (let index = 0; index <= slices; index += 1) {
    const at = from + index * step;
    const weight = index === 0 || index === slices ? 1 : 2 + 2 * (index % 2);
    const rest = (y - correlation * at) / Math.sqrt(1 - correlation ** 2);
    const density = Math.exp(-(at * at) / 2) / Math.sqrt(2 * Math.PI);
    sum += weight * density * normalCdf(rest);
  }
  return (sum * step) / 3;
}

test.each([-0.786, 0.3, 0.786])("equals the integral of its definition, correlation %d", (rho) => {
  const joint = jointNormal(rho);
  for (const x of [-5, -1.5, 0, 0.7, 3]) {
    for (const y of [-4, -0.3, 0, 2, 6]) {
      expect(Math.abs(joint(x, y) - integral(x, y, rho))).toBeLessThan(1e-12);
    }
  }
});

test("without a bound it is the distribution of the other variable", () => {
  const joint = jointNormal(0.786);
  expect(joint(40, 1.2)).toBeCloseTo(normalCdf(1.2), 13);
  expect(joint(-0.4, 40)).toBeCloseTo(normalCdf(-0.4), 13);
});
