/**
 * Where the exercise strategy of Bjerksund and Stensland (2002) exercises an American call: at one flat
 * boundary for the first 62% of its life, at a lower one for the rest; and how they move with the market.
 *
 * Source: P. Bjerksund and G. Stensland, "Closed form valuation of American options", NHH discussion
 * paper 2002/9; E. G. Haug, The Complete Guide to Option Pricing Formulas, 2nd edition, section 3.3.
 * Where the yield is so high that the paper's boundary would fall with time to expiry, it is held at its
 * highest: an option with longer to live is not exercised earlier.
 */

/** An American call per dollar of strike, with a dividend yield above zero. */
export type CallMarket = {
  /** Logarithm of spot over strike. */
  readonly distance: number;
  readonly volatility: number;
  readonly timeYears: number;
  readonly rate: number;
  readonly dividendYield: number;
};

/** The golden section of the option's life at which the boundary steps. */
export const SWITCH = (Math.sqrt(5) - 1) / 2;

export type Boundaries = {
  /** Logarithms of the boundary over the strike: until the switch, and after it. */
  readonly first: number;
  readonly second: number;
  /** The power of the stock price that grows at the interest rate. */
  readonly power: number;
};

/** Finds the boundaries; null where the strategy degenerates and exercise now or at expiry is as good. */
export function boundariesOf(market: CallMarket): Boundaries | null {
  const { volatility, timeYears, rate, dividendYield } = market;
  const variance = volatility * volatility;
  const carry = rate - dividendYield;
  const half = carry / variance - 0.5;
  const root = Math.sqrt(half * half + (2 * rate) / variance);
  const power = half > 0 ? (2 * rate) / variance / (root + half) : root - half;
  const nearest = Math.max(1, rate / dividendYield);
  const room = power / (power - 1) - nearest;
  const at = (years: number) =>
    nearest - room * Math.expm1(-growth(carry, volatility, years) / (room * nearest));
  const first = Math.log(at(timeYears));
  const second = Math.log(at(SWITCH * timeYears));
  const isUsable = power > 1 && room > 0 && second > 0 && Number.isFinite(first + power);
  return isUsable ? { first, second, power } : null;
}

/** How far the boundary has moved from its place at expiry: the paper's exponent, kept from falling. */
function growth(carry: number, volatility: number, years: number): number {
  const peak = peakOf(carry, volatility, years);
  return carry * peak * peak + 2 * volatility * peak;
}

function peakOf(carry: number, volatility: number, years: number): number {
  const root = Math.sqrt(years);
  return carry < 0 ? Math.min(root, -volatility / carry) : root;
}

/** A way the market may move: how much of each input. */
type Direction = Readonly<Record<"volatility" | "timeYears" | "rate" | "dividendYield", number>>;

const STILL: Direction = { volatility: 0, timeYears: 0, rate: 0, dividendYield: 0 };
export const ALONG = {
  volatility: { ...STILL, volatility: 1 },
  timeYears: { ...STILL, timeYears: 1 },
  rate: { ...STILL, rate: 1 },
  dividendYield: { ...STILL, dividendYield: 1 },
} as const;

/** Tells what the boundaries of a market gain along a direction: the derivative of boundariesOf. */
export function boundarySlopes(
  { volatility, timeYears, rate, dividendYield }: CallMarket,
  at: Boundaries,
): (along: Direction) => Boundaries {
  const variance = volatility * volatility;
  const carry = rate - dividendYield;
  const half = carry / variance - 0.5;
  const root = at.power + half;
  const isAbove = rate > dividendYield;
  const nearest = isAbove ? rate / dividendYield : 1;
  const above = at.power - 1;
  const room = at.power / above - nearest;
  const early = risingOf(timeYears, Math.exp(at.first));
  const late = risingOf(SWITCH * timeYears, Math.exp(at.second));
  return (along) => {
    const carries = along.rate - along.dividendYield;
    // What the variance gains, relative to itself.
    const grows = (2 * along.volatility) / volatility;
    const halves = (carries - carry * grows) / variance;
    const power = (half * halves + (along.rate - rate * grows) / variance) / root - halves;
    const nears = isAbove ? (along.rate - nearest * along.dividendYield) / dividendYield : 0;
    const rooms = -power / (above * above) - nears;
    const widens = rooms / room + nears / nearest;
    const move = ({ level, peak, later, share, exponent }: Rising) => {
      const grew = carries * peak * peak + 2 * along.volatility * peak + later * along.timeYears;
      const exponents = -grew / (room * nearest) - exponent * widens;
      return (nears - rooms * share - room * (1 + share) * exponents) / level;
    };
    return { first: move(early), second: move(late), power };
  };

  function risingOf(years: number, level: number): Rising {
    const peak = peakOf(carry, volatility, years);
    const isGrowing = peak >= Math.sqrt(years);
    return {
      level,
      peak,
      // At its own peak the exponent does not change with how long it grew.
      later: isGrowing ? ((carry * peak + volatility) * years) / (timeYears * peak) : 0,
      share: (nearest - level) / room,
      exponent: -growth(carry, volatility, years) / (room * nearest),
    };
  }
}

/** How a boundary has risen: all that does not depend on the direction. */
type Rising = {
  /** Over the strike. */
  readonly level: number;
  readonly peak: number;
  /** What a year more of life adds to the exponent. */
  readonly later: number;
  /** Of its room, negative: the exponential of the exponent, less 1. */
  readonly share: number;
  readonly exponent: number;
};
