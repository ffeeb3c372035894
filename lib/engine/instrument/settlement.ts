/**
 * How a series ends: in shares or in cash, by the opening or the closing print, and on which day it
 * trades last.
 *
 * An AM-settled series stops the day before its settlement value is made of the opening prints, so
 * its holders cannot trade on the value they wait for. Source: engine.md §6 and decisions 30; Cboe,
 * SPX product specification (AM-settled: last trading day is the business day before), read 2026-11-21.
 */
import type { IsoDate } from "../calendar/new-york";
import { previousTradingDay } from "../calendar/trading-calendar";
import type { OptionSeries } from "./instrument";

/** Whether exercise pays the difference in cash instead of delivering. */
export function isCashSettled(series: OptionSeries): boolean {
  return series.settlement === "cash";
}

/** The print that decides what the series is worth at its end. */
export function settlementTimeOf(series: OptionSeries): "am" | "pm" {
  return series.settlementTime ?? "pm";
}

/** The last day on which the series trades. */
export function lastTradingDate(series: OptionSeries): IsoDate {
  return settlementTimeOf(series) === "am"
    ? previousTradingDay(series.expiryDate).date
    : series.expiryDate;
}
