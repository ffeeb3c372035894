/**
 * The dates of corporate actions. A trade date begins with its overnight session at 20:00 of the
 * evening before, as `phaseAt` counts it: from then on a symbol trades without what goes ex that day.
 */
import { addDays, type IsoDate, newYorkOf, weekdayOf } from "../calendar/new-york";
import { nextTradingDay, previousTradingDay, tradingDay } from "../calendar/trading-calendar";

const OVERNIGHT_START_MS_OF_DAY = 20 * 60 * 60_000;

/** The date a trade of this instant counts for. */
export function tradeDateOf(atMs: number): IsoDate {
  const { date, msOfDay } = newYorkOf(atMs);
  return msOfDay >= OVERNIGHT_START_MS_OF_DAY ? addDays(date, 1) : date;
}

/**
 * The ex-date of a distribution that came without one: the record date under T+1, or the trading day
 * after payment for one of 25% or more, which trades with due bills until then.
 * Source: FINRA Rule 11140(b) as amended for T+1 by SR-FINRA-2023-017, read 2026-11-21.
 */
export function usualExDate(
  dates: { readonly recordDate: IsoDate | null; readonly payDate: IsoDate | null },
  isLarge: boolean,
): IsoDate | null {
  if (isLarge) return dates.payDate === null ? null : nextTradingDay(dates.payDate).date;
  const { recordDate } = dates;
  if (recordDate === null || tradingDay(recordDate) !== null) return recordDate;
  return previousTradingDay(recordDate).date;
}

/**
 * The expiry that options on a company bought for cash are brought forward to: the next standard
 * monthly one, or the one after when the week of that one is past its Tuesday.
 * Source: IBKR article 639 on OCC's accelerated expiration since 2008, read 2026-11-21.
 */
export function acceleratedExpiry(effectiveDate: IsoDate): IsoDate {
  const month = effectiveDate.slice(0, 7);
  const thisMonth = thirdFriday(month);
  const lastTuesday = addDays(thisMonth, -3);
  return tradingOnOrBefore(effectiveDate <= lastTuesday ? thisMonth : thirdFriday(after(month)));
}

function thirdFriday(month: string): IsoDate {
  const first = `${month}-01`;
  return addDays(first, ((5 - weekdayOf(first) + 7) % 7) + 14);
}

function after(month: string): string {
  return addDays(`${month}-28`, 4).slice(0, 7);
}

function tradingOnOrBefore(date: IsoDate): IsoDate {
  return tradingDay(date) === null ? previousTradingDay(date).date : date;
}
