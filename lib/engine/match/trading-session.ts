/** When an instrument trades: stocks in the core session, options to their own close (engine.md §2). */

import { newYorkOf } from "../calendar/new-york";
import {
  nextTradingDay,
  optionCloseMs,
  type TradingDay,
  tradingDay,
} from "../calendar/trading-calendar";
import type { Instrument } from "../instrument/instrument";
import { isCashSettled, lastTradingDate } from "../instrument/settlement";

/**
 * When the instrument's session of a trading day ends, epoch ms. A cash-settled series that is settled
 * by the close stops with it on its last day: no late quarter of an hour on a known value (decisions 30).
 */
export function sessionCloseMs(day: TradingDay, instrument: Instrument): number {
  if (instrument.kind !== "option") return day.closeMs;
  const settlesAtClose = isCashSettled(instrument) && instrument.expiryDate === day.date;
  return optionCloseMs(day, instrument.lateClose && !settlesAtClose);
}

/** Whether the instrument trades at this instant. */
export function isOpen(instrument: Instrument, atMs: number): boolean {
  const day = tradingDay(newYorkOf(atMs).date);
  if (instrument.kind === "option" && day !== null && day.date > lastTradingDate(instrument)) {
    return false;
  }
  return day !== null && atMs >= day.openMs && atMs < sessionCloseMs(day, instrument);
}

/** The trading day whose session an order sent now belongs to: today's until its close, then the next. */
export function sessionDay(instrument: Instrument, atMs: number): TradingDay {
  const { date } = newYorkOf(atMs);
  const today = tradingDay(date);
  if (today !== null && atMs < sessionCloseMs(today, instrument)) return today;
  return nextTradingDay(date);
}
