/**
 * What a position is worth before it ends: each leg by the model of its style at its own volatility, at any
 * price of the stock, any instant and any shift of volatility. Floats on purpose: a picture, not an account.
 *
 * Volatility keeps its value per contract while the stock moves ("sticky strike"), and rates stay as they
 * are; brokers' profit pictures do the same and say so.
 */
import { OPTION_MODELS } from "./option-model";
import { yearsUntil } from "./time-to-expiry";

export interface ScenarioLeg {
  readonly right: "call" | "put";
  readonly style: "american" | "european";
  readonly strike: number;
  /** Contracts times multiplier, negative when sold. */
  readonly shares: number;
  readonly expiresAtMs: number;
  /** Yearly, 0.2 is 20%. */
  readonly volatility: number;
}

export interface Scenario {
  readonly legs: readonly ScenarioLeg[];
  /** Of the stock itself, negative when short. */
  readonly stock: number;
  /** Dollars paid for all of it; negative when received. */
  readonly paid: number;
  readonly rate: number;
}

export interface ScenarioAt {
  readonly atMs: number;
  /** Points of volatility added to every leg: 5 makes 20% of 15%. */
  readonly shift: number;
}

export interface ScenarioPoint {
  readonly price: number;
  readonly profit: number;
}

/** No leg is priced at less: a shift down must not make an option worth its intrinsic value alone. */
const VOLATILITY_MIN = 0.01;

/** Profit in dollars when the stock trades at a price then; a leg that has expired pays its intrinsic value. */
export function profitAt(scenario: Scenario, price: number, at: ScenarioAt): number {
  const { legs, stock, paid, rate } = scenario;
  return legs.reduce(
    (sum, leg) => sum + leg.shares * legValue(leg, price, { ...at, rate }),
    stock * price - paid,
  );
}

function legValue(
  leg: ScenarioLeg,
  spot: number,
  { atMs, shift, rate }: ScenarioAt & { readonly rate: number },
): number {
  const { right, strike } = leg;
  const timeYears = yearsUntil(leg.expiresAtMs, atMs);
  if (timeYears === 0 || spot <= 0) {
    const cash = right === "call" ? spot - strike : strike - spot;
    return Math.max(0, cash);
  }
  const volatility = Math.max(VOLATILITY_MIN, leg.volatility + shift / 100);
  const terms = { right, spot, strike, timeYears, volatility, rate, dividendYield: 0 };
  return OPTION_MODELS[leg.style].price(terms);
}

/** The curve over prices. */
export function curveOf(
  scenario: Scenario,
  prices: readonly number[],
  at: ScenarioAt,
): readonly ScenarioPoint[] {
  return prices.map((price) => ({ price, profit: profitAt(scenario, price, at) }));
}

/** Where the curve crosses nothing, on the straight lines between its points. */
export function crossings(points: readonly ScenarioPoint[]): readonly number[] {
  const found: number[] = [];
  for (let index = 1; index < points.length; index += 1) {
    const [left, right] = [points[index - 1], points[index]];
    if (left === undefined || right === undefined) continue;
    if (left.profit > 0 === right.profit > 0) continue;
    const part = left.profit / (left.profit - right.profit);
    found.push(left.price + part * (right.price - left.price));
  }
  return found;
}

/** Evenly spaced prices with the strikes among them, so that corners stay sharp. */
export function pricesAcross(
  { legs }: Pick<Scenario, "legs">,
  { low, high, steps }: { readonly low: number; readonly high: number; readonly steps: number },
): readonly number[] {
  const even = Array.from({ length: steps + 1 }, (_, at) => low + ((high - low) * at) / steps);
  const strikes = legs.map(({ strike }) => strike).filter((price) => price > low && price < high);
  return [...new Set([...even, ...strikes])].sort((a, b) => a - b);
}
