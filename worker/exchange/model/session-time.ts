/**
 * Where an instant falls in the simulated market's days: day number, minute and 250 ms slot.
 *
 * The first day is fixed: prices are a walk from there, so another first day would be another market.
 */
import { type IsoDate, newYorkOf } from "../../../lib/engine/calendar/new-york";
import {
  nextTradingDay,
  previousTradingDay,
  type TradingDay,
  tradingDay,
} from "../../../lib/engine/calendar/trading-calendar";
import { calendarRevision } from "../../../lib/engine/calendar/unscheduled";

export const FIRST_DATE = "2025-01-02";
export const SLOT_MS = 250;
export const SLOTS_PER_MINUTE = 240;
export const MINUTE_MS = 60_000;
export const PRE_OPEN_MINUTE = 240;
export const OPEN_MINUTE = 570;

export type MarketDay = {
  readonly index: number;
  readonly day: TradingDay;
  readonly closeMinute: number;
  readonly postCloseMinute: number;
};

/** A 250 ms slot inside a session; minute counts from New York midnight. */
export type Moment = {
  readonly marketDay: MarketDay;
  readonly minute: number;
  readonly slotOfMinute: number;
  /** Slots since the epoch; its instant is slot x 250 ms. */
  readonly slot: number;
};

const days: MarketDay[] = [];
const indexByDate = new Map<IsoDate, number>();
let revision = 0;
const RECENT_MAX = 64;
const recentMoments: { slot: number; moment: Moment | null }[] = [];

function append(day: TradingDay): void {
  const closeMinute = day.isHalfDay ? 780 : 960;
  const postCloseMinute = day.isHalfDay ? 1020 : 1200;
  indexByDate.set(day.date, days.length);
  days.push({ index: days.length, day, closeMinute, postCloseMinute });
}

/** A day that is entered is one of the future: prices of the days before it stay what they were. */
function followCalendar(): void {
  if (revision === calendarRevision()) return;
  revision = calendarRevision();
  days.length = 0;
  indexByDate.clear();
  recentMoments.length = 0;
}

/** Finds the market day of a date, or null when it does not trade or is before the first day. */
export function marketDayOf(date: IsoDate): MarketDay | null {
  if (date < FIRST_DATE) return null;
  followCalendar();
  const first = tradingDay(FIRST_DATE);
  if (days.length === 0 && first !== null) append(first);
  for (let last = days.at(-1); last && last.day.date < date; last = days.at(-1)) {
    append(nextTradingDay(last.day.date));
  }
  const index = indexByDate.get(date);
  return index === undefined ? null : (days[index] ?? null);
}

/** Finds the market day on or before a date, or null before the first. */
export function marketDayUpTo(date: IsoDate): MarketDay | null {
  if (date < FIRST_DATE) return null;
  return marketDayOf(date) ?? marketDayOf(previousTradingDay(date).date);
}

/** Finds the market day with a number, or null below 0. */
export function marketDayAt(index: number): MarketDay | null {
  if (index < 0) return null;
  marketDayOf(FIRST_DATE);
  for (let last = days.at(-1); last && last.index < index; last = days.at(-1)) {
    append(nextTradingDay(last.day.date));
  }
  return days[index] ?? null;
}

/** Finds the slot of an instant from 04:00 to the end of the post-market, or null outside. */
export function momentAt(atMs: number): Moment | null {
  followCalendar();
  const slot = Math.floor(atMs / SLOT_MS);
  // Whole chains are asked for one instant: the last few answers save the calendar's work.
  const recent = recentMoments[slot % RECENT_MAX];
  if (recent?.slot === slot) return recent.moment;
  const moment = findMoment(atMs, slot);
  recentMoments[slot % RECENT_MAX] = { slot, moment };
  return moment;
}

function findMoment(atMs: number, slot: number): Moment | null {
  const { date, msOfDay } = newYorkOf(atMs);
  const marketDay = marketDayOf(date);
  if (marketDay === null) return null;
  const minute = Math.floor(msOfDay / MINUTE_MS);
  if (minute < PRE_OPEN_MINUTE || minute >= marketDay.postCloseMinute) return null;
  return { marketDay, minute, slotOfMinute: slot % SLOTS_PER_MINUTE, slot };
}

/** Finds the last slot at or before an instant in which stocks were quoted, or null before the first day. */
export function lastMomentAt(atMs: number): Moment | null {
  const inside = momentAt(atMs);
  if (inside !== null) return inside;
  const marketDay = lastDayBegunBy(atMs, ({ preOpenMs }) => preOpenMs);
  return marketDay && momentAt(marketDay.day.postCloseMs - SLOT_MS);
}

/** Finds the last market day whose given start is at or before an instant. */
export function lastDayBegunBy(
  atMs: number,
  startOf: (day: TradingDay) => number,
): MarketDay | null {
  const today = marketDayUpTo(newYorkOf(atMs).date);
  if (today === null || startOf(today.day) <= atMs) return today;
  return marketDayAt(today.index - 1);
}

/** Tells the instant at which a minute of a market day starts. */
export function minuteStartMs({ day }: MarketDay, minute: number): number {
  return day.openMs + (minute - OPEN_MINUTE) * MINUTE_MS;
}
