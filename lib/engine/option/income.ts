/**
 * What selling one option at its bid brings, beside what it binds: the columns of an income seller.
 *
 * A put binds the cash to buy at the strike, a call the shares it is sold on at today's price; either less
 * the premium. The yearly figure is simple, not compounded: return × 365 ÷ days.
 */
import { divideHalfEven, type Micros, micros } from "../money";

export interface SoldOption {
  readonly right: "call" | "put";
  readonly strikeMicros: Micros;
  readonly multiplier: number;
  readonly bidMicros: Micros;
  readonly underlyingMicros: Micros;
  /** Whole days to expiry; the last day counts as one. */
  readonly days: number;
}

export interface Income {
  readonly premiumMicros: Micros;
  readonly atRiskMicros: Micros;
  /** Hundredths of a percent, as the distance is. */
  readonly returnBps: bigint;
  readonly yearlyBps: bigint;
  /** From the stock to the strike, of the stock: negative below it. */
  readonly distanceBps: bigint;
  /** Where the sale alone breaks even at expiry. */
  readonly breakevenMicros: Micros;
}

const BPS = 10_000n;
const DAYS_PER_YEAR = 365n;

/** Null for an option nobody bids for. */
export function incomeOf(option: SoldOption): Income | null {
  const { right, strikeMicros, bidMicros, underlyingMicros } = option;
  if (bidMicros <= 0n || underlyingMicros <= 0n) return null;
  const shares = BigInt(option.multiplier);
  const bound = right === "put" ? strikeMicros : underlyingMicros;
  const atRisk = (bound - bidMicros) * shares;
  if (atRisk <= 0n) return null;
  const premium = bidMicros * shares;
  const days = BigInt(Math.max(option.days, 1));
  return {
    premiumMicros: micros(premium),
    atRiskMicros: micros(atRisk),
    returnBps: divideHalfEven(premium * BPS, atRisk),
    yearlyBps: divideHalfEven(premium * BPS * DAYS_PER_YEAR, atRisk * days),
    distanceBps: divideHalfEven((strikeMicros - underlyingMicros) * BPS, underlyingMicros),
    breakevenMicros: micros(right === "put" ? strikeMicros - bidMicros : strikeMicros + bidMicros),
  };
}
