/**
 * MACD: a fast exponential average less a slow one, an average of that (the signal), and what is between.
 * Source: G. Appel, Technical Analysis: Power Tools for Active Investors (2005), chapter 8.
 */
import { exponentialAverage } from "./moving-average";

export interface Macd {
  readonly line: readonly (number | null)[];
  readonly signal: readonly (number | null)[];
  readonly histogram: readonly (number | null)[];
}

export interface MacdPeriods {
  readonly fast: number;
  readonly slow: number;
  readonly signal: number;
}

export function macd(values: readonly number[], periods: MacdPeriods): Macd {
  const fast = exponentialAverage(values, periods.fast);
  const slow = exponentialAverage(values, periods.slow);
  const line = fast.map((value, index) => difference(value, slow[index]));
  const known = line.filter((value) => value !== null);
  const empty: null[] = Array(line.length - known.length).fill(null);
  const signal = [...empty, ...exponentialAverage(known, periods.signal)];
  return { line, signal, histogram: line.map((value, at) => difference(value, signal[at])) };
}

function difference(a: number | null, b: number | null | undefined): number | null {
  return a === null || b === null || b === undefined ? null : a - b;
}
