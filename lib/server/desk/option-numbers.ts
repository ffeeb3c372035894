/**
 * Implied volatility and greeks of a quoted option, by the model of its exercise style: the only place
 * where prices meet floats.
 */
import { tradingDay } from "@/lib/engine/calendar/trading-calendar";
import type { OptionSeries } from "@/lib/engine/instrument/instrument";
import { sessionCloseMs } from "@/lib/engine/match/trading-session";
import type { Micros } from "@/lib/engine/money";
import type { Greeks, OptionTerms } from "@/lib/engine/option/black-scholes";
import { OPTION_MODELS } from "@/lib/engine/option/option-model";
import { yearsUntil } from "@/lib/engine/option/time-to-expiry";

/** Annual rate options are priced with until a rate source exists; named wherever it is used. */
export const RATE = 0.04;

export interface OptionNumbers {
  /** Yearly, 0.2 is 20%. */
  readonly volatility: number;
  /** Per share of the underlying, theta per calendar day, vega per volatility point. */
  readonly greeks: Greeks;
}

interface At {
  readonly mark: Micros | null;
  readonly underlying: Micros | null;
  readonly nowMs: number;
}

/** Years until the series stops trading; 0 afterwards. */
export function yearsToExpiry(series: OptionSeries, nowMs: number): number {
  const endsAtMs = expiresAtMs(series);
  return endsAtMs === null ? 0 : yearsUntil(endsAtMs, nowMs);
}

/** When the series stops trading for good; null for a date on which nothing trades. */
export function expiresAtMs(series: OptionSeries): number | null {
  const day = tradingDay(series.expiryDate);
  return day === null ? null : sessionCloseMs(day, series);
}

/** Volatility and greeks at a mark; null where the model has no answer. */
export function optionNumbers(series: OptionSeries, at: At): OptionNumbers | null {
  if (at.mark === null || at.underlying === null) return null;
  const terms = optionTerms(series, at.underlying, at.nowMs);
  const implied = OPTION_MODELS[series.style].impliedGreeks(terms, dollars(at.mark));
  return implied.ok ? { volatility: implied.volatility, greeks: implied.greeks } : null;
}

/** The terms of a series as the models want them. */
function optionTerms(series: OptionSeries, underlying: Micros, nowMs: number): OptionTerms {
  return {
    right: series.right,
    spot: dollars(underlying),
    strike: dollars(series.strikeMicros),
    timeYears: yearsToExpiry(series, nowMs),
    rate: RATE,
    dividendYield: 0,
  };
}

/** Dollars as a float, for models and drawings only. */
export function dollars(amount: Micros): number {
  return Number(amount) / 1e6;
}

/** A model's number as text; never money. */
export function fixed(value: number, digits: number): string {
  return value.toFixed(digits); // tidy-ok: a model's number, not money
}
