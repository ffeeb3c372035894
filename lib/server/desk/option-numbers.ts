/** Implied volatility and delta of a quoted option: the only place prices meet floats. */
import { tradingDay } from "@/lib/engine/calendar/trading-calendar";
import type { OptionSeries } from "@/lib/engine/instrument/instrument";
import { sessionCloseMs } from "@/lib/engine/match/trading-session";
import type { Micros } from "@/lib/engine/money";
import { greeksOf, type OptionTerms } from "@/lib/engine/option/black-scholes";
import { impliedVolatility } from "@/lib/engine/option/implied-volatility";

/** Annual rate options are priced with until a rate source exists; named wherever it is used. */
export const RATE = 0.04;
const YEAR_MS = 365 * 24 * 60 * 60 * 1_000;

/** Years until the series stops trading; 0 afterwards. */
export function yearsToExpiry(series: OptionSeries, nowMs: number): number {
  const day = tradingDay(series.expiryDate);
  return day === null ? 0 : Math.max(0, sessionCloseMs(day, series) - nowMs) / YEAR_MS;
}

/** The terms of a series as the model wants them. */
function optionTerms(series: OptionSeries, underlying: Micros, nowMs: number): OptionTerms {
  return {
    right: series.right,
    spot: Number(underlying) / 1e6,
    strike: Number(series.strikeMicros) / 1e6,
    timeYears: yearsToExpiry(series, nowMs),
    rate: RATE,
    dividendYield: 0,
  };
}

/** Volatility in percent with one decimal and delta with two; null where the model has no answer. */
export function optionNumbers(
  series: OptionSeries,
  at: { readonly mark: Micros | null; readonly underlying: Micros | null; readonly nowMs: number },
): {
  readonly impliedVolatility: string;
  readonly delta: string;
  readonly volatility: number;
} | null {
  if (at.mark === null || at.underlying === null) return null;
  const terms = optionTerms(series, at.underlying, at.nowMs);
  const implied = impliedVolatility(terms, Number(at.mark) / 1e6);
  if (!implied.ok) return null;
  const { delta } = greeksOf({ ...terms, volatility: implied.volatility });
  return {
    impliedVolatility: fixed(implied.volatility * 100, 1),
    delta: fixed(delta, 2),
    volatility: implied.volatility,
  };
}

/** A model's number as text; never money. */
export function fixed(value: number, digits: number): string {
  return value.toFixed(digits); // tidy-ok: a model's number, not money
}
