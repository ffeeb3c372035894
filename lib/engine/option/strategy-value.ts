/**
 * Adds up the terms of an exercise strategy: its price.
 *
 * A term that cannot matter is passed over, which most cannot where no boundary is near.
 */
import { jointNormal } from "./bivariate-normal";
import { boundariesOf, type CallMarket, SWITCH } from "./exercise-boundaries";
import {
  ALL_TERMS,
  AT_EXPIRY,
  AT_EXPIRY_FLAT,
  AT_SWITCH,
  emptyTerms,
  FLAT_SIGNS,
  FLAT_TERMS,
  type Part,
  type Shape,
  SIGNS,
  SINGLE_TERMS,
  type StrategyTerms,
  SWITCH_CORRELATION,
  shapeOf,
  writeFlatTerms,
  writeTerms,
} from "./exercise-strategy";
import { normalCdf, upperTailRatio } from "./normal-distribution";

const together = jointNormal(SWITCH_CORRELATION);
const opposed = jointNormal(-SWITCH_CORRELATION);
/** A joint probability is good to 1e-15: multiplied by more than this, not to a hundredth of a cent. */
const AMPLITUDE_MAX = Math.log(1e9);
const NOTHING = Math.log(1e-15);
/** A normal variable is below it but for 1e-15. */
export const SURE = 8;

/** Below it a probability is taken with its amplitude: the one may vanish while the other overflows. */
export const SCALED = -5;

/** Which of a strategy's terms there are. */
export type Plan = {
  readonly count: number;
  /** How many terms are of one variable; they come first. */
  readonly singles: number;
  readonly signs: readonly number[];
  /** The parts that terms of one variable are of, and of two. */
  readonly single: readonly Part[];
  readonly double: readonly Part[];
  /** Of the option's life, until the single parts are asked about. */
  readonly share: number;
};

const TWO_STEP: Plan = {
  ...{ count: ALL_TERMS, singles: SINGLE_TERMS, signs: SIGNS },
  ...{ single: AT_SWITCH, double: AT_EXPIRY, share: SWITCH },
};
const FLAT: Plan = {
  ...{ count: FLAT_TERMS, singles: FLAT_TERMS, signs: FLAT_SIGNS },
  ...{ single: AT_EXPIRY_FLAT, double: [], share: 1 },
};

type Prepared = { readonly plan: Plan; readonly terms: StrategyTerms };

/** Values the strategy for a stock below its boundary; null where it degenerates. */
export function strategyPrice(market: CallMarket): number | "exercise" | null {
  const at = boundariesOf(market);
  if (at === null) return null;
  if (market.distance >= at.first) return "exercise";
  const { plan, terms } = prepare(shapeOf(market, at));
  let value = 0;
  for (let index = 0; index < plan.count; index += 1) {
    value += (plan.signs[index] as number) * termValue(terms, index, plan.singles);
  }
  return Number.isFinite(value) ? value : null;
}

/** The two-step terms, or those of one boundary where the two-step ones would drown in rounding. */
export function prepare(shape: Shape): Prepared {
  const terms = emptyTerms();
  writeTerms(terms, shape);
  let largest = 0;
  for (let index = SINGLE_TERMS; index < ALL_TERMS; index += 1) {
    largest = Math.max(largest, terms.amplitudes[index] as number);
  }
  if (largest < AMPLITUDE_MAX) return { plan: TWO_STEP, terms };
  writeFlatTerms(terms, shape);
  return { plan: FLAT, terms };
}

/** The value of one term, without its sign. */
function termValue({ amplitudes, x, y }: StrategyTerms, index: number, singles: number): number {
  const amplitude = amplitudes[index] as number;
  const limit = x[index] as number;
  if (index < singles) return scaledCdf(amplitude, limit);
  const other = y[index] as number;
  if (isNothing(amplitude, limit) || isNothing(amplitude, other)) return 0;
  // One variable below its limit for certain leaves the other.
  if (limit > SURE) return scaledCdf(amplitude, other);
  if (other > SURE) return scaledCdf(amplitude, limit);
  const joint = isTogether(index, singles) ? together : opposed;
  return Math.exp(amplitude) * joint(limit, other);
}

/** Whether both variables of a term move together; else they are opposed. */
export function isTogether(index: number, singles: number): boolean {
  return (index - singles) % 4 < 2;
}

/** Whether a term cannot reach 1e-15 of the strike: most of them, where no boundary is near. */
export function isNothing(amplitude: number, limit: number): boolean {
  return limit < 0 && amplitude - (limit * limit) / 2 < NOTHING;
}

/** exp(amplitude) times the probability below x. */
function scaledCdf(amplitude: number, x: number): number {
  if (x > SCALED) return Math.exp(amplitude) * normalCdf(x);
  return Math.exp(amplitude - (x * x) / 2) * upperTailRatio(-x);
}
