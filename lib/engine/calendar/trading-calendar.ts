/**
 * The NYSE calendar from 2010: which days trade, their sessions and when their trades settle.
 *
 * Holidays follow from the exchange's rule; what no rule foretells (storms, days of mourning) is a
 * list. Years the exchange has not published yet follow the rule: the simulated market lives five days in
 * one of ours and reaches them. Before 2010 it throws: "closed" would be a wrong answer that looks right.
 *
 * Sources, read 2026-11-20: NYSE Rule 7.2 (a holiday on Sunday is kept on Monday, on Saturday on Friday
 * unless that ends a month), nyse.com/markets/hours-calendars (holidays and early closes),
 * SEC releases 34-80295 (T+2 from 2017-09-05) and 34-96930 (T+1 from 2024-05-28).
 */
import { addDays, type IsoDate, instantOf, newYorkOf, weekdayOf } from "./new-york";
import { calendarRevision, unscheduledOn } from "./unscheduled";

export type TradingDay = {
  readonly date: IsoDate;
  /** 09:30 New York, epoch ms. */
  readonly openMs: number;
  /** 16:00 New York, 13:00 on half days. */
  readonly closeMs: number;
  /** 04:00 New York. */
  readonly preOpenMs: number;
  /** 20:00 New York, 17:00 on half days. */
  readonly postCloseMs: number;
  readonly isHalfDay: boolean;
  /** Settlement of that day's trades; days on which only banks rest count as business days. */
  readonly settlementDate: IsoDate;
};

export type Phase = "closed" | "overnight" | "pre" | "core" | "post";

const FIRST_DATE = "2010-01-01";
const LAST_DATE = "2099-12-31";
const JUNETEENTH_FIRST_YEAR = 2022;

/** Hurricane Sandy, the days of mourning for Presidents G. H. W. Bush and Carter. */
const SPECIAL_CLOSURES = ["2012-10-29", "2012-10-30", "2018-12-05", "2025-01-09"];

const OVERNIGHT_START_MINUTE = 20 * 60;
const PRE_OPEN_MINUTE = 4 * 60;
const OPEN_MINUTE = 9 * 60 + 30;
const MINUTE_MS = 60_000;

/** Finds Easter Sunday. */
function easterOf(year: number): IsoDate {
  // Source: the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, ch. 8).
  const a = year % 19;
  const century = Math.floor(year / 100);
  const c = year % 100;
  const g = Math.floor((8 * century + 13) / 25);
  const h = (19 * a + century - Math.floor(century / 4) - g + 15) % 30;
  const l = (32 + 2 * (century % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return isoDate(year, Math.floor(n / 31), (n % 31) + 1);
}

function isoDate(year: number, month: number, day: number): IsoDate {
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

function nthWeekday(input: { year: number; month: number; weekday: number; n: number }): IsoDate {
  const first = isoDate(input.year, input.month, 1);
  return addDays(first, ((input.weekday - weekdayOf(first) + 7) % 7) + 7 * (input.n - 1));
}

function lastMondayOfMay(year: number): IsoDate {
  const last = isoDate(year, 5, 31);
  return addDays(last, -((weekdayOf(last) + 6) % 7));
}

function observed(date: IsoDate): IsoDate {
  const weekday = weekdayOf(date);
  if (weekday === 0) return addDays(date, 1);
  return weekday === 6 ? addDays(date, -1) : date;
}

function holidaysOf(year: number): ReadonlySet<IsoDate> {
  const newYear = isoDate(year, 1, 1);
  const holidays = [
    // On a Saturday it would fall on the year's last business day, when accounts are closed.
    ...(weekdayOf(newYear) === 6 ? [] : [observed(newYear)]),
    nthWeekday({ year, month: 1, weekday: 1, n: 3 }),
    nthWeekday({ year, month: 2, weekday: 1, n: 3 }),
    addDays(easterOf(year), -2),
    lastMondayOfMay(year),
    ...(year >= JUNETEENTH_FIRST_YEAR ? [observed(isoDate(year, 6, 19))] : []),
    observed(isoDate(year, 7, 4)),
    nthWeekday({ year, month: 9, weekday: 1, n: 1 }),
    nthWeekday({ year, month: 11, weekday: 4, n: 4 }),
    observed(isoDate(year, 12, 25)),
  ];
  return new Set([...holidays, ...SPECIAL_CLOSURES]);
}

const holidaysByYear = new Map<number, ReadonlySet<IsoDate>>();

function isTradingDate(date: IsoDate): boolean {
  return isScheduledDate(date) && unscheduledOn(date) !== "closed";
}

/** Whether the published calendar has a session on a date, whatever an operator entered. */
export function isScheduledDate(date: IsoDate): boolean {
  const weekday = weekdayOf(date);
  if (weekday === 0 || weekday === 6) return false;
  const year = Number(date.slice(0, 4));
  const holidays = holidaysByYear.get(year) ?? holidaysOf(year);
  holidaysByYear.set(year, holidays);
  return !holidays.has(date);
}

function closesEarly(date: IsoDate): boolean {
  if (unscheduledOn(date) === "half_day") return true;
  const monthAndDay = date.slice(5);
  // Asked of trading days only: when the eve is a Friday it is the holiday itself.
  if (monthAndDay === "07-03" || monthAndDay === "12-24") return true;
  const year = Number(date.slice(0, 4));
  return date === addDays(nthWeekday({ year, month: 11, weekday: 4, n: 4 }), 1);
}

function settlementDays(date: IsoDate): number {
  if (date >= "2024-05-28") return 1;
  return date >= "2017-09-05" ? 2 : 3;
}

function settlementDateOf(date: IsoDate): IsoDate {
  let settles = date;
  for (let left = settlementDays(date); left > 0; ) {
    settles = addDays(settles, 1);
    if (isScheduledDate(settles)) left -= 1;
  }
  return settles;
}

function makeTradingDay(date: IsoDate): TradingDay {
  const isHalfDay = closesEarly(date);
  return {
    date,
    openMs: instantOf(date, OPEN_MINUTE),
    closeMs: instantOf(date, (isHalfDay ? 13 : 16) * 60),
    preOpenMs: instantOf(date, PRE_OPEN_MINUTE),
    postCloseMs: instantOf(date, (isHalfDay ? 17 : 20) * 60),
    isHalfDay,
    settlementDate: settlementDateOf(date),
  };
}

const daysByDate = new Map<IsoDate, TradingDay | null>();
let revision = 0;

/** Finds the sessions of a date, or null when the exchange is closed that day. */
export function tradingDay(date: IsoDate): TradingDay | null {
  if (revision !== calendarRevision()) {
    revision = calendarRevision();
    daysByDate.clear();
  }
  const known = daysByDate.get(date);
  if (known !== undefined) return known;
  if (date < FIRST_DATE || date > LAST_DATE) {
    throw new RangeError(`the trading calendar has ${FIRST_DATE} to ${LAST_DATE}, not ${date}`);
  }
  const day = isTradingDate(date) ? makeTradingDay(date) : null;
  daysByDate.set(date, day);
  return day;
}

function neighbor(date: IsoDate, step: 1 | -1): TradingDay {
  for (let candidate = addDays(date, step); ; candidate = addDays(candidate, step)) {
    const day = tradingDay(candidate);
    if (day !== null) return day;
  }
}

/** Finds the first trading day strictly after a date. */
export function nextTradingDay(date: IsoDate): TradingDay {
  return neighbor(date, 1);
}

/** Finds the last trading day strictly before a date. */
export function previousTradingDay(date: IsoDate): TradingDay {
  return neighbor(date, -1);
}

/** Lists the trading days from start through end, both included, in order. */
export function tradingDays(start: IsoDate, end: IsoDate): TradingDay[] {
  const days: TradingDay[] = [];
  for (let date = start; date <= end; date = addDays(date, 1)) {
    const day = tradingDay(date);
    if (day !== null) days.push(day);
  }
  return days;
}

function dayPhase(day: TradingDay, atMs: number): Phase {
  if (atMs < day.preOpenMs) return "overnight";
  if (atMs < day.openMs) return "pre";
  if (atMs < day.closeMs) return "core";
  return atMs < day.postCloseMs ? "post" : "closed";
}

/**
 * Tells the session of an instant. An overnight session belongs to the trading day on whose morning it
 * ends, which gives Sunday to Thursday nights and none before a holiday.
 */
export function phaseAt(atMs: number): Phase {
  const { date, msOfDay } = newYorkOf(atMs);
  if (msOfDay >= OVERNIGHT_START_MINUTE * MINUTE_MS) {
    return isTradingDate(addDays(date, 1)) ? "overnight" : "closed";
  }
  const day = tradingDay(date);
  return day === null ? "closed" : dayPhase(day, atMs);
}

/** Finds when options on an underlying stop trading that day (epoch ms); late-close ones have 15 minutes more. */
export function optionCloseMs(day: TradingDay, lateClose: boolean): number {
  return day.closeMs + (lateClose ? 15 * MINUTE_MS : 0);
}
