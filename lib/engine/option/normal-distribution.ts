/**
 * The standard normal distribution to double precision.
 *
 * Source: G. West, "Better approximations to cumulative normal functions", Wilmott Magazine, May 2005
 * (Hart's 1968 rational approximation), read 2026-11-20. The usual five-term polynomial is good to
 * seven digits only, which breaks put-call parity in the sixth decimal of an index option.
 */

const HART_MAX = 7.07106781186547;
const TAIL_MAX = 37;
const SQRT_TWO_PI = 2.506628274631;

// Written out rather than looped over: a chain asks for it thousands of times a second.
function numerator(x: number): number {
  return (
    (((((0.0352624965998911 * x + 0.700383064443688) * x + 6.37396220353165) * x +
      33.912866078383) *
      x +
      112.079291497871) *
      x +
      221.213596169931) *
      x +
    220.206867912376
  );
}

function denominator(x: number): number {
  return (
    ((((((0.0883883476483184 * x + 1.75566716318264) * x + 16.064177579207) * x +
      86.7807322029461) *
      x +
      296.564248779674) *
      x +
      637.333633378831) *
      x +
      793.826512519948) *
      x +
    440.413735824752
  );
}

function upperTail(x: number): number {
  if (x > TAIL_MAX) return 0;
  const exponential = Math.exp(-(x * x) / 2);
  if (x < HART_MAX) return (exponential * numerator(x)) / denominator(x);
  const fraction = x + 1 / (x + 2 / (x + 3 / (x + 4 / (x + 0.65))));
  return exponential / (fraction * SQRT_TWO_PI);
}

/** Tells the probability that a standard normal variable is below x; exact at both infinities. */
export function normalCdf(x: number): number {
  const tail = upperTail(Math.abs(x));
  return x > 0 ? 1 - tail : tail;
}

/** Tells the standard normal density at x. */
export function normalDensity(x: number): number {
  return Math.exp(-(x * x) / 2) / Math.sqrt(2 * Math.PI);
}
