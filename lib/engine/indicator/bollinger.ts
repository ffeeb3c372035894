/** Bollinger bands: a plain average and two standard deviations of its window each side. */
import { simpleAverage } from "./moving-average";

export interface Bands {
  readonly upper: readonly (number | null)[];
  readonly lower: readonly (number | null)[];
}

/**
 * The deviation is that of the whole window, not an estimate from a sample.
 * Source: J. Bollinger, Bollinger on Bollinger Bands (2001), chapter 7.
 */
export function bollingerBands(
  values: readonly number[],
  { period, deviations }: { readonly period: number; readonly deviations: number },
): Bands {
  const middle = simpleAverage(values, period);
  const spread = middle.map((mean, index) => {
    if (mean === null) return null;
    const window = values.slice(index - period + 1, index + 1);
    const squares = window.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return deviations * Math.sqrt(squares / period);
  });
  const band = (sign: 1 | -1) =>
    middle.map((mean, index) => {
      const away = spread[index];
      return mean === null || away === null || away === undefined ? null : mean + sign * away;
    });
  return { upper: band(1), lower: band(-1) };
}
