/**
 * The clock of an expiry: when it may be settled, and until when its holder may speak.
 *
 * Source: engine.md §6, OCC Rule 805 and Cboe Rule 6.20 (contrary exercise advice until 17:30 ET of
 * the expiration date, half days too), read 2026-11-21.
 */
import { type IsoDate, instantOf } from "../calendar/new-york";
import { tradingDay } from "../calendar/trading-calendar";
import type { OptionSeries } from "../instrument/instrument";
import { isCashSettled, lastTradingDate, settlementTimeOf } from "../instrument/settlement";
import { sessionCloseMs } from "../match/trading-session";

const EXERCISE_CUT_OFF_MINUTE = 17 * 60 + 30;
/** From half an hour before the close nothing is opened, and what cannot be carried is closed. */
const LAST_HALF_HOUR_MS = 30 * 60_000;

/** Until when the holder of an expiring series may give instructions. */
export function exerciseCutOffMs(expiryDate: IsoDate): number {
  return instantOf(expiryDate, EXERCISE_CUT_OFF_MINUTE);
}

/**
 * From when a series may be settled: with its print where it is settled in cash, else after the last
 * instruction. A print may be known before; then it waits.
 */
export function settlesFromMs(series: OptionSeries): number {
  const day = tradingDay(series.expiryDate);
  if (day === null || !isCashSettled(series)) return exerciseCutOffMs(series.expiryDate);
  return settlementTimeOf(series) === "am" ? day.openMs : day.closeMs;
}

/** From when a position that cannot be carried through its expiry is closed; null when it is over. */
export function closingSpanOf(
  series: OptionSeries,
): { readonly fromMs: number; readonly untilMs: number } | null {
  const day = tradingDay(lastTradingDate(series));
  if (day === null) return null;
  const untilMs = sessionCloseMs(day, series);
  return { fromMs: untilMs - LAST_HALF_HOUR_MS, untilMs };
}
