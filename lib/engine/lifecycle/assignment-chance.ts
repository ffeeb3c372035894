/**
 * How likely a short American option is assigned tonight: as likely as its holders gain by exercising
 * instead of selling. Money per share; chances in millionths.
 *
 * Source: engine.md §6: ex-dividend p = clamp((dividend - time value) / (0.5 x dividend)), where the
 * time value is what the same-strike put costs plus the carry of the strike. Deep puts follow the
 * same shape with the carry in the place of the dividend; below parity the spread to parity is
 * measured against ten cents. The last two are choices of ours (RULES_VERSION 1).
 */
import type { EarlyReason } from "../event/option-event";
import { divideHalfEven, type Micros, micros, ZERO_MICROS } from "../money";

const PPM = 1_000_000n;
const DAYS_PER_YEAR = 365n;
const BPS = 10_000n;
/** A bid this far below parity is given up by every holder. */
const PARITY_MICROS = 100_000n;

export interface AssignmentFacts {
  readonly right: "call" | "put";
  readonly strikeMicros: Micros;
  /** Official close of the underlying. */
  readonly underlyingMicros: Micros;
  /** Closing price of the other right at the same strike; null when it has none. */
  readonly twinMicros: Micros | null;
  /** Closing bid of the option itself; null when it has none. */
  readonly bidMicros: Micros | null;
  /** Dividend per share of tomorrow's ex-date; zero when there is none. */
  readonly dividendMicros: Micros;
  readonly rateBps: number;
  readonly daysToExpiry: number;
}

export interface AssignmentChance {
  readonly reason: EarlyReason;
  readonly chancePpm: number;
}

/** The likeliest reason to be assigned tonight; null when there is none. */
export function assignmentChance(facts: AssignmentFacts): AssignmentChance | null {
  const chances: readonly AssignmentChance[] = [
    { reason: "ex_dividend", chancePpm: dividendChance(facts) },
    { reason: "deep_put", chancePpm: deepPutChance(facts) },
    { reason: "below_parity", chancePpm: parityChance(facts) },
  ];
  const [likeliest] = [...chances].sort((a, b) => b.chancePpm - a.chancePpm);
  return likeliest === undefined || likeliest.chancePpm === 0 ? null : likeliest;
}

/** Interest on the strike until expiry, simple, rounded once. */
export function carryMicros({ strikeMicros, rateBps, daysToExpiry }: AssignmentFacts): Micros {
  const yearly = strikeMicros * BigInt(rateBps) * BigInt(daysToExpiry);
  return micros(divideHalfEven(yearly, BPS * DAYS_PER_YEAR));
}

function dividendChance(facts: AssignmentFacts): number {
  const { right, dividendMicros } = facts;
  if (right !== "call" || dividendMicros <= 0n || intrinsic(facts) <= 0n) return 0;
  const timeValue = timeValueOf(facts);
  return timeValue === null ? 0 : clamped(dividendMicros - timeValue, dividendMicros);
}

/** What exercising a call gives up: the same-strike put and the carry, or what its own bid says. */
function timeValueOf(facts: AssignmentFacts): bigint | null {
  const { twinMicros, bidMicros } = facts;
  if (twinMicros !== null) return twinMicros + carryMicros(facts);
  return bidMicros === null ? null : bidMicros - intrinsic(facts);
}

function deepPutChance(facts: AssignmentFacts): number {
  const carry = carryMicros(facts);
  if (facts.right !== "put" || facts.twinMicros === null || carry <= 0n) return 0;
  return intrinsic(facts) > 0n ? clamped(carry - facts.twinMicros, carry) : 0;
}

function parityChance(facts: AssignmentFacts): number {
  if (facts.bidMicros === null) return 0;
  return clamped(intrinsic(facts) - facts.bidMicros, 2n * PARITY_MICROS);
}

function intrinsic({ right, strikeMicros, underlyingMicros }: AssignmentFacts): Micros {
  const gain = right === "call" ? underlyingMicros - strikeMicros : strikeMicros - underlyingMicros;
  return gain > 0n ? micros(gain) : ZERO_MICROS;
}

/** gain / (0.5 x full), between nothing and certain. */
function clamped(gain: bigint, full: bigint): number {
  if (gain <= 0n) return 0;
  const ppm = (2n * gain * PPM) / full;
  return Number(ppm > PPM ? PPM : ppm);
}
