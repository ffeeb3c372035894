/** How an account's campaigns went: wins, losses, and the deepest fall of its worth. */
import { divideHalfEven, type Micros, micros, ZERO_MICROS } from "../money";
import { type Campaign, campaignProfit } from "../strategy/campaign";
import type { DayEquity } from "./journal";

export interface TrackRecord {
  readonly wins: number;
  readonly losses: number;
  /** Null without one. */
  readonly averageWinMicros: Micros | null;
  readonly averageLossMicros: Micros | null;
}

/** Of campaigns that have ended; one that made exactly nothing is neither. */
export function trackRecord(ended: readonly Pick<Campaign, "figures">[]): TrackRecord {
  const profits = ended.map(campaignProfit);
  const wins = profits.filter((profit) => profit > 0n);
  const losses = profits.filter((profit) => profit < 0n);
  return {
    wins: wins.length,
    losses: losses.length,
    averageWinMicros: average(wins),
    averageLossMicros: average(losses),
  };
}

/** Rounded half to even. */
function average(amounts: readonly Micros[]): Micros | null {
  if (amounts.length === 0) return null;
  const sum = amounts.reduce((total, amount) => total + amount, 0n);
  return micros(divideHalfEven(sum, BigInt(amounts.length)));
}

/** The most that was lost from a peak to a later low, from the starting balance on; never negative. */
export function maxDrawdown(start: Micros, days: readonly DayEquity[]): Micros {
  let peak: bigint = start;
  let deepest: bigint = ZERO_MICROS;
  for (const { equityMicros } of days) {
    if (equityMicros > peak) peak = equityMicros;
    if (peak - equityMicros > deepest) deepest = peak - equityMicros;
  }
  return micros(deepest);
}
