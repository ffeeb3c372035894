/**
 * The two-step exercise strategy of Bjerksund and Stensland (2002) for an American call: one flat
 * boundary for the first 62% of its life, a lower one for the rest.
 *
 * The value of following it is a sum of terms exp(amplitude) times a normal probability, of one variable
 * (is the stock below the boundary at the switch?) or two (and where is it at expiry?). This file lists
 * the terms; strategy-value.ts adds them up and differentiates them. Everything is in logarithms and per
 * dollar of strike, so that no power of a price overflows.
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

/** Columns of terms: exp(amplitude) times the probability below x, or below x and y. */
export type StrategyTerms = {
  readonly amplitudes: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
};

/** The golden section of the option's life at which the boundary steps. */
const SWITCH = (Math.sqrt(5) - 1) / 2;
/** Correlation of the stock's logarithm at the switch and at expiry. */
export const SWITCH_CORRELATION = Math.sqrt(SWITCH);
/** A normal variable is below it for certain. */
const CERTAIN = 40;

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
  const root = Math.sqrt(years);
  const peak = carry < 0 ? Math.min(root, -volatility / carry) : root;
  return carry * peak * peak + 2 * volatility * peak;
}

/** A contract of the sum: which power of the stock, above which level, added or taken away. */
type Part = readonly [
  power: "zero" | "one" | "own",
  level: "first" | "second" | "strike",
  sign: 1 | -1,
];

/** Parts asked about at the switch, below the first boundary until then. */
const AT_SWITCH: readonly Part[] = [
  ["own", "first", -1],
  ["one", "first", 1],
  ["one", "second", -1],
  ["zero", "first", -1],
  ["zero", "second", 1],
  ["own", "second", 1],
];
/** Parts asked about at expiry, below both boundaries until then. */
const AT_EXPIRY: readonly Part[] = [
  ["own", "second", -1],
  ["one", "second", 1],
  ["one", "strike", -1],
  ["zero", "second", -1],
  ["zero", "strike", 1],
];
/** The parts of a single boundary kept to expiry, which a vanishing volatility asks for. */
const AT_EXPIRY_FLAT: readonly Part[] = [
  ["own", "first", -1],
  ["one", "first", 1],
  ["one", "strike", -1],
  ["zero", "first", -1],
  ["zero", "strike", 1],
];

/** Terms of one variable come first: exercise for certain, then each part and its reflection. */
export const SINGLE_TERMS = 1 + 2 * AT_SWITCH.length;
export const FLAT_TERMS = 1 + 2 * AT_EXPIRY_FLAT.length;
/** Terms of two variables follow in fours: two with the correlation, two with its opposite. */
export const ALL_TERMS = SINGLE_TERMS + 4 * AT_EXPIRY.length;
export const SIGNS: readonly number[] = [
  1,
  ...AT_SWITCH.flatMap(([, , sign]) => [sign, -sign]),
  ...AT_EXPIRY.flatMap(([, , sign]) => [sign, -sign, -sign, sign]),
];
export const FLAT_SIGNS: readonly number[] = [
  1,
  ...AT_EXPIRY_FLAT.flatMap(([, , sign]) => [sign, -sign]),
];

export function emptyTerms(): StrategyTerms {
  const column = () => new Float64Array(ALL_TERMS);
  return { amplitudes: column(), x: column(), y: column() };
}

/** Fills in the terms of the two-step strategy. */
export function writeTerms(out: StrategyTerms, market: CallMarket, at: Boundaries): void {
  writeCertain(out, market, at);
  const years = SWITCH * market.timeYears;
  AT_SWITCH.forEach((part, index) => {
    writeSingle(out, 1 + 2 * index, { part, market, at, years });
  });
  AT_EXPIRY.forEach((part, index) => {
    writeDouble(out, SINGLE_TERMS + 4 * index, { part, market, at, years });
  });
}

/** Fills in the terms of a single boundary, the first one, kept to expiry. */
export function writeFlatTerms(out: StrategyTerms, market: CallMarket, at: Boundaries): void {
  writeCertain(out, market, at);
  AT_EXPIRY_FLAT.forEach((part, index) => {
    writeSingle(out, 1 + 2 * index, { part, market, at, years: market.timeYears });
  });
}

type Place = {
  readonly part: Part;
  readonly market: CallMarket;
  readonly at: Boundaries;
  readonly years: number;
};

/** The value of waiting for the first boundary for ever. */
function writeCertain(out: StrategyTerms, { distance }: CallMarket, at: Boundaries): void {
  out.amplitudes[0] = Math.log(Math.expm1(at.first)) + at.power * (distance - at.first);
  out.x[0] = CERTAIN;
}

/** A part at the switch and its reflection at the first boundary: phi of the paper. */
function writeSingle(out: StrategyTerms, index: number, { part, market, at, years }: Place): void {
  const { distance, volatility } = market;
  const { amplitude, level, drift, reflection } = shapeOf(part, market, at, years);
  const deviation = volatility * Math.sqrt(years);
  const x = (level - distance - drift * years) / deviation;
  const toBoundary = at.first - distance;
  out.amplitudes[index] = amplitude;
  out.x[index] = x;
  out.amplitudes[index + 1] = amplitude + reflection * toBoundary;
  out.x[index + 1] = x - (2 * toBoundary) / deviation;
}

/** A part at expiry and its reflections at both boundaries: psi of the paper, e and f negated. */
function writeDouble(out: StrategyTerms, index: number, { part, market, at, years }: Place): void {
  const { distance, volatility, timeYears } = market;
  const { amplitude, level, drift, reflection } = shapeOf(part, market, at, timeYears);
  const { first, second } = at;
  const early = volatility * Math.sqrt(years);
  const late = volatility * Math.sqrt(timeYears);
  const moved = drift * years;
  const far = level - drift * timeYears;
  const mirrored = distance + second - 2 * first;
  out.amplitudes[index] = amplitude;
  out.x[index] = (second - distance - moved) / early;
  out.y[index] = (far - distance) / late;
  out.amplitudes[index + 1] = amplitude + reflection * (first - distance);
  out.x[index + 1] = (mirrored - moved) / early;
  out.y[index + 1] = (far + distance - 2 * first) / late;
  out.amplitudes[index + 2] = amplitude + reflection * (second - distance);
  out.x[index + 2] = (second - distance + moved) / early;
  out.y[index + 2] = (far + distance - 2 * second) / late;
  out.amplitudes[index + 3] = amplitude + reflection * (second - first);
  out.x[index + 3] = (mirrored + moved) / early;
  out.y[index + 3] = (far - distance + 2 * (first - second)) / late;
}

/** What every term of a part shares: its size, level, drift under its own measure, and reflection. */
function shapeOf([name, levelName]: Part, market: CallMarket, at: Boundaries, years: number) {
  const { distance, volatility, rate, dividendYield } = market;
  const variance = volatility * volatility;
  const carry = rate - dividendYield;
  const level = levelName === "strike" ? 0 : at[levelName];
  const power = name === "own" ? at.power : name === "one" ? 1 : 0;
  const drift = carry + (power - 0.5) * variance;
  const reflection = (2 * drift) / variance;
  // The power of its own neither grows nor shrinks when discounted; its parts pay boundary less strike.
  const amplitude =
    name === "own"
      ? Math.log(Math.expm1(level)) + power * (distance - level)
      : power * distance - (name === "one" ? dividendYield : rate) * years;
  return { amplitude, level, drift, reflection };
}
