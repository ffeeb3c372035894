/**
 * Finds the volatility at which the Bjerksund-Stensland value equals a market price, and the greeks there.
 *
 * An American option is worth at least the European one, so the European implied volatility bounds the
 * search from above and starts it; from there Newton's steps, each kept inside the bracket. An option that is
 * due for exercise is worth the same at every volatility below some level: its price has a reason
 * ("no_time_value"), not a volatility.
 */
import {
  type AmericanValue,
  isEarlyExercisePossible,
  priceAmerican,
  valueAmerican,
} from "./american-option";
import type { Greeks, OptionTerms } from "./black-scholes";
import {
  failed,
  type ImpliedGreeks,
  type ImpliedVolatility,
  impliedGreeks,
  impliedVolatility,
  TIME_VALUE_MIN,
  unpriceable,
  VOLATILITY_MAX,
} from "./implied-volatility";

const STEPS_MAX = 60;
/** Where Newton's steps have not settled by then, halving will. */
const STEPS_LONG = 20;
/** Relative: a step of Newton's this short leaves an error of its square, and the greeks as they were. */
const STEP_LAST = 1e-6;
/** A step this short is the last where the greeks can follow it on the line through two evaluations. */
const STEP_ON_LINE = 1e-4;
/**
 * The nearer exercise, the less a European volatility gains with the American one, and the more that
 * line bends: by about this much of what it gains less. Found over strikes and times to expiry.
 */
const BEND = 2.5;
const BEND_MAX = 0.5;
const POINTS = 100;

/** Solves for the yearly volatility (up to 10) of a price in dollars per share, or says why there is none. */
export function americanImpliedVolatility(terms: OptionTerms, price: number): ImpliedVolatility {
  const implied = americanImpliedGreeks(terms, price);
  return implied.ok ? { ok: true, volatility: implied.volatility } : implied;
}

/** As americanImpliedVolatility, with the greeks at the volatility found. */
export function americanImpliedGreeks(terms: OptionTerms, price: number): ImpliedGreeks {
  const reason = unpriceable(terms, price);
  if (reason !== null) return failed(reason);
  const { right, spot, strike } = terms;
  const isEarly = isEarlyExercisePossible(terms);
  const now = Math.max(0, right === "call" ? spot - strike : strike - spot);
  const floor = isEarly ? priceAmerican({ ...terms, volatility: 0 }) : now;
  if (price < floor - TIME_VALUE_MIN * strike) return failed("below_intrinsic");
  if (price <= floor + TIME_VALUE_MIN * strike) return failed("no_time_value");
  if (!isEarly) return impliedGreeks(terms, price);
  if (price >= (right === "call" ? spot : strike)) return failed("above_maximum");
  return solve(terms, price);
}

function solve(terms: OptionTerms, price: number): ImpliedGreeks {
  const european = impliedVolatility(terms, price);
  let low = 0;
  let high = european.ok ? european.volatility : VOLATILITY_MAX;
  let volatility = high;
  let before: Evaluated | null = null;
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const found = valueAmerican({ ...terms, volatility });
    const miss = found.price - price;
    if (step === 0 && miss <= 0) return atTop(volatility, found.greeks);
    const newton = miss / (found.greeks.vega * POINTS);
    const evaluated = { volatility, greeks: found.greeks };
    const greeks = greeksAfter(newton, evaluated, before);
    if (greeks !== null) return { ok: true, volatility: volatility - newton, greeks };
    before = evaluated;
    if (miss > 0) high = volatility;
    else low = volatility;
    const next =
      volatility - stepBack(terms, { ...evaluated, price: found.price }, european, newton);
    const isInside = next > low && next < high;
    volatility = isInside && step < STEPS_LONG ? next : (low + high) / 2;
  }
  return failed("not_converged");
}

/** The European volatility may be a rounding short of the top; the greatest one is truly too little. */
function atTop(volatility: number, greeks: Greeks): ImpliedGreeks {
  return volatility === VOLATILITY_MAX
    ? failed("volatility_too_high")
    : { ok: true, volatility, greeks };
}

type Evaluated = { readonly volatility: number; readonly greeks: Greeks };

/**
 * The greeks at the end of a last step back, from the two volatilities evaluated before: null when the
 * step is too long for that.
 */
function greeksAfter(step: number, last: Evaluated, before: Evaluated | null): Greeks | null {
  const share = Math.abs(step) / last.volatility;
  if (share <= STEP_LAST) return last.greeks;
  if (before === null || !(share <= STEP_ON_LINE)) return null;
  const between = last.volatility - before.volatility;
  // A line misses by about the product of the distances to its two points.
  if (share * Math.abs(between) > STEP_LAST * last.volatility) return null;
  const onLine = (name: keyof Greeks) =>
    last.greeks[name] - (step * (last.greeks[name] - before.greeks[name])) / between;
  return {
    delta: onLine("delta"),
    gamma: onLine("gamma"),
    theta: onLine("theta"),
    vega: onLine("vega"),
    rho: onLine("rho"),
  };
}

/**
 * Newton's step in European volatilities of the two prices, which are nearly a line in the volatility
 * looked for, and Halley's for the bend that is left: in prices where there is no European volatility.
 */
function stepBack(
  terms: OptionTerms,
  found: AmericanValue & { readonly volatility: number },
  target: ImpliedVolatility,
  newton: number,
): number {
  const reached = impliedGreeks(terms, found.price);
  if (!target.ok || !reached.ok) return newton;
  const slope = found.greeks.vega / reached.greeks.vega;
  const step = (reached.volatility - target.volatility) / slope;
  const bend = BEND * Math.max(1 - slope, 0) * (step / found.volatility);
  return step / (1 - Math.min(bend, BEND_MAX));
}
