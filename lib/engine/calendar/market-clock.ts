/**
 * The clock of the simulated market: wall time mapped to market time, with the closed hours left out.
 *
 * A newcomer at any hour should find options trading, so a simulated day runs from 09:30 to half an hour
 * past the close and is followed at once by the next trading day. Market time never goes back: events
 * carry it, and an order cannot fill before it was placed.
 */
import { instantOf, newYorkOf } from "./new-york";
import {
  nextTradingDay,
  previousTradingDay,
  type TradingDay,
  tradingDay,
} from "./trading-calendar";

export type ClockAnchor = {
  readonly wallAtMs: number;
  readonly marketAtMs: number;
  /** Market milliseconds per wall millisecond. */
  readonly speed: number;
};

const MINUTE_MS = 60_000;
const POST_MARKET_MS = 30 * MINUTE_MS;
const FIRST_START_MINUTE = 10 * 60 + 30;
const RESTART_MINUTE = 10 * 60;
/** A restart inside this span goes on where it was; near the edges of a day it begins the next one. */
const SETTLED_AFTER_OPEN_MS = 20 * MINUTE_MS;
const SETTLED_BEFORE_CLOSE_MS = 15 * MINUTE_MS;

function endOf(day: TradingDay): number {
  return day.closeMs + POST_MARKET_MS;
}

/** The instant itself when its day is running, else the next open. */
function intoSession(atMs: number): { day: TradingDay; atMs: number } {
  const { date } = newYorkOf(atMs);
  const today = tradingDay(date);
  if (today !== null && atMs < endOf(today)) {
    return { day: today, atMs: atMs < today.preOpenMs ? today.openMs : atMs };
  }
  const day = nextTradingDay(date);
  return { day, atMs: day.openMs };
}

/** Tells the market time (epoch ms) at a wall time; a wall clock set back holds it still. */
export function marketTimeAt(anchor: ClockAnchor, wallMs: number): number {
  let leftMs = Math.floor(Math.max(0, wallMs - anchor.wallAtMs) * anchor.speed);
  let { day, atMs } = intoSession(anchor.marketAtMs);
  while (atMs + leftMs >= endOf(day)) {
    leftMs -= endOf(day) - atMs;
    day = nextTradingDay(day.date);
    atMs = day.openMs;
  }
  return atMs + leftMs;
}

function isSettled(atMs: number): boolean {
  const day = tradingDay(newYorkOf(atMs).date);
  return (
    day !== null &&
    atMs >= day.openMs + SETTLED_AFTER_OPEN_MS &&
    atMs <= day.closeMs - SETTLED_BEFORE_CLOSE_MS
  );
}

/**
 * Chooses the anchor a starting exchange goes on with: 10:30 of today (or the last trading day) the first
 * time; later the previous one, or 10:00 of the next trading day when that would wake up outside the
 * middle of a day (09:50 to 15:45, 12:45 on half days).
 */
export function startAnchor(previous: ClockAnchor | null, wallMs: number): ClockAnchor {
  if (previous === null) {
    const { date } = newYorkOf(wallMs);
    const day = tradingDay(date) ?? previousTradingDay(date);
    return { wallAtMs: wallMs, marketAtMs: instantOf(day.date, FIRST_START_MINUTE), speed: 1 };
  }
  const marketAtMs = marketTimeAt(previous, wallMs);
  if (isSettled(marketAtMs)) {
    return wallMs >= previous.wallAtMs ? previous : { ...previous, wallAtMs: wallMs, marketAtMs };
  }
  const next = nextTradingDay(newYorkOf(marketAtMs).date);
  return { ...previous, wallAtMs: wallMs, marketAtMs: instantOf(next.date, RESTART_MINUTE) };
}
