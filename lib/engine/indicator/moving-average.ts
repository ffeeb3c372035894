/** Averages of closes over a window: plain, and weighted towards the newest. Null until the window is full. */

/** The mean of the last `period` values. */
export function simpleAverage(
  values: readonly number[],
  period: number,
): readonly (number | null)[] {
  let sum = 0;
  return values.map((value, index) => {
    sum += value - (index >= period ? (values[index - period] ?? 0) : 0);
    return index < period - 1 ? null : sum / period;
  });
}

/**
 * Each value counts 2 ÷ (period + 1) of the new average; the first one is the plain average of a window.
 * Source: StockCharts, "Moving averages: simple and exponential", read 2026-11-21.
 */
export function exponentialAverage(
  values: readonly number[],
  period: number,
): readonly (number | null)[] {
  const weight = 2 / (period + 1);
  let average: number | null = null;
  let sum = 0;
  return values.map((value, index) => {
    sum += value;
    if (index < period - 1) return null;
    average = average === null ? sum / period : average + weight * (value - average);
    return average;
  });
}
