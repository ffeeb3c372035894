/**
 * Gathers what the terms of an exercise strategy are worth, per unit of each limit, back to what the
 * limits are made of. Each function here is the derivative of the one that writes those terms in
 * exercise-strategy.ts.
 */
import { SWITCH } from "./exercise-boundaries";
import {
  FIRST,
  ONE,
  OWN,
  type Part,
  SECOND,
  type Shape,
  type StrategyTerms,
  SWITCH_CORRELATION,
} from "./exercise-strategy";
import type { TermSlopes } from "./strategy-term-slopes";
import type { Plan } from "./strategy-value";

/** Derivatives, by what they are in; the columns are those of `Shape`. */
export type StrategySums = {
  value: number;
  /** Second, along the distance. */
  curve: number;
  distance: number;
  volatility: number;
  timeYears: number;
  rate: number;
  dividendYield: number;
  first: number;
  second: number;
  power: number;
  readonly payoffs: number[];
  readonly drifts: number[];
  readonly reflections: number[];
};

type Differentiated = {
  readonly plan: Plan;
  readonly terms: StrategyTerms;
  readonly slopes: TermSlopes;
  readonly shape: Shape;
};

/** The derivatives of the sum of all terms. */
export function gathered(from: Differentiated): StrategySums {
  const { plan, shape, slopes } = from;
  const sums: StrategySums = {
    value: 0,
    curve: 0,
    distance: 0,
    volatility: 0,
    timeYears: 0,
    rate: 0,
    dividendYield: 0,
    first: 0,
    second: 0,
    power: 0,
    payoffs: [0, 0],
    drifts: [0, 0, 0],
    reflections: [0, 0, 0],
  };
  for (let index = 0; index < plan.count; index += 1) sums.value += slopes.values[index] as number;
  // Exercise at the first boundary for certain: amplitude alone.
  const certain = slopes.values[0] as number;
  gatherAmplitude(sums, shape, [OWN, FIRST, 1], { worth: certain, share: 0 });
  sums.curve += certain * (shape.powers[OWN] as number) ** 2;
  for (let index = 0; index < plan.single.length; index += 1) {
    gatherSingle(sums, from, 1 + 2 * index, plan.single[index] as Part);
  }
  for (let index = 0; index < plan.double.length; index += 1) {
    gatherDouble(sums, from, plan.singles + 4 * index, plan.double[index] as Part);
  }
  return sums;
}

/** `share` is of the option's life, at whose end the part is asked about. */
function gatherAmplitude(
  sums: StrategySums,
  shape: Shape,
  [power, level]: Part,
  { worth, share }: { readonly worth: number; readonly share: number },
): void {
  sums.distance += worth * (shape.powers[power] as number);
  if (power === OWN) {
    sums.payoffs[level] = (sums.payoffs[level] as number) + worth;
    sums.power += worth * shape.distance;
    return;
  }
  if (power === ONE) sums.dividendYield -= worth * share * shape.timeYears;
  else sums.rate -= worth * share * shape.timeYears;
  sums.timeYears -= worth * share * (shape.discounts[power] as number);
}

function gatherLevel(sums: StrategySums, level: Part[1], worth: number): void {
  if (level === FIRST) sums.first += worth;
  else if (level === SECOND) sums.second += worth;
}

function gatherSingle(
  sums: StrategySums,
  { plan, terms, slopes, shape }: Differentiated,
  at: number,
  part: Part,
): void {
  const { volatility, timeYears } = shape;
  const [power, level] = part;
  const grown = shape.powers[power] as number;
  const reflection = shape.reflections[power] as number;
  const years = plan.share * timeYears;
  const perDeviation = 1 / (volatility * Math.sqrt(years));
  const straight = slopes.values[at] as number;
  const turned = slopes.values[at + 1] as number;
  const u = (slopes.perX[at] as number) * perDeviation;
  const v = (slopes.perX[at + 1] as number) * perDeviation;
  gatherAmplitude(sums, shape, part, { worth: straight + turned, share: plan.share });
  gatherLevel(sums, level, u + v);
  sums.reflections[power] =
    (sums.reflections[power] as number) +
    turned * ((shape.levels[FIRST] as number) - shape.distance);
  sums.drifts[power] = (sums.drifts[power] as number) - (u + v) * years;
  sums.first += turned * reflection - 2 * v;
  sums.distance += v - u - turned * reflection;
  const spread =
    (slopes.perX[at] as number) * (terms.x[at] as number) +
    (slopes.perX[at + 1] as number) * (terms.x[at + 1] as number);
  sums.volatility -= spread / volatility;
  sums.timeYears -=
    (u + v) * (shape.drifts[power] as number) * plan.share + spread / (2 * timeYears);
  const left = grown - reflection;
  sums.curve += straight * grown * grown - 2 * grown * u + turned * left * left + 2 * left * v;
  // Of a normal density: minus the limit times itself.
  sums.curve -= spread * perDeviation * perDeviation;
}

function gatherDouble(sums: StrategySums, from: Differentiated, at: number, part: Part): void {
  const { slopes, shape } = from;
  const { volatility, timeYears, distance } = shape;
  const [power, level] = part;
  const reflection = shape.reflections[power] as number;
  const drift = shape.drifts[power] as number;
  const [first, second] = [shape.levels[FIRST] as number, shape.levels[SECOND] as number];
  const perLate = 1 / (volatility * Math.sqrt(timeYears));
  const perEarly = perLate / SWITCH_CORRELATION;
  const a0 = slopes.values[at] as number;
  const a1 = slopes.values[at + 1] as number;
  const a2 = slopes.values[at + 2] as number;
  const a3 = slopes.values[at + 3] as number;
  const u0 = (slopes.perX[at] as number) * perEarly;
  const u1 = (slopes.perX[at + 1] as number) * perEarly;
  const u2 = (slopes.perX[at + 2] as number) * perEarly;
  const u3 = (slopes.perX[at + 3] as number) * perEarly;
  const w0 = (slopes.perY[at] as number) * perLate;
  const w1 = (slopes.perY[at + 1] as number) * perLate;
  const w2 = (slopes.perY[at + 2] as number) * perLate;
  const w3 = (slopes.perY[at + 3] as number) * perLate;
  const later = w0 + w1 + w2 + w3;
  gatherAmplitude(sums, shape, part, { worth: a0 + a1 + a2 + a3, share: 1 });
  gatherLevel(sums, level, later);
  sums.reflections[power] =
    (sums.reflections[power] as number) +
    (a1 * (first - distance) + a2 * (second - distance) + a3 * (second - first));
  sums.first += reflection * (a1 - a3) - 2 * (u1 + u3 + w1 - w3);
  sums.second += reflection * (a2 + a3) + u0 + u1 + u2 + u3 - 2 * (w2 + w3);
  sums.distance += u1 + u3 - u0 - u2 + w1 + w2 - w0 - w3 - reflection * (a1 + a2);
  const moved = SWITCH * (u2 + u3 - u0 - u1) - later;
  sums.drifts[power] = (sums.drifts[power] as number) + moved * timeYears;
  const spread = spreadOf(from, at);
  sums.volatility -= spread / volatility;
  sums.timeYears += moved * drift - spread / (2 * timeYears);
  const grown = shape.powers[power] as number;
  const left = grown - reflection;
  sums.curve += grown * grown * (a0 + a3) + left * left * (a1 + a2);
  sums.curve += 2 * (grown * (u3 - u0 - w0 - w3) + left * (u1 - u2 + w1 + w2));
  sums.curve += bendOf(from, at, { perEarly, perLate });
}

/** What a change of the limits' scale is worth. */
function spreadOf({ terms, slopes }: Differentiated, from: number): number {
  let sum = 0;
  for (let at = from; at < from + 4; at += 1) {
    sum += (slopes.perX[at] as number) * (terms.x[at] as number);
    sum += (slopes.perY[at] as number) * (terms.y[at] as number);
  }
  return sum;
}

/** The second derivative along the distance that comes of the limits alone. */
function bendOf(
  { terms, slopes }: Differentiated,
  from: number,
  { perEarly, perLate }: { readonly perEarly: number; readonly perLate: number },
): number {
  let bend = 0;
  for (let at = from; at < from + 4; at += 1) {
    // Of the four, the first two have the correlation, and limits that move the same way.
    const way = at < from + 2 ? 1 : -1;
    const both = slopes.perXy[at] as number;
    const rest = way * SWITCH_CORRELATION * both;
    const perXx = -(terms.x[at] as number) * (slopes.perX[at] as number) - rest;
    const perYy = -(terms.y[at] as number) * (slopes.perY[at] as number) - rest;
    bend += perXx * perEarly * perEarly + perYy * perLate * perLate;
    bend += 2 * way * both * perEarly * perLate;
  }
  return bend;
}
