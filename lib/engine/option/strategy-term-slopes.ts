/** How each term of an exercise strategy changes with its limits: normal densities, in closed form. */
import { clamped, dependenceOf } from "./bivariate-normal";
import { ALL_TERMS, type StrategyTerms, SWITCH_CORRELATION } from "./exercise-strategy";
import { upperTailRatio } from "./normal-distribution";
import { isNothing, isTogether, type Plan, SCALED, SURE } from "./strategy-value";

/** Columns beside those of `StrategyTerms`, signs included. A unit more of amplitude is worth the value. */
export type TermSlopes = {
  readonly values: number[];
  readonly perX: number[];
  readonly perY: number[];
  /** The mixed second derivative; the others follow from it. */
  readonly perXy: number[];
};

/** What is left of a normal variable when the other one is known. */
const REST = Math.sqrt(1 - SWITCH_CORRELATION * SWITCH_CORRELATION);
/** Doubles, not small integers, for the same reason as the columns of terms. */
const ZEROS: readonly number[] = Array.from({ length: ALL_TERMS }, () => -0);
const PER_ROOT_TWO_PI = 1 / Math.sqrt(2 * Math.PI);
const together = dependenceOf(SWITCH_CORRELATION);
const opposed = dependenceOf(-SWITCH_CORRELATION);

/** Values and differentiates every term of a plan. */
export function termSlopes({ count, singles, signs }: Plan, terms: StrategyTerms): TermSlopes {
  const slopes = {
    values: ZEROS.slice(),
    perX: ZEROS.slice(),
    perY: ZEROS.slice(),
    perXy: ZEROS.slice(),
  };
  const { values, perX, perY } = slopes;
  for (let index = 0; index < count; index += 1) {
    const sign = signs[index] as number;
    const amplitude = terms.amplitudes[index] as number;
    const x = terms.x[index] as number;
    const y = terms.y[index] as number;
    const isSingle = index < singles;
    if (!isSingle && (isNothing(amplitude, x) || isNothing(amplitude, y))) continue;
    if (!isSingle && x <= SURE && y <= SURE) {
      const scale = sign * Math.exp(amplitude);
      writeBoth(slopes, index, { x, y, scale, isTogether: isTogether(index, singles) });
      continue;
    }
    const isOfX = isSingle || x <= SURE;
    writeOne(values, isOfX ? perX : perY, index, { sign, amplitude, limit: isOfX ? x : y });
  }
  return slopes;
}

/** A term of one variable, or of two of which the other is below its limit for certain. */
function writeOne(
  values: number[],
  perLimit: number[],
  index: number,
  { sign, amplitude, limit }: { sign: number; amplitude: number; limit: number },
): void {
  if (limit > SCALED) {
    const scale = sign * Math.exp(amplitude);
    const exponential = Math.exp(-(limit * limit) / 2);
    values[index] = scale * below(limit, exponential);
    perLimit[index] = scale * exponential * PER_ROOT_TWO_PI;
    return;
  }
  // The one may overflow while the other vanishes.
  const density = sign * Math.exp(amplitude - (limit * limit) / 2);
  values[index] = density * upperTailRatio(-limit);
  perLimit[index] = density * PER_ROOT_TWO_PI;
}

/** A term of two variables. Each exponential does for a density and for a probability. */
function writeBoth(
  slopes: TermSlopes,
  index: number,
  { x, y, scale, isTogether }: { x: number; y: number; scale: number; isTogether: boolean },
): void {
  const rho = isTogether ? SWITCH_CORRELATION : -SWITCH_CORRELATION;
  const dependence = isTogether ? together : opposed;
  const restX = (x - rho * y) / REST;
  const restY = (y - rho * x) / REST;
  const atX = Math.exp(-(x * x) / 2);
  const atY = Math.exp(-(y * y) / 2);
  const atRest = Math.exp(-(restY * restY) / 2);
  const densityX = scale * atX * PER_ROOT_TWO_PI;
  const densityY = scale * atY * PER_ROOT_TWO_PI;
  slopes.values[index] = scale * clamped(dependence(x, y) + below(x, atX) * below(y, atY));
  slopes.perX[index] = densityX * below(restY, atRest);
  slopes.perY[index] = densityY * below(restX, Math.exp(-(restX * restX) / 2));
  slopes.perXy[index] = (densityX * atRest * PER_ROOT_TWO_PI) / REST;
}

/** The normal probability below x, with its exponential at hand. */
function below(x: number, exponential: number): number {
  return x > 0 ? 1 - exponential * upperTailRatio(x) : exponential * upperTailRatio(-x);
}
