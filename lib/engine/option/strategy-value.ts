/**
 * Adds up the terms of an exercise strategy, and differentiates the sum.
 *
 * The probabilities are what costs; how they change with the limits they are asked about is known in
 * closed form. So a derivative takes the limits at slightly moved inputs, which is cheap, and the exact
 * slope of each probability: no price is computed twice, and gamma comes from exact second derivatives
 * because every limit is linear in the logarithm of the stock.
 */
import { jointNormal } from "./bivariate-normal";
import {
  ALL_TERMS,
  type Boundaries,
  boundariesOf,
  type CallMarket,
  emptyTerms,
  FLAT_SIGNS,
  FLAT_TERMS,
  SIGNS,
  SINGLE_TERMS,
  type StrategyTerms,
  SWITCH_CORRELATION,
  writeFlatTerms,
  writeTerms,
} from "./exercise-strategy";
import { normalCdf, normalDensity, upperTailRatio } from "./normal-distribution";

/** Value and derivatives of a call per dollar of strike; slope and curve are in the stock's logarithm. */
export type StrategyValue = {
  readonly value: number;
  readonly slope: number;
  readonly curve: number;
  readonly perVolatility: number;
  readonly perYear: number;
  /** Per unit of the rate, or of the yield where that was asked for. */
  readonly perRate: number;
};

/** Relative, and the least for a rate, which may be zero. */
const STEP = 1e-5;
const STEP_MIN = 1e-10;
const RHO = SWITCH_CORRELATION;
/** What is left of a normal variable when the other one is known. */
const REST = Math.sqrt(1 - RHO * RHO);
const together = jointNormal(RHO);
const opposed = jointNormal(-RHO);
/** A joint probability is good to 1e-15: multiplied by more than this, not to a hundredth of a cent. */
const AMPLITUDE_MAX = Math.log(1e9);
const NOTHING = Math.log(1e-15);
/** A normal variable is below it but for 1e-15. */
const SURE = 8;
const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

type Plan = {
  readonly count: number;
  readonly singles: number;
  readonly signs: readonly number[];
  readonly write: (out: StrategyTerms, market: CallMarket, at: Boundaries) => void;
};

const TWO_STEP: Plan = { count: ALL_TERMS, singles: SINGLE_TERMS, signs: SIGNS, write: writeTerms };
const FLAT: Plan = {
  count: FLAT_TERMS,
  singles: FLAT_TERMS,
  signs: FLAT_SIGNS,
  write: writeFlatTerms,
};

type Prepared = { readonly plan: Plan; readonly terms: StrategyTerms };

/** Values the strategy for a stock below its boundary; null where it degenerates. */
export function strategyPrice(market: CallMarket): number | "exercise" | null {
  const at = boundariesOf(market);
  if (at === null) return null;
  if (market.distance >= at.first) return "exercise";
  const { plan, terms } = prepare(market, at);
  let value = 0;
  for (let index = 0; index < plan.count; index += 1) {
    value += (plan.signs[index] as number) * termValue(terms, index, plan.singles);
  }
  return Number.isFinite(value) ? value : null;
}

/**
 * As strategyPrice, with the derivatives; `rateName` says which rate the last one is in: the interest of
 * a put is the yield of the call it is turned into.
 */
export function strategyValue(
  market: CallMarket,
  rateName: "rate" | "dividendYield",
): StrategyValue | "exercise" | null {
  const at = boundariesOf(market);
  if (at === null) return null;
  if (market.distance >= at.first) return "exercise";
  const base = prepare(market, at);
  return differentiate(base, [
    // Linear in the distance: any step is exact.
    changes(base, market, "distance", 1),
    changes(base, market, "volatility", STEP * market.volatility),
    changes(base, market, "timeYears", STEP * market.timeYears),
    changes(base, market, rateName, STEP * market[rateName] + STEP_MIN),
  ]);
}

/** The two-step terms, or those of one boundary where the two-step ones would drown in rounding. */
function prepare(market: CallMarket, at: Boundaries): Prepared {
  const terms = emptyTerms();
  writeTerms(terms, market, at);
  let largest = 0;
  for (let index = SINGLE_TERMS; index < ALL_TERMS; index += 1) {
    largest = Math.max(largest, terms.amplitudes[index] as number);
  }
  if (largest < AMPLITUDE_MAX) return { plan: TWO_STEP, terms };
  writeFlatTerms(terms, market, at);
  return { plan: FLAT, terms };
}

/** How the terms change with one input, step for step: half the difference between a step up and one down. */
function changes(
  { plan }: Prepared,
  market: CallMarket,
  name: keyof CallMarket,
  step: number,
): StrategyTerms | null {
  const up = { ...market, [name]: market[name] + step };
  const down = { ...market, [name]: market[name] - step };
  const [atUp, atDown] = [boundariesOf(up), boundariesOf(down)];
  if (atUp === null || atDown === null) return null;
  const [terms, below] = [emptyTerms(), emptyTerms()];
  plan.write(terms, up, atUp);
  plan.write(below, down, atDown);
  const perStep = 1 / (2 * step);
  for (let index = 0; index < plan.count; index += 1) {
    subtract(terms.amplitudes, below.amplitudes, index, perStep);
    subtract(terms.x, below.x, index, perStep);
    subtract(terms.y, below.y, index, perStep);
  }
  return terms;
}

function subtract(from: number[], other: readonly number[], index: number, scale: number): void {
  from[index] = ((from[index] as number) - (other[index] as number)) * scale;
}

function termValue({ amplitudes, x, y }: StrategyTerms, index: number, singles: number): number {
  const amplitude = amplitudes[index] as number;
  const limit = x[index] as number;
  if (index < singles) return scaledCdf(amplitude, limit);
  const other = y[index] as number;
  if (isNothing(amplitude, limit) || isNothing(amplitude, other)) return 0;
  // One variable below its limit for certain leaves the other.
  if (limit > SURE) return scaledCdf(amplitude, other);
  if (other > SURE) return scaledCdf(amplitude, limit);
  const joint = (index - singles) % 4 < 2 ? together : opposed;
  return Math.exp(amplitude) * joint(limit, other);
}

/** Whether a term cannot reach 1e-15 of the strike: most of them, where no boundary is near. */
function isNothing(amplitude: number, limit: number): boolean {
  return limit < 0 && amplitude - (limit * limit) / 2 < NOTHING;
}

/** exp(amplitude) times the probability below x, where the one may overflow while the other vanishes. */
function scaledCdf(amplitude: number, x: number): number {
  if (x > -5) return Math.exp(amplitude) * normalCdf(x);
  return Math.exp(amplitude - (x * x) / 2) * upperTailRatio(-x);
}

function scaledDensity(amplitude: number, x: number): number {
  return Math.exp(amplitude - (x * x) / 2) / ROOT_TWO_PI;
}

/** First derivatives along each change, and the second along the first of them. */
function differentiate(
  { plan, terms }: Prepared,
  moved: readonly (StrategyTerms | null)[],
): StrategyValue | null {
  const slopes = moved.map(() => 0);
  let value = 0;
  let curve = 0;
  for (let index = 0; index < plan.count; index += 1) {
    const sign = plan.signs[index] as number;
    const term = index < plan.singles ? single(terms, index) : double(terms, index, plan.singles);
    value += sign * term.value;
    for (let input = 0; input < moved.length; input += 1) {
      const change = moved[input];
      if (change === null || change === undefined) continue;
      const a = change.amplitudes[index] as number;
      const x = change.x[index] as number;
      const y = change.y[index] as number;
      const limits = term.perX * x + term.perY * y;
      slopes[input] = (slopes[input] as number) + sign * (a * term.value + limits);
      if (input > 0) continue;
      const bends = term.perXx * x * x + 2 * term.perXy * x * y + term.perYy * y * y;
      curve += sign * (a * a * term.value + 2 * a * limits + bends);
    }
  }
  const [slope = 0, perVolatility = 0, perYear = 0, perRate = 0] = slopes;
  const found = { value, slope, curve, perVolatility, perYear, perRate };
  return Object.values(found).every(Number.isFinite) ? found : null;
}

type Term = {
  readonly value: number;
  readonly perX: number;
  readonly perY: number;
  readonly perXx: number;
  readonly perXy: number;
  readonly perYy: number;
};

const NO_TERM: Term = { value: 0, perX: 0, perY: 0, perXx: 0, perXy: 0, perYy: 0 };

function single(terms: StrategyTerms, index: number): Term {
  const amplitude = terms.amplitudes[index] as number;
  const x = terms.x[index] as number;
  const perX = scaledDensity(amplitude, x);
  const value = scaledCdf(amplitude, x);
  return { value, perX, perY: 0, perXx: -x * perX, perXy: 0, perYy: 0 };
}

function double(terms: StrategyTerms, index: number, singles: number): Term {
  const amplitude = terms.amplitudes[index] as number;
  const x = terms.x[index] as number;
  const y = terms.y[index] as number;
  if (isNothing(amplitude, x) || isNothing(amplitude, y)) return NO_TERM;
  const rho = (index - singles) % 4 < 2 ? RHO : -RHO;
  const scale = Math.exp(amplitude);
  const restY = (y - rho * x) / REST;
  const perX = scale * normalDensity(x) * normalCdf(restY);
  const perY = scale * normalDensity(y) * normalCdf((x - rho * y) / REST);
  const perXy = (scale * normalDensity(x) * normalDensity(restY)) / REST;
  return {
    value: termValue(terms, index, singles),
    perX,
    perY,
    perXx: -x * perX - rho * perXy,
    perXy,
    perYy: -y * perY - rho * perXy,
  };
}
