/**
 * New York civil time by arithmetic: days from the civil calendar and the US daylight-saving rule.
 *
 * The engine has no Date and no Intl: the answer must not depend on the time zone data of the
 * machine, and the arithmetic is cheap enough to run for every quote. Instants are epoch
 * milliseconds; a date is "2026-11-20" in New York unless a name says UTC.
 *
 * Source: 15 U.S.C. 260a as amended by the Energy Policy Act of 2005, read 2026-11-20: from 2007 on,
 * daylight time runs from 2:00 a.m. of the second Sunday in March to 2:00 a.m. of the first Sunday
 * in November. Earlier years are refused, since their rule was another.
 */

/** A calendar date, "2026-11-20". ISO dates sort as strings. */
export type IsoDate = string;

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const STANDARD_OFFSET_MINUTES = -300;
const DAYLIGHT_OFFSET_MINUTES = -240;
const FIRST_YEAR = 2007;

/** Tells the days from 1970-01-01 to a proleptic Gregorian date. */
function daysFromCivil(year: number, month: number, day: number): number {
  // Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", read 2026-11-20.
  const shiftedYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function civilFromDays(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9);
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}

const dayNumbers = new Map<IsoDate, number>();
const dateNames = new Map<number, IsoDate>();

function pad(value: number, width: number): string {
  return String(value).padStart(width, "0");
}

function dateOfDayNumber(days: number): IsoDate {
  const known = dateNames.get(days);
  if (known !== undefined) return known;
  const { year, month, day } = civilFromDays(days);
  const date = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  dateNames.set(days, date);
  return date;
}

function dayNumberOf(date: IsoDate): number {
  const known = dayNumbers.get(date);
  if (known !== undefined) return known;
  const days = /^\d{4}-\d{2}-\d{2}$/.test(date)
    ? daysFromCivil(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8)))
    : Number.NaN;
  // The round trip refuses "2026-02-30", which the arithmetic alone would accept.
  if (Number.isNaN(days) || dateOfDayNumber(days) !== date) {
    throw new RangeError(`not a calendar date: ${date}`);
  }
  dayNumbers.set(date, days);
  return days;
}

/** Whether a text is a date of the calendar: "2026-02-30" is not. */
export function isIsoDate(text: string): boolean {
  try {
    dayNumberOf(text);
    return true;
  } catch {
    return false;
  }
}

function nthSunday(year: number, month: number, n: number): number {
  const first = daysFromCivil(year, month, 1);
  return first + ((7 - weekdayOfDayNumber(first)) % 7) + 7 * (n - 1);
}

function weekdayOfDayNumber(days: number): number {
  return (((days + 4) % 7) + 7) % 7;
}

type DaylightSpan = { readonly fromMs: number; readonly untilMs: number };
const daylightSpans = new Map<number, DaylightSpan>();

function daylightSpan(year: number): DaylightSpan {
  const known = daylightSpans.get(year);
  if (known !== undefined) return known;
  if (year < FIRST_YEAR) throw new RangeError(`New York time is known from ${FIRST_YEAR} on`);
  const span = {
    fromMs: nthSunday(year, 3, 2) * DAY_MS + (120 - STANDARD_OFFSET_MINUTES) * MINUTE_MS,
    untilMs: nthSunday(year, 11, 1) * DAY_MS + (120 - DAYLIGHT_OFFSET_MINUTES) * MINUTE_MS,
  };
  daylightSpans.set(year, span);
  return span;
}

function offsetMinutesAt(atMs: number): number {
  const standardDay = Math.floor((atMs + STANDARD_OFFSET_MINUTES * MINUTE_MS) / DAY_MS);
  const { fromMs, untilMs } = daylightSpan(Number(dateOfDayNumber(standardDay).slice(0, 4)));
  return atMs >= fromMs && atMs < untilMs ? DAYLIGHT_OFFSET_MINUTES : STANDARD_OFFSET_MINUTES;
}

interface WallTime {
  readonly date: IsoDate;
  readonly msOfDay: number;
  readonly offsetMinutes: number;
}

let lastAtMs = Number.NaN;
let lastTime: WallTime = { date: "", msOfDay: 0, offsetMinutes: 0 };

/**
 * Tells the New York date, the milliseconds since its midnight on the wall and the UTC offset at an
 * instant. One decision asks for the same instant a dozen times, so the last answer is kept.
 */
export function newYorkOf(atMs: number): WallTime {
  if (atMs !== lastAtMs) {
    lastTime = wallTimeAt(atMs);
    lastAtMs = atMs;
  }
  return lastTime;
}

function wallTimeAt(atMs: number): WallTime {
  const offsetMinutes = offsetMinutesAt(atMs);
  const localMs = atMs + offsetMinutes * MINUTE_MS;
  const days = Math.floor(localMs / DAY_MS);
  return { date: dateOfDayNumber(days), msOfDay: localMs - days * DAY_MS, offsetMinutes };
}

/**
 * Finds the instant (epoch ms) of a New York wall time, minutes after midnight from 0 to 1439.
 * In the hour that happens twice the first is meant; the hour that is skipped counts as daylight time.
 */
export function instantOf(date: IsoDate, minuteOfDay: number): number {
  if (!(minuteOfDay >= 0 && minuteOfDay < 1440)) {
    throw new RangeError(`not a minute of the day: ${minuteOfDay}`);
  }
  const localMs = dayNumberOf(date) * DAY_MS + minuteOfDay * MINUTE_MS;
  const { fromMs, untilMs } = daylightSpan(Number(date.slice(0, 4)));
  const daylightMs = localMs - DAYLIGHT_OFFSET_MINUTES * MINUTE_MS;
  const isDaylight = localMs >= fromMs + STANDARD_OFFSET_MINUTES * MINUTE_MS;
  return isDaylight && daylightMs < untilMs
    ? daylightMs
    : localMs - STANDARD_OFFSET_MINUTES * MINUTE_MS;
}

/** Moves a date by whole calendar days; n may be negative. */
export function addDays(date: IsoDate, n: number): IsoDate {
  return dateOfDayNumber(dayNumberOf(date) + n);
}

/** Tells the day of the week, 0 for Sunday to 6 for Saturday. */
export function weekdayOf(date: IsoDate): number {
  return weekdayOfDayNumber(dayNumberOf(date));
}

/** Counts the calendar days from a to b, negative when b is earlier. */
export function daysBetween(a: IsoDate, b: IsoDate): number {
  return dayNumberOf(b) - dayNumberOf(a);
}

function wallTime(msOfDay: number): string {
  const seconds = Math.floor(msOfDay / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => pad(part, 2)).join(":");
}

/** Writes an instant in New York time with its offset, to the second: "2026-11-20T15:00:00-05:00". */
export function formatOffsetTimestamp(atMs: number): string {
  const { date, msOfDay, offsetMinutes } = newYorkOf(atMs);
  return `${date}T${wallTime(msOfDay)}-${pad(-offsetMinutes / 60, 2)}:00`;
}

/** Writes an instant in UTC to the millisecond: "2026-11-20T20:00:00.123Z". */
export function formatUtc(atMs: number): string {
  const days = Math.floor(atMs / DAY_MS);
  const msOfDay = Math.floor(atMs) - days * DAY_MS;
  return `${dateOfDayNumber(days)}T${wallTime(msOfDay)}.${pad(msOfDay % 1000, 3)}Z`;
}
