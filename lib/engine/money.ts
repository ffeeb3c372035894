/**
 * Money in micros (1 USD = 1_000_000) and quantity in nanos (1 share or contract = 1_000_000_000).
 *
 * Micros, not cents: sub-dollar stocks quote in $0.0001 steps and fees are millionths of a dollar,
 * so cents would round in the middle of a calculation. Both are bigint with distinct brands, so the
 * compiler refuses to use a price where a quantity is meant, and price x quantity may pass 2^53.
 *
 * Rounding: once per calculation, half to even, at the end (engine.md §1).
 */
import { invariant } from "./assert";

declare const microsBrand: unique symbol;
declare const nanosBrand: unique symbol;

export type Micros = bigint & { readonly [microsBrand]: true };
export type Nanos = bigint & { readonly [nanosBrand]: true };

export const MICROS_PER_DOLLAR = 1_000_000n;
export const NANOS_PER_UNIT = 1_000_000_000n;

export const ZERO_MICROS = 0n as Micros;
export const ZERO_NANOS = 0n as Nanos;

/** Names the unit of a sum or difference: arithmetic on brands yields a plain bigint. */
export function micros(amount: bigint): Micros {
  return amount as Micros;
}

/** Names the unit of a quantity. */
export function nanos(quantity: bigint): Nanos {
  return quantity as Nanos;
}

/** A whole count of shares or contracts as nanos. */
export function units(count: number): Nanos {
  invariant(Number.isSafeInteger(count), "a count of units is a whole number");
  return (BigInt(count) * NANOS_PER_UNIT) as Nanos;
}

/** Divides and rounds half to even; the sign follows the exact quotient. */
export function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  if (denominator < 0n) return divideHalfEven(-numerator, -denominator);
  invariant(denominator !== 0n, "no division by zero");
  const quotient = numerator / denominator;
  const remainder = numerator % denominator;
  if (remainder === 0n) return quotient;
  const twice = 2n * (remainder < 0n ? -remainder : remainder);
  if (twice < denominator || (twice === denominator && quotient % 2n === 0n)) return quotient;
  return numerator < 0n ? quotient - 1n : quotient + 1n;
}

/** Price per share times quantity times contract multiplier (1 for stock), in micros. */
export function notional(priceMicros: Micros, quantityNanos: Nanos, multiplier: number): Micros {
  const perUnit = priceMicros * quantityNanos;
  const exact = multiplier === 1 ? perUnit : perUnit * BigInt(multiplier);
  return micros(divideHalfEven(exact, NANOS_PER_UNIT));
}

/** The share of an amount that falls on part of a whole: amount x part / whole. */
export function prorate(amount: Micros, part: Nanos, whole: Nanos): Micros {
  return micros(divideHalfEven(amount * part, whole));
}

/** A percentage of an amount, in hundredths of a percent. */
export function basisPoints(amount: Micros, bps: number): Micros {
  return micros(divideHalfEven(amount * BigInt(bps), 10_000n));
}

/** Adds up amounts. */
export function sumMicros(amounts: Iterable<Micros>): Micros {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return micros(total);
}

/** The larger amount. */
export function maxMicros(a: Micros, b: Micros): Micros {
  return a > b ? a : b;
}

/** The smaller quantity. */
export function minNanos(a: Nanos, b: Nanos): Nanos {
  return a < b ? a : b;
}

/** The size without its sign. */
export function absNanos(quantity: Nanos): Nanos {
  return quantity < 0n ? nanos(-quantity) : quantity;
}

/** The amount without its sign. */
export function absMicros(amount: Micros): Micros {
  return amount < 0n ? micros(-amount) : amount;
}
