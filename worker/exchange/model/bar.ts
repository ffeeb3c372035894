import type { Trade } from "./quote";

/** One bar. Prices in dollars, volume in shares or contracts. */
export type Bar = {
  readonly startMs: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  readonly prints: number;
  readonly vwap: number;
};

const ROUND_LOT = 100;

/** Sums prints up to a bar, or null without prints; odd lots count for volume only, as on the tape. */
export function barOfTrades(
  startMs: number,
  trades: readonly Trade[],
  lot = ROUND_LOT,
): Bar | null {
  if (trades.length === 0) return null;
  const roundLots = trades.filter(({ size }) => size >= lot);
  const counted = roundLots.length > 0 ? roundLots : trades;
  const cents = counted.map((trade) => trade.cents);
  const volume = trades.reduce((sum, { size }) => sum + size, 0);
  return {
    startMs,
    open: (cents[0] ?? 0) / 100,
    high: Math.max(...cents) / 100,
    low: Math.min(...cents) / 100,
    close: (cents.at(-1) ?? 0) / 100,
    volume,
    prints: trades.length,
    vwap: trades.reduce((sum, trade) => sum + trade.cents * trade.size, 0) / volume / 100,
  };
}

/** Joins bars that follow each other into one that starts at an instant; null without bars. */
export function joinBars(startMs: number, bars: readonly Bar[]): Bar | null {
  const first = bars[0];
  const last = bars.at(-1);
  if (first === undefined || last === undefined) return null;
  const volume = bars.reduce((sum, bar) => sum + bar.volume, 0);
  return {
    startMs,
    open: first.open,
    high: Math.max(...bars.map(({ high }) => high)),
    low: Math.min(...bars.map(({ low }) => low)),
    close: last.close,
    volume,
    prints: bars.reduce((sum, bar) => sum + bar.prints, 0),
    vwap: bars.reduce((sum, bar) => sum + bar.vwap * bar.volume, 0) / Math.max(1, volume),
  };
}
