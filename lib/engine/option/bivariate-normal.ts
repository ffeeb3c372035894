/**
 * The chance that two correlated standard normal variables both stay below given values, for one
 * correlation known in advance.
 *
 * Source: Z. Drezner and G. Wesolowsky, "On the computation of the bivariate normal integral", Journal of
 * Statistical Computation and Simulation 35 (1990), in the form of A. Genz, "Numerical computation of
 * rectangular bivariate and trivariate normal and t probabilities", Statistics and Computing 14 (2004):
 * the integral over the correlation, by Gauss and Legendre's rule in its angle. With the correlation
 * fixed, everything but one exponential a node is a constant. Good to 1e-12 for correlations to 0.8.
 */
import { normalCdf } from "./normal-distribution";

/** Nodes above zero and their weights, of the 16-point rule on -1 … 1 (Abramowitz and Stegun, table 25.4). */
const NODES = [
  [0.0950125098376374, 0.1894506104550685],
  [0.2816035507792589, 0.1826034150449236],
  [0.4580167776572274, 0.1691565193950025],
  [0.6178762444026438, 0.1495959888165767],
  [0.755404408355003, 0.1246289712555339],
  [0.8656312023878318, 0.0951585116824928],
  [0.9445750230732326, 0.0622535239386479],
  [0.9894009349916499, 0.0271524594117541],
] as const;

type JointProbability = (x: number, y: number) => number;

/** Prepares the joint probability for a correlation between -0.8 and 0.8. */
export function jointNormal(correlation: number): JointProbability {
  const dependence = dependenceOf(correlation);
  return (x, y) => clamped(dependence(x, y) + normalCdf(x) * normalCdf(y));
}

/** Rounding may leave a probability just outside. */
export function clamped(probability: number): number {
  return Math.min(Math.max(probability, 0), 1);
}

/** Prepares how much likelier both are than two independent variables would be. */
export function dependenceOf(correlation: number): JointProbability {
  const angle = Math.asin(correlation);
  const both = NODES.flatMap(([node, weight]) => [
    [node, weight],
    [-node, weight],
  ]) as [number, number][];
  const sines = both.map(([node]) => Math.sin((angle * (1 + node)) / 2));
  const weights = Float64Array.from(both, ([, weight]) => (weight * angle) / (4 * Math.PI));
  // The exponent is -(x² + y² - 2 s x y) / (2 (1 - s²)).
  const squares = Float64Array.from(sines, (sine) => -0.5 / (1 - sine * sine));
  const products = Float64Array.from(sines, (sine) => sine / (1 - sine * sine));
  return (x, y) => {
    const sum = x * x + y * y;
    const product = x * y;
    let total = 0;
    for (let node = 0; node < weights.length; node += 1) {
      total +=
        (weights[node] as number) *
        Math.exp((squares[node] as number) * sum + (products[node] as number) * product);
    }
    return total;
  };
}
