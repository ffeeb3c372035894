/**
 * Finds the volatility at which the Black-Scholes value equals a market price, and the greeks there.
 *
 * A price no volatility explains is a reason, not a number: a chain shows "—" there. Floats on purpose,
 * as in black-scholes.ts.
 */
import {
  type Discounted,
  discount,
  type Greeks,
  greeksAt,
  type OptionTerms,
} from "./black-scholes";
import { impliedDeviation } from "./implied-deviation";

export type ImpliedVolatilityReason =
  /** Not finite, a stock or strike at or below zero, or a negative price. */
  | "invalid_input"
  | "expired"
  /** Less than exercise at expiry (European) or now (American) is worth: an arbitrage or a stale quote. */
  | "below_intrinsic"
  /** Exactly intrinsic, to the precision of a double: vega is zero and every low volatility fits. */
  | "no_time_value"
  /** At or above what the option can be worth at any volatility. */
  | "above_maximum"
  /** Above 1,000% a year: the quote is a placeholder, not an opinion. */
  | "volatility_too_high"
  | "not_converged";

export type ImpliedFailure = { readonly ok: false; readonly reason: ImpliedVolatilityReason };
export type ImpliedVolatility = { readonly ok: true; readonly volatility: number } | ImpliedFailure;
export type ImpliedGreeks =
  | { readonly ok: true; readonly volatility: number; readonly greeks: Greeks }
  | ImpliedFailure;

export const VOLATILITY_MAX = 10;
/** Relative to the strike: below it a price carries no information about volatility in doubles. */
export const TIME_VALUE_MIN = 1e-12;

export function failed(reason: ImpliedVolatilityReason): ImpliedFailure {
  return { ok: false, reason };
}

/** Solves for the yearly volatility (up to 10) of a price in dollars per share, or says why there is none. */
export function impliedVolatility(terms: OptionTerms, price: number): ImpliedVolatility {
  const reason = unpriceable(terms, price);
  if (reason !== null) return failed(reason);
  const discounted = discount(terms);
  const deviation = deviationOf(discounted, price);
  if (typeof deviation === "string") return failed(deviation);
  return { ok: true, volatility: deviation / discounted.sqrtTime };
}

/** As impliedVolatility, with the greeks at the volatility found, for one pass over a chain. */
export function impliedGreeks(terms: OptionTerms, price: number): ImpliedGreeks {
  const reason = unpriceable(terms, price);
  if (reason !== null) return failed(reason);
  const discounted = discount(terms);
  const deviation = deviationOf(discounted, price);
  if (typeof deviation === "string") return failed(deviation);
  const volatility = deviation / discounted.sqrtTime;
  return { ok: true, volatility, greeks: greeksAt(terms, discounted, deviation) };
}

/** Why a quote cannot be inverted whatever the model says, or null. */
export function unpriceable(terms: OptionTerms, price: number): ImpliedVolatilityReason | null {
  const { spot, strike, timeYears, rate, dividendYield } = terms;
  // One infinite or undefined term makes the sum so.
  if (!Number.isFinite(price + spot + strike + timeYears + rate + dividendYield)) {
    return "invalid_input";
  }
  if (spot <= 0 || strike <= 0 || price < 0) return "invalid_input";
  return timeYears <= 0 ? "expired" : null;
}

function deviationOf(discounted: Discounted, price: number): number | ImpliedVolatilityReason {
  const { sign, spot, strike, distance, sqrtTime } = discounted;
  // By parity the time value is the price of the option of the same strike that is out of the money.
  const timeValue = price - Math.max(0, sign * (spot - strike));
  if (timeValue < -TIME_VALUE_MIN * strike) return "below_intrinsic";
  if (timeValue <= TIME_VALUE_MIN * strike) return "no_time_value";
  const share = timeValue / Math.min(spot, strike);
  if (share >= 1) return "above_maximum";
  const deviation = impliedDeviation(Math.abs(distance), share);
  if (deviation === null) return "not_converged";
  return deviation > VOLATILITY_MAX * sqrtTime ? "volatility_too_high" : deviation;
}
