/**
 * The implied volatility of the simulated options: one formula for all strikes and expiries of a day.
 *
 * Source: J. Gatheral and A. Jacquier, "Arbitrage-free SVI volatility surfaces", Quantitative Finance 14
 * (2014), read 2026-11-20: the surface SSVI has no butterfly arbitrage when eta (1 + |rho|) <= 2 (section
 * 4.2, with phi = eta / sqrt(theta (1 + theta))), and no calendar arbitrage while total variance grows.
 */

export type SurfaceShape = {
  /** Yearly volatility now. */
  readonly volatility: number;
  /** Yearly volatility it returns to. */
  readonly meanVolatility: number;
  /** Slope between strikes, negative where puts cost more. */
  readonly rho: number;
  readonly eta: number;
};

/** How fast volatility is expected to return to its mean, per year. */
const RETURN_SPEED = 4;
/** What sellers of options ask above the volatility to come. */
const PREMIUM = 1.1;

/** Tells the variance to expiry at the money. It grows with time. */
function totalVariance(shape: SurfaceShape, timeYears: number): number {
  const mean = (shape.meanVolatility * PREMIUM) ** 2;
  const now = (shape.volatility * PREMIUM) ** 2;
  return mean * timeYears + ((now - mean) * -Math.expm1(-RETURN_SPEED * timeYears)) / RETURN_SPEED;
}

/** Tells the yearly volatility of a strike at a log distance from the forward; time must be above 0. */
export function surfaceVolatility(input: {
  shape: SurfaceShape;
  timeYears: number;
  logStrike: number;
}): number {
  const { shape, timeYears, logStrike } = input;
  const theta = totalVariance(shape, timeYears);
  const x = (shape.eta / Math.sqrt(theta * (1 + theta))) * logStrike;
  const { rho } = shape;
  const variance = (theta / 2) * (1 + rho * x + Math.sqrt((x + rho) ** 2 + 1 - rho ** 2));
  return Math.sqrt(variance / timeYears);
}
