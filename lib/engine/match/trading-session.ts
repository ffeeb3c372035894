/**
 * When an order may trade: stocks in the core session, options to their own close, and orders sent
 * for extended hours before, after and overnight too (engine.md §2). Auction orders have their
 * auction instead.
 *
 * Sources, read 2026-11-21: engine.md §2 (sessions), alpaca-wire.md §1.6 (cut-offs of opg and cls).
 */
import { newYorkOf } from "../calendar/new-york";
import {
  nextTradingDay,
  optionCloseMs,
  phaseAt,
  type TradingDay,
  tradingDay,
} from "../calendar/trading-calendar";
import type { Instrument } from "../instrument/instrument";
import { isCashSettled, lastTradingDate } from "../instrument/settlement";
import type { TimeInForce } from "../order/order";

const MINUTE_MS = 60_000;
/** An opg order is taken until 09:28, a cls order until ten minutes before the close. */
const OPG_CUT_OFF_MS = 2 * MINUTE_MS;
const CLS_CUT_OFF_MS = 10 * MINUTE_MS;
/** From 19:00 on, orders for the auctions of the next trading day are taken. */
const AUCTION_ENTRY_MS_OF_DAY = 19 * 60 * MINUTE_MS;

/** What decides an order's hours. */
export interface Hours {
  readonly legs: readonly { readonly instrument: Instrument }[];
  readonly extendedHours?: boolean;
  /** Its owner had overnight trading switched off when it was sent. */
  readonly noOvernight?: boolean;
}

/**
 * When the instrument's session of a trading day ends, epoch ms. A cash-settled series that is settled
 * by the close stops with it on its last day: no late quarter of an hour on a known value (decisions 30).
 */
export function sessionCloseMs(day: TradingDay, instrument: Instrument): number {
  if (instrument.kind !== "option") return day.closeMs;
  const settlesAtClose = isCashSettled(instrument) && instrument.expiryDate === day.date;
  return optionCloseMs(day, instrument.lateClose && !settlesAtClose);
}

/** Whether the instrument trades in its core session at this instant. */
export function isOpen(instrument: Instrument, atMs: number): boolean {
  const day = tradingDay(newYorkOf(atMs).date);
  if (instrument.kind === "option" && day !== null && day.date > lastTradingDate(instrument)) {
    return false;
  }
  return day !== null && atMs >= day.openMs && atMs < sessionCloseMs(day, instrument);
}

/** Whether every leg of an order may trade at this instant. */
export function mayTrade(hours: Hours, atMs: number): boolean {
  if (hours.extendedHours !== true) {
    return hours.legs.every(({ instrument }) => isOpen(instrument, atMs));
  }
  const phase = phaseAt(atMs);
  return phase !== "closed" && (phase !== "overnight" || hours.noOvernight !== true);
}

/** When an order that may not trade now may: its next session's start; null when it may trade. */
export function opensAtMs(hours: Hours, atMs: number): number | null {
  if (mayTrade(hours, atMs)) return null;
  const starts = hours.legs.map(({ instrument }) => {
    const day = sessionDay(instrument, atMs, hours);
    if (hours.extendedHours !== true) return day.openMs;
    return hours.noOvernight === true ? day.preOpenMs : overnightStartMs(day);
  });
  return Math.max(...starts);
}

/** The trading day whose session an order sent now belongs to: today's until its close, then the next. */
export function sessionDay(
  instrument: Instrument,
  atMs: number,
  { extendedHours = false }: { readonly extendedHours?: boolean } = {},
): TradingDay {
  const { date } = newYorkOf(atMs);
  const today = tradingDay(date);
  if (today === null) return nextTradingDay(date);
  const endsAtMs = extendedHours ? today.postCloseMs : sessionCloseMs(today, instrument);
  return atMs < endsAtMs ? today : nextTradingDay(date);
}

/** 20:00 of the evening before: the overnight session leads into its day. */
function overnightStartMs(day: TradingDay): number {
  return day.preOpenMs - 8 * 60 * MINUTE_MS;
}

export type AuctionTime = Extract<TimeInForce, "opg" | "cls">;

/** Whether a time in force means an auction. */
export function isAuction(timeInForce: TimeInForce): timeInForce is AuctionTime {
  return timeInForce === "opg" || timeInForce === "cls";
}

/** The instant of the auction an order sent now takes part in: the open or the close of its day. */
export function auctionAtMs(timeInForce: AuctionTime, atMs: number): number {
  const { date } = newYorkOf(atMs);
  const today = tradingDay(date);
  const at = (day: TradingDay) => (timeInForce === "opg" ? day.openMs : day.closeMs);
  return today !== null && atMs < at(today) ? at(today) : at(nextTradingDay(date));
}

/**
 * When auction orders are taken again, or null while they are: from 19:00 of the evening before
 * until the cut-off. On days without a session there is no auction to be late for.
 */
export function auctionClosedUntilMs(timeInForce: AuctionTime, atMs: number): number | null {
  const { date, msOfDay } = newYorkOf(atMs);
  const today = tradingDay(date);
  if (today === null || msOfDay >= AUCTION_ENTRY_MS_OF_DAY) return null;
  const cutOffMs =
    timeInForce === "opg" ? today.openMs - OPG_CUT_OFF_MS : today.closeMs - CLS_CUT_OFF_MS;
  return atMs < cutOffMs ? null : atMs - msOfDay + AUCTION_ENTRY_MS_OF_DAY;
}
