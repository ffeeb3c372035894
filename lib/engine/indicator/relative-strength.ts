/**
 * Relative strength index: the share of the gains in what a price has moved lately, 0 to 100.
 *
 * Averages are Wilder's: the first is plain, then each change counts one part in `period`.
 * Source: J. W. Wilder, New Concepts in Technical Trading Systems (1978), section VI.
 */

/** Null for the first `period` values. */
export function relativeStrength(
  values: readonly number[],
  period: number,
): readonly (number | null)[] {
  let gains = 0;
  let losses = 0;
  return values.map((value, index) => {
    if (index === 0) return null;
    const change = value - (values[index - 1] ?? value);
    const [gain, loss] = [Math.max(change, 0), Math.max(-change, 0)];
    if (index <= period) {
      gains += gain / period;
      losses += loss / period;
    } else {
      gains = (gains * (period - 1) + gain) / period;
      losses = (losses * (period - 1) + loss) / period;
    }
    if (index < period) return null;
    return gains + losses === 0 ? 50 : (100 * gains) / (gains + losses);
  });
}
