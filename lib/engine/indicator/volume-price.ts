/**
 * Volume-weighted average price: what a share has cost on average since a session began. Each bar counts with
 * its typical price, a third of high, low and close together.
 */

export interface TradedBar {
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/** One value a bar, begun anew where the session's name changes; null before anything has traded. */
export function volumePrice(
  bars: readonly TradedBar[],
  sessions: readonly string[],
): readonly (number | null)[] {
  let [value, volume] = [0, 0];
  return bars.map((bar, index) => {
    if (index === 0 || sessions[index] !== sessions[index - 1]) [value, volume] = [0, 0];
    value += ((bar.high + bar.low + bar.close) / 3) * bar.volume;
    volume += bar.volume;
    return volume === 0 ? null : value / volume;
  });
}
