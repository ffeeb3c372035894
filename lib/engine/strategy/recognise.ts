/**
 * Names the strategy a set of option legs forms, as traders call it. A name is for people; margin
 * never depends on it. Adding a strategy is adding a row to PATTERNS.
 */
import type { OptionSeries } from "../instrument/instrument";

export interface StrategyLeg {
  readonly series: OptionSeries;
  /** Ratio with sign: negative is sold. */
  readonly ratio: number;
}

interface Pattern {
  readonly name: string;
  matches(legs: readonly StrategyLeg[]): boolean;
}

const PATTERNS: readonly Pattern[] = [
  { name: "iron condor", matches: (legs) => isIron(legs) && !sharesShortStrike(legs) },
  { name: "iron butterfly", matches: (legs) => isIron(legs) && sharesShortStrike(legs) },
  {
    name: "put credit spread",
    matches: (legs) => isVertical(legs, "put") && shortStrike(legs) > longStrike(legs),
  },
  { name: "put debit spread", matches: (legs) => isVertical(legs, "put") },
  {
    name: "call credit spread",
    matches: (legs) => isVertical(legs, "call") && shortStrike(legs) < longStrike(legs),
  },
  { name: "call debit spread", matches: (legs) => isVertical(legs, "call") },
  { name: "long straddle", matches: (legs) => isPair(legs, 1) && oneStrike(legs) },
  { name: "short straddle", matches: (legs) => isPair(legs, -1) && oneStrike(legs) },
  { name: "long strangle", matches: (legs) => isPair(legs, 1) },
  { name: "short strangle", matches: (legs) => isPair(legs, -1) },
  {
    name: "calendar spread",
    matches: (legs) => legs.length === 2 && sameRight(legs) && oneStrike(legs) && offsetting(legs),
  },
  {
    name: "diagonal spread",
    matches: (legs) => legs.length === 2 && sameRight(legs) && !oneExpiry(legs) && offsetting(legs),
  },
  { name: "long call", matches: (legs) => isSingle(legs, "call", 1) },
  { name: "long put", matches: (legs) => isSingle(legs, "put", 1) },
  { name: "short call", matches: (legs) => isSingle(legs, "call", -1) },
  { name: "short put", matches: (legs) => isSingle(legs, "put", -1) },
];

/** The strategy's name; "custom spread" for legs no row knows. */
export function recogniseStrategy(legs: readonly StrategyLeg[]): string {
  return PATTERNS.find((pattern) => pattern.matches(legs))?.name ?? "custom spread";
}

function isSingle(legs: readonly StrategyLeg[], right: string, sign: number): boolean {
  const [leg] = legs;
  return legs.length === 1 && leg?.series.right === right && Math.sign(leg.ratio) === sign;
}

function isVertical(legs: readonly StrategyLeg[], right: string): boolean {
  return (
    legs.length === 2 &&
    legs.every((leg) => leg.series.right === right) &&
    oneExpiry(legs) &&
    !oneStrike(legs) &&
    offsetting(legs)
  );
}

/** A put and a call, both bought or both sold. */
function isPair(legs: readonly StrategyLeg[], sign: number): boolean {
  return (
    legs.length === 2 &&
    !sameRight(legs) &&
    oneExpiry(legs) &&
    legs.every((leg) => leg.ratio === sign)
  );
}

/** A put credit spread and a call credit spread of one expiry, the puts below the calls. */
function isIron(legs: readonly StrategyLeg[]): boolean {
  const puts = legs.filter((leg) => leg.series.right === "put");
  const calls = legs.filter((leg) => leg.series.right === "call");
  if (legs.length !== 4 || !oneExpiry(legs) || !legs.every((leg) => Math.abs(leg.ratio) === 1)) {
    return false;
  }
  return (
    isVertical(puts, "put") &&
    isVertical(calls, "call") &&
    shortStrike(puts) > longStrike(puts) &&
    shortStrike(calls) < longStrike(calls) &&
    shortStrike(puts) <= shortStrike(calls)
  );
}

function sharesShortStrike(legs: readonly StrategyLeg[]): boolean {
  const shorts = legs.filter((leg) => leg.ratio < 0);
  return oneStrike(shorts);
}

function shortStrike(legs: readonly StrategyLeg[]): bigint {
  return legs.find((leg) => leg.ratio < 0)?.series.strikeMicros ?? 0n;
}

function longStrike(legs: readonly StrategyLeg[]): bigint {
  return legs.find((leg) => leg.ratio > 0)?.series.strikeMicros ?? 0n;
}

function oneExpiry(legs: readonly StrategyLeg[]): boolean {
  return new Set(legs.map((leg) => leg.series.expiryDate)).size === 1;
}

function oneStrike(legs: readonly StrategyLeg[]): boolean {
  return new Set(legs.map((leg) => leg.series.strikeMicros)).size === 1;
}

function sameRight(legs: readonly StrategyLeg[]): boolean {
  return new Set(legs.map((leg) => leg.series.right)).size === 1;
}

function offsetting(legs: readonly StrategyLeg[]): boolean {
  return legs.reduce((sum, leg) => sum + leg.ratio, 0) === 0;
}
