/** The trading days of GET /v2/calendar (alpaca-wire.md §1.11). */
import { z } from "zod";
import { addDays, type IsoDate } from "@/lib/engine/calendar/new-york";
import { type TradingDay, tradingDays } from "@/lib/engine/calendar/trading-calendar";

/** Alpaca lists 1970 to 2029; the engine's calendar begins in 2010. */
export const CALENDAR_FIRST_DATE = "2010-01-01";
export const CALENDAR_LAST_DATE = "2029-12-31";
/** Settlement never lies further after its trade: T+3 over the longest run of closed days. */
const SETTLEMENT_LAG_DAYS = 10;

export const CALENDAR_DATE_TYPES = ["TRADING", "SETTLEMENT"] as const;
export type CalendarDateType = (typeof CALENDAR_DATE_TYPES)[number];

export const CalendarDay = z
  .strictObject({
    date: z.iso.date(),
    open: z.string().describe("HH:MM in New York"),
    close: z.string().describe("HH:MM in New York"),
    session_open: z.string().describe("HHMM in New York"),
    session_close: z.string().describe("HHMM in New York"),
    settlement_date: z.iso.date(),
  })
  .meta({ id: "CalendarDay" });

/** Writes the days from start through end; null leaves that side to the calendar's own edge. */
export function alpacaCalendar(
  start: IsoDate | null,
  end: IsoDate | null,
  dateType: CalendarDateType,
) {
  const from = start === null || start < CALENDAR_FIRST_DATE ? CALENDAR_FIRST_DATE : start;
  const until = end === null || end > CALENDAR_LAST_DATE ? CALENDAR_LAST_DATE : end;
  if (from > until) return [];
  return daysOf(from, until, dateType).map(calendarDay);
}

function daysOf(from: IsoDate, until: IsoDate, dateType: CalendarDateType): TradingDay[] {
  if (dateType === "TRADING") return tradingDays(from, until);
  const earliest = addDays(from, -SETTLEMENT_LAG_DAYS);
  return tradingDays(earliest < CALENDAR_FIRST_DATE ? CALENDAR_FIRST_DATE : earliest, until).filter(
    (day) => day.settlementDate >= from && day.settlementDate <= until,
  );
}

function calendarDay(day: TradingDay): z.infer<typeof CalendarDay> {
  return {
    date: day.date,
    open: "09:30",
    close: day.isHalfDay ? "13:00" : "16:00",
    session_open: "0400",
    session_close: day.isHalfDay ? "1700" : "2000",
    settlement_date: day.settlementDate,
  };
}
