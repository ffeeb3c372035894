/**
 * Differentiates the value of an exercise strategy, exactly and in one pass.
 *
 * The probabilities are what costs, and how they change with their limits is known in closed form. So
 * each term says what a unit more of its amplitude and of its limits is worth; these worths are gathered
 * back to what the limits are made of (reverse accumulation: five derivatives cost what one does), and
 * last to the inputs. Gamma comes from exact second derivatives, because every limit is linear in the
 * logarithm of the stock.
 */
import { ALONG, boundariesOf, boundarySlopes, type CallMarket } from "./exercise-boundaries";
import { FIRST, ONE, OWN, SECOND, type Shape, shapeOf, ZERO } from "./exercise-strategy";
import { gathered, type StrategySums } from "./strategy-sums";
import { termSlopes } from "./strategy-term-slopes";
import { prepare } from "./strategy-value";

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
  const shape = shapeOf(market, at);
  const { plan, terms } = prepare(shape);
  const sums = gathered({ plan, terms, shape, slopes: termSlopes(plan, terms) });
  handBack(sums, shape);
  const moved = boundarySlopes(market, at);
  const along = (name: keyof typeof ALONG) => {
    const { first, second, power } = moved(ALONG[name]);
    return sums[name] + sums.first * first + sums.second * second + sums.power * power;
  };
  const { value, distance: slope, curve } = sums;
  const perVolatility = along("volatility");
  const perYear = along("timeYears");
  const perRate = along(rateName);
  // One that is not makes the sum so.
  const isSound = Number.isFinite(value + slope + curve + perVolatility + perYear + perRate);
  return isSound ? { value, slope, curve, perVolatility, perYear, perRate } : null;
}

/** Hands the worths of what a shape is made of on to the boundaries and the inputs. */
function handBack(sums: StrategySums, shape: Shape): void {
  const { volatility } = shape;
  const variance = volatility * volatility;
  let perVariance = 0;
  for (const power of [ZERO, ONE, OWN]) {
    const reflection = sums.reflections[power] as number;
    const drift = (sums.drifts[power] as number) + (2 * reflection) / variance;
    perVariance -= (reflection * (shape.reflections[power] as number)) / variance;
    perVariance += drift * ((shape.powers[power] as number) - 0.5);
    sums.rate += drift;
    sums.dividendYield -= drift;
    if (power === OWN) sums.power += drift * variance;
  }
  sums.volatility += 2 * volatility * perVariance;
  sums.first += perLevel(sums, shape, FIRST);
  sums.second += perLevel(sums, shape, SECOND);
}

/** What a higher boundary pays more there, relative to the stock's own power. */
function perLevel(sums: StrategySums, shape: Shape, level: 0 | 1): number {
  const worth = sums.payoffs[level] as number;
  const at = shape.levels[level] as number;
  sums.power -= worth * at;
  return worth * (-1 / Math.expm1(-at) - (shape.powers[OWN] as number));
}
