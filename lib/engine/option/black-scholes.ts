/**
 * The Black-Scholes-Merton value of a European option with a continuous dividend yield, and its greeks.
 *
 * Floats on purpose: this is a model of a price, never an amount of money. What reaches the ledger is a
 * quote or a fill in micros. Prices are dollars per share, rates and yields are continuous and yearly
 * (0.05 is 5%), volatility is yearly (0.2 is 20%), time is in years of 365 days.
 *
 * At zero time or zero volatility the formula divides by zero; its limit is taken instead.
 */
import type { OptionRight } from "../instrument/occ-symbol";
import { normalCdf, normalDensity } from "./normal-distribution";

export type OptionTerms = {
  readonly right: OptionRight;
  readonly spot: number;
  readonly strike: number;
  readonly timeYears: number;
  readonly rate: number;
  readonly dividendYield: number;
};

export type OptionInputs = OptionTerms & { readonly volatility: number };

export type Greeks = {
  /** Dollars per dollar of the underlying. */
  readonly delta: number;
  /** Delta per dollar of the underlying. */
  readonly gamma: number;
  /** Dollars per calendar day. */
  readonly theta: number;
  /** Dollars per volatility point (0.01). */
  readonly vega: number;
  /** Dollars per percentage point of the rate. */
  readonly rho: number;
};

const DAYS_PER_YEAR = 365;

type Moneyness = {
  /** The underlying for delivery at expiry, in today's dollars. */
  readonly discountedSpot: number;
  readonly discountedStrike: number;
  /** Standard deviation of the log price at expiry. */
  readonly deviation: number;
  readonly d1: number;
  readonly d2: number;
};

function moneynessOf(inputs: OptionInputs): Moneyness {
  const timeYears = Math.max(inputs.timeYears, 0);
  const discountedSpot = inputs.spot * Math.exp(-inputs.dividendYield * timeYears);
  const discountedStrike = inputs.strike * Math.exp(-inputs.rate * timeYears);
  const deviation = Math.max(inputs.volatility, 0) * Math.sqrt(timeYears);
  const distance = Math.log(discountedSpot / discountedStrike);
  if (deviation === 0) {
    const d = distance === 0 ? 0 : distance * Number.POSITIVE_INFINITY;
    return { discountedSpot, discountedStrike, deviation, d1: d, d2: d };
  }
  const d1 = distance / deviation + deviation / 2;
  return { discountedSpot, discountedStrike, deviation, d1, d2: d1 - deviation };
}

/** Values a European option, in dollars per share; never below zero or its discounted intrinsic value. */
export function priceOption(inputs: OptionInputs): number {
  const sign = inputs.right === "call" ? 1 : -1;
  const { discountedSpot, discountedStrike, deviation, d1, d2 } = moneynessOf(inputs);
  const floor = Math.max(0, sign * (discountedSpot - discountedStrike));
  if (deviation === 0) return floor;
  const value =
    sign * (discountedSpot * normalCdf(sign * d1) - discountedStrike * normalCdf(sign * d2));
  // Far from the strike the difference of two large terms may round below the bound it cannot cross.
  return Math.max(value, floor);
}

/**
 * Finds delta, gamma, theta per day, vega per volatility point and rho per percentage point. Without
 * time or volatility, delta is 0, 1 or (exactly at the money) one half, and gamma and vega are 0.
 */
export function greeksOf(inputs: OptionInputs): Greeks {
  const sign = inputs.right === "call" ? 1 : -1;
  const { discountedSpot, discountedStrike, deviation, d1, d2 } = moneynessOf(inputs);
  const spotWeight = sign * discountedSpot * normalCdf(sign * d1);
  const strikeWeight = sign * discountedStrike * normalCdf(sign * d2);
  const density = deviation === 0 ? 0 : discountedSpot * normalDensity(d1);
  const decay = density === 0 ? 0 : (density * inputs.volatility ** 2) / (2 * deviation);
  const carry = inputs.dividendYield * spotWeight - inputs.rate * strikeWeight;
  const isExpired = inputs.timeYears <= 0;
  return {
    // Adding 0 turns the -0 of a worthless put into 0.
    delta: spotWeight / inputs.spot + 0,
    gamma: density === 0 ? 0 : density / (inputs.spot ** 2 * deviation),
    theta: isExpired ? 0 : (carry - decay) / DAYS_PER_YEAR,
    vega: isExpired ? 0 : (density * Math.sqrt(inputs.timeYears)) / 100,
    rho: isExpired ? 0 : (inputs.timeYears * strikeWeight) / 100,
  };
}
