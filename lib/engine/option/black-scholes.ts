/**
 * The Black-Scholes-Merton value of a European option with a continuous dividend yield, and its greeks.
 *
 * Floats on purpose: this is a model of a price, never an amount of money. What reaches the ledger is a
 * quote or a fill in micros. Prices are dollars per share, rates and yields are continuous and yearly
 * (0.05 is 5%), volatility is yearly (0.2 is 20%), time is in years of 365 days. Any finite inputs with
 * prices of zero or more give finite numbers; a negative time or volatility counts as none.
 *
 * At zero time or zero volatility the formula divides by zero; its limit is taken instead.
 * Source: E. G. Haug, The Complete Guide to Option Pricing Formulas, 2nd edition, chapters 1 and 2.
 */
import type { OptionRight } from "../instrument/occ-symbol";
import { normalCdf, upperTailRatio } from "./normal-distribution";

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
  /** Dollars per calendar day: the rate of decay now, which on the last day may exceed what is left. */
  readonly theta: number;
  /** Dollars per volatility point (0.01). */
  readonly vega: number;
  /** Dollars per percentage point of the rate. */
  readonly rho: number;
};

/** Both sides of the exchange in today's dollars, and how far apart they are. */
export type Discounted = {
  /** 1 for a call, -1 for a put. */
  readonly sign: 1 | -1;
  /** What is left of a share bought today and delivered at expiry without its dividends. */
  readonly yieldFactor: number;
  readonly spot: number;
  readonly strike: number;
  /** Logarithm of spot over strike. */
  readonly distance: number;
  readonly sqrtTime: number;
};

const PER_DAY = 1 / 365;
const PER_POINT = 1 / 100;
const PER_SQRT_TWO_PI = 1 / Math.sqrt(2 * Math.PI);
/** Below it (a cent in ten million dollars) the option is at its limit, and gamma would overflow. */
const DEVIATION_MIN = 1e-9;
/** A stock or strike of less is worthless: its gamma would overflow too. */
export const PRICE_MIN = 1e-8;

/** Brings spot and strike to today. */
export function discount(terms: OptionTerms): Discounted {
  const timeYears = Math.max(terms.timeYears, 0);
  const yieldFactor = Math.exp(-terms.dividendYield * timeYears);
  const carry = (terms.rate - terms.dividendYield) * timeYears;
  return {
    sign: terms.right === "call" ? 1 : -1,
    yieldFactor,
    spot: terms.spot * yieldFactor,
    strike: terms.strike * Math.exp(-terms.rate * timeYears),
    distance: terms.spot === terms.strike ? carry : Math.log(terms.spot / terms.strike) + carry,
    sqrtTime: Math.sqrt(timeYears),
  };
}

/** Values a European option, in dollars per share; never below zero or its discounted intrinsic value. */
export function priceOption(inputs: OptionInputs): number {
  const { sign, spot, strike, distance, sqrtTime } = discount(inputs);
  const deviation = inputs.volatility * sqrtTime;
  const floor = Math.max(0, sign * (spot - strike));
  if (!(deviation > DEVIATION_MIN)) return floor;
  const d1 = distance / deviation + deviation / 2;
  const d2 = distance / deviation - deviation / 2;
  const value = sign * (spot * normalCdf(sign * d1) - strike * normalCdf(sign * d2));
  // Far from the strike the difference of two large terms may round below the bound it cannot cross.
  return Math.max(value, floor);
}

/**
 * Finds delta, gamma, theta per day, vega per volatility point and rho per percentage point. Without
 * time or volatility, delta is 0, 1 or (exactly at the money) one half, and gamma and vega are 0.
 */
export function greeksOf(inputs: OptionInputs): Greeks {
  const discounted = discount(inputs);
  return greeksAt(inputs, discounted, inputs.volatility * discounted.sqrtTime);
}

/**
 * Finds the greeks from the standard deviation of the log price at expiry. One exponential does for all:
 * discounted spot times density(d1) equals discounted strike times density(d2).
 */
export function greeksAt(terms: OptionTerms, discounted: Discounted, deviation: number): Greeks {
  const isLimit =
    !(deviation > DEVIATION_MIN) || terms.spot < PRICE_MIN || terms.strike < PRICE_MIN;
  if (isLimit) return greeksAtLimit(terms, discounted);
  const { sign, yieldFactor, spot, strike, distance, sqrtTime } = discounted;
  const centre = distance / deviation;
  const d1 = sign * (centre + deviation / 2);
  const d2 = sign * (centre - deviation / 2);
  const exponential = Math.exp(-(d1 * d1) / 2);
  const density = exponential * PER_SQRT_TWO_PI;
  const beyond1 = exponential * upperTailRatio(Math.abs(d1));
  const beyond2 = spot * exponential * upperTailRatio(Math.abs(d2));
  const spotShare = d1 > 0 ? 1 - beyond1 : beyond1;
  const strikeWeight = d2 > 0 ? strike - beyond2 : beyond2;
  const carry = sign * (terms.dividendYield * spot * spotShare - terms.rate * strikeWeight);
  // Beyond 38 deviations the density is 0, and what it is divided by may be 0 too.
  const bend = density === 0 ? 0 : density / deviation;
  const decay = bend === 0 ? 0 : (spot * bend * deviation * deviation) / (2 * terms.timeYears);
  return {
    delta: sign * yieldFactor * spotShare,
    gamma: bend === 0 ? 0 : (yieldFactor * bend) / terms.spot,
    theta: (carry - decay) * PER_DAY,
    vega: spot * density * sqrtTime * PER_POINT,
    rho: sign * terms.timeYears * strikeWeight * PER_POINT,
  };
}

/** What the greeks tend to as time or volatility vanishes: those of the discounted intrinsic value. */
function greeksAtLimit(terms: OptionTerms, discounted: Discounted): Greeks {
  const { sign, yieldFactor, spot, strike, distance } = discounted;
  const chance = distance === 0 ? 0.5 : sign * distance > 0 ? 1 : 0;
  const timeYears = Math.max(terms.timeYears, 0);
  const carry = sign * chance * (terms.dividendYield * spot - terms.rate * strike);
  // Adding 0 turns the -0 of a worthless put into 0.
  return {
    delta: sign * chance * yieldFactor + 0,
    gamma: 0,
    theta: timeYears === 0 ? 0 : carry * PER_DAY + 0,
    vega: 0,
    rho: sign * chance * timeYears * strike * PER_POINT + 0,
  };
}
