/**
 * Finds the volatility at which the Bjerksund-Stensland value equals a market price, and the greeks there.
 *
 * An American option is worth at least the European one, so the European implied volatility bounds the
 * search from above and starts it; from there secants, each kept inside the bracket. An option that is
 * due for exercise is worth the same at every volatility below some level: its price has a reason
 * ("no_time_value"), not a volatility.
 */
import { americanGreeks, isEarlyExercisePossible, priceAmerican } from "./american-option";
import { discount, greeksAt, type OptionTerms } from "./black-scholes";
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
/** Relative: a secant this short leaves an error of about its product with the one before. */
const STEP_LAST = 1e-4;
/** The first step has a slope that is off by some percent, so its error is a share of it. */
const FIRST_STEP_LAST = 1e-6;

/** Solves for the yearly volatility (up to 10) of a price in dollars per share, or says why there is none. */
export function americanImpliedVolatility(terms: OptionTerms, price: number): ImpliedVolatility {
  const reason = unpriceable(terms, price);
  if (reason !== null) return failed(reason);
  const european = impliedVolatility(terms, price);
  const now = Math.max(
    0,
    terms.right === "call" ? terms.spot - terms.strike : terms.strike - terms.spot,
  );
  const floor = isEarlyExercisePossible(terms) ? priceAmerican({ ...terms, volatility: 0 }) : now;
  if (price < floor - TIME_VALUE_MIN * terms.strike) return failed("below_intrinsic");
  if (price <= floor + TIME_VALUE_MIN * terms.strike) return failed("no_time_value");
  if (!isEarlyExercisePossible(terms)) return european;
  if (price >= (terms.right === "call" ? terms.spot : terms.strike)) return failed("above_maximum");
  const high = european.ok ? european.volatility : VOLATILITY_MAX;
  return solve(terms, price, high);
}

/** As americanImpliedVolatility, with the greeks at the volatility found. */
export function americanImpliedGreeks(terms: OptionTerms, price: number): ImpliedGreeks {
  if (!isEarlyExercisePossible(terms)) {
    const implied = americanImpliedVolatility(terms, price);
    return implied.ok ? impliedGreeks(terms, price) : implied;
  }
  const implied = americanImpliedVolatility(terms, price);
  if (!implied.ok) return implied;
  const greeks = americanGreeks({ ...terms, volatility: implied.volatility });
  return { ok: true, volatility: implied.volatility, greeks };
}

function solve(terms: OptionTerms, price: number, top: number): ImpliedVolatility {
  const missAt = (volatility: number) => priceAmerican({ ...terms, volatility }) - price;
  const miss = missAt(top);
  if (miss > 0) return bySecants(missAt, { volatility: top, miss, slope: slopeAt(terms, top) });
  // The European volatility may be a rounding short of the top; the greatest one is truly too little.
  return top < VOLATILITY_MAX ? { ok: true, volatility: top } : failed("volatility_too_high");
}

/** The European vega: close enough for a first step. */
function slopeAt(terms: OptionTerms, volatility: number): number {
  const discounted = discount(terms);
  return greeksAt(terms, discounted, volatility * discounted.sqrtTime).vega * 100;
}

type Point = { readonly volatility: number; readonly miss: number; readonly slope: number };

function bySecants(missAt: (volatility: number) => number, top: Point): ImpliedVolatility {
  let { volatility, miss, slope } = top;
  let low = 0;
  let high = volatility;
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const newton = volatility - miss / slope;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    const change = next - volatility;
    const last = step === 0 ? FIRST_STEP_LAST : STEP_LAST;
    if (Math.abs(change) <= last * next) return { ok: true, volatility: next };
    const before = miss;
    miss = missAt(next);
    if (miss === 0) return { ok: true, volatility: next };
    if (miss > 0) high = next;
    else low = next;
    slope = (miss - before) / change;
    volatility = next;
  }
  return failed("not_converged");
}
