/**
 * The two-step exercise strategy of Bjerksund and Stensland (2002) for an American call, in terms.
 *
 * The value of following it is a sum of terms exp(amplitude) times a normal probability, of one variable
 * (is the stock below the boundary at the switch?) or two (and where is it at expiry?). This file lists
 * the terms; strategy-value.ts adds them up, strategy-slopes.ts differentiates the sum. Everything is in logarithms and per
 * dollar of strike, so that no power of a price overflows.
 *
 * Sources: those of exercise-boundaries.ts.
 */
import { type Boundaries, type CallMarket, SWITCH } from "./exercise-boundaries";

/** Columns of terms: exp(amplitude) times the probability below x, or below x and y. */
export type StrategyTerms = {
  readonly amplitudes: number[];
  readonly x: number[];
  readonly y: number[];
};

/** Correlation of the stock's logarithm at the switch and at expiry. */
export const SWITCH_CORRELATION = Math.sqrt(SWITCH);
/** A normal variable is below it for certain. */
const CERTAIN = 40;

/** Powers of the stock, and levels it is compared with, by their place in the columns of `Shape`. */
export const ZERO = 0;
export const ONE = 1;
export const OWN = 2;
export const FIRST = 0;
export const SECOND = 1;
const STRIKE = 2;

/** A contract of the sum: which power of the stock, above which level, added or taken away. */
export type Part = readonly [power: 0 | 1 | 2, level: 0 | 1 | 2, sign: 1 | -1];

/** Parts asked about at the switch, below the first boundary until then. */
export const AT_SWITCH: readonly Part[] = [
  [OWN, FIRST, -1],
  [ONE, FIRST, 1],
  [ONE, SECOND, -1],
  [ZERO, FIRST, -1],
  [ZERO, SECOND, 1],
  [OWN, SECOND, 1],
];
/** Parts asked about at expiry, below both boundaries until then. */
export const AT_EXPIRY: readonly Part[] = [
  [OWN, SECOND, -1],
  [ONE, SECOND, 1],
  [ONE, STRIKE, -1],
  [ZERO, SECOND, -1],
  [ZERO, STRIKE, 1],
];
/** The parts of a single boundary kept to expiry, which a vanishing volatility asks for. */
export const AT_EXPIRY_FLAT: readonly Part[] = [
  [OWN, FIRST, -1],
  [ONE, FIRST, 1],
  [ONE, STRIKE, -1],
  [ZERO, FIRST, -1],
  [ZERO, STRIKE, 1],
];

/** Terms of one variable come first: exercise for certain, then each part and its reflection. */
export const SINGLE_TERMS = 1 + 2 * AT_SWITCH.length;
export const FLAT_TERMS = 1 + 2 * AT_EXPIRY_FLAT.length;
/** Terms of two variables follow in fours: two with the correlation, two with its opposite. */
export const ALL_TERMS = SINGLE_TERMS + 4 * AT_EXPIRY.length;
export const SIGNS: readonly number[] = [
  1,
  ...AT_SWITCH.flatMap(([, , sign]) => [sign, -sign]),
  ...AT_EXPIRY.flatMap(([, , sign]) => [sign, -sign, -sign, sign]),
];
export const FLAT_SIGNS: readonly number[] = [
  1,
  ...AT_EXPIRY_FLAT.flatMap(([, , sign]) => [sign, -sign]),
];

/** Fractions, so that the engine keeps columns made from it as doubles. */
const BLANK: readonly number[] = Array.from({ length: ALL_TERMS }, () => 0.5);

/** Columns to write to: plain arrays, because small typed ones cost more to make than to fill. */
export function emptyTerms(): StrategyTerms {
  return { amplitudes: BLANK.slice(), x: BLANK.slice(), y: BLANK.slice() };
}

/** Fills in the terms of the two-step strategy. */
export function writeTerms(out: StrategyTerms, shape: Shape): void {
  writeCertain(out, shape);
  const years = SWITCH * shape.timeYears;
  for (let index = 0; index < AT_SWITCH.length; index += 1) {
    writeSingle(out, shape, { at: 1 + 2 * index, part: AT_SWITCH[index] as Part, years });
  }
  for (let index = 0; index < AT_EXPIRY.length; index += 1) {
    writeDouble(out, shape, SINGLE_TERMS + 4 * index, AT_EXPIRY[index] as Part);
  }
}

/** Fills in the terms of a single boundary, the first one, kept to expiry. */
export function writeFlatTerms(out: StrategyTerms, shape: Shape): void {
  writeCertain(out, shape);
  const years = shape.timeYears;
  for (let index = 0; index < AT_EXPIRY_FLAT.length; index += 1) {
    writeSingle(out, shape, { at: 1 + 2 * index, part: AT_EXPIRY_FLAT[index] as Part, years });
  }
}

/** What terms share. Columns are by power (zero, one, own) or by level (first, second, strike). */
export type Shape = {
  readonly distance: number;
  readonly volatility: number;
  readonly timeYears: number;
  readonly levels: readonly number[];
  /** Logarithm of what a boundary pays, per unit of the stock's own power there. */
  readonly payoffs: readonly number[];
  readonly powers: readonly number[];
  /** What discounting takes from a power a year, once it has grown. */
  readonly discounts: readonly number[];
  /** Of the stock's logarithm a year, seen from the power's own measure. */
  readonly drifts: readonly number[];
  /** The power that weighs a path turned round at a boundary. */
  readonly reflections: readonly number[];
};

export function shapeOf(market: CallMarket, { first, second, power }: Boundaries): Shape {
  const { distance, volatility, timeYears, rate, dividendYield } = market;
  const variance = volatility * volatility;
  const drift = rate - dividendYield - variance / 2;
  const drifts = [drift, drift + variance, drift + power * variance] as const;
  return {
    distance,
    volatility,
    timeYears,
    drifts,
    levels: [first, second, 0],
    payoffs: [
      Math.log(Math.expm1(first)) - power * first,
      Math.log(Math.expm1(second)) - power * second,
    ],
    powers: [0, 1, power],
    discounts: [rate, dividendYield, 0],
    reflections: [
      (2 * drifts[0]) / variance,
      (2 * drifts[1]) / variance,
      (2 * drifts[2]) / variance,
    ],
  };
}

/** The value of waiting for the first boundary for ever. */
function writeCertain(out: StrategyTerms, { payoffs, powers, distance }: Shape): void {
  out.amplitudes[0] = (payoffs[FIRST] as number) + (powers[OWN] as number) * distance;
  out.x[0] = CERTAIN;
}

function amplitudeOf(shape: Shape, [power, level]: Part, years: number): number {
  const paid = power === OWN ? (shape.payoffs[level] as number) : 0;
  const grown = (shape.powers[power] as number) * shape.distance;
  return paid + grown - (shape.discounts[power] as number) * years;
}

/** A part at some time and its reflection at the first boundary: phi of the paper. */
function writeSingle(
  out: StrategyTerms,
  shape: Shape,
  { at, part, years }: { readonly at: number; readonly part: Part; readonly years: number },
): void {
  const amplitude = amplitudeOf(shape, part, years);
  const deviation = shape.volatility * Math.sqrt(years);
  const moved = (shape.drifts[part[0]] as number) * years;
  const x = ((shape.levels[part[1]] as number) - shape.distance - moved) / deviation;
  const toBoundary = (shape.levels[FIRST] as number) - shape.distance;
  out.amplitudes[at] = amplitude;
  out.x[at] = x;
  out.amplitudes[at + 1] = amplitude + (shape.reflections[part[0]] as number) * toBoundary;
  out.x[at + 1] = x - (2 * toBoundary) / deviation;
}

/** A part at expiry and its reflections at both boundaries: psi of the paper, e and f negated. */
function writeDouble(out: StrategyTerms, shape: Shape, index: number, part: Part): void {
  const { distance, volatility, timeYears, levels } = shape;
  const amplitude = amplitudeOf(shape, part, timeYears);
  const reflection = shape.reflections[part[0]] as number;
  const drift = shape.drifts[part[0]] as number;
  const [first, second] = [levels[FIRST] as number, levels[SECOND] as number];
  const perLate = 1 / (volatility * Math.sqrt(timeYears));
  const perEarly = perLate / SWITCH_CORRELATION;
  const moved = drift * SWITCH * timeYears;
  const far = (levels[part[1]] as number) - drift * timeYears;
  const mirrored = distance + second - 2 * first;
  const { amplitudes, x, y } = out;
  amplitudes[index] = amplitude;
  x[index] = (second - distance - moved) * perEarly;
  y[index] = (far - distance) * perLate;
  amplitudes[index + 1] = amplitude + reflection * (first - distance);
  x[index + 1] = (mirrored - moved) * perEarly;
  y[index + 1] = (far + distance - 2 * first) * perLate;
  amplitudes[index + 2] = amplitude + reflection * (second - distance);
  x[index + 2] = (second - distance + moved) * perEarly;
  y[index + 2] = (far + distance - 2 * second) * perLate;
  amplitudes[index + 3] = amplitude + reflection * (second - first);
  x[index + 3] = (mirrored + moved) * perEarly;
  y[index + 3] = (far - distance + 2 * (first - second)) * perLate;
}
