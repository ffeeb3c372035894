/**
 * The standard normal distribution to double precision.
 *
 * Source: G. West, "Better approximations to cumulative normal functions", Wilmott Magazine, May 2005
 * (Hart's 1968 rational approximation), read 2026-11-20. The usual five-term polynomial is good to
 * seven digits only, which breaks put-call parity in the sixth decimal of an index option.
 */

const HART_MAX = 7.07106781186547;
const TAIL_MAX = 37;
const FRACTION_LEVELS = 16;
const SQRT_TWO_PI = Math.sqrt(2 * Math.PI);

// Written out in pairs (Estrin's scheme), which a processor works on at once: a chain asks for them
// millions of times a second.
function numerator(x: number): number {
  const x2 = x * x;
  const low =
    220.206867912376 + 221.213596169931 * x + x2 * (112.079291497871 + 33.912866078383 * x);
  return low + x2 * x2 * (6.37396220353165 + 0.700383064443688 * x + 0.0352624965998911 * x2);
}

function denominator(x: number): number {
  const x2 = x * x;
  const low =
    440.413735824752 + 793.826512519948 * x + x2 * (637.333633378831 + 296.564248779674 * x);
  const high =
    86.7807322029461 + 16.064177579207 * x + x2 * (1.75566716318264 + 0.0883883476483184 * x);
  return low + x2 * x2 * high;
}

/** Laplace's continued fraction of the tail, deep enough to meet Hart's approximation to 13 digits. */
function farTailRatio(x: number): number {
  let fraction = x;
  for (let level = FRACTION_LEVELS; level > 0; level -= 1) fraction = x + level / fraction;
  return 1 / (fraction * SQRT_TWO_PI);
}

/**
 * Tells the probability above x, not below 0, without its factor exp(-x²/2): the part of a tail that never
 * underflows, so that ratios of two vanishing probabilities stay exact.
 */
export function upperTailRatio(x: number): number {
  return x < HART_MAX ? numerator(x) / denominator(x) : farTailRatio(x);
}

function upperTail(x: number): number {
  return x > TAIL_MAX ? 0 : Math.exp(-(x * x) / 2) * upperTailRatio(x);
}

/** Tells the probability that a standard normal variable is below x; exact at both infinities. */
export function normalCdf(x: number): number {
  const tail = upperTail(Math.abs(x));
  return x > 0 ? 1 - tail : tail;
}
