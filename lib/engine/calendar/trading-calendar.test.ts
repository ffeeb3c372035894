import { afterEach, describe, expect, test } from "vitest";
import { addDays, type IsoDate, instantOf, weekdayOf } from "./new-york";
import {
  nextTradingDay,
  optionCloseMs,
  phaseAt,
  previousTradingDay,
  type TradingDay,
  tradingDay,
  tradingDays,
} from "./trading-calendar";
import { setUnscheduledDays } from "./unscheduled";

// Source: NYSE press releases "Holidays and Early Closings", each year's, and
// nyse.com/markets/hours-calendars for 2024 to 2028, read 2026-11-20. Month-day; "h" marks 13:00 closes.
const PUBLISHED: Record<number, string> = {
  2010: "01-01 01-18 02-15 04-02 05-31 07-05 09-06 11-25 h11-26 12-24",
  2011: "01-17 02-21 04-22 05-30 07-04 09-05 11-24 h11-25 12-26",
  2012: "01-02 01-16 02-20 04-06 05-28 h07-03 07-04 09-03 10-29 10-30 11-22 h11-23 h12-24 12-25",
  2013: "01-01 01-21 02-18 03-29 05-27 h07-03 07-04 09-02 11-28 h11-29 h12-24 12-25",
  2014: "01-01 01-20 02-17 04-18 05-26 h07-03 07-04 09-01 11-27 h11-28 h12-24 12-25",
  2015: "01-01 01-19 02-16 04-03 05-25 07-03 09-07 11-26 h11-27 h12-24 12-25",
  2016: "01-01 01-18 02-15 03-25 05-30 07-04 09-05 11-24 h11-25 12-26",
  2017: "01-02 01-16 02-20 04-14 05-29 h07-03 07-04 09-04 11-23 h11-24 12-25",
  2018: "01-01 01-15 02-19 03-30 05-28 h07-03 07-04 09-03 11-22 h11-23 12-05 h12-24 12-25",
  2019: "01-01 01-21 02-18 04-19 05-27 h07-03 07-04 09-02 11-28 h11-29 h12-24 12-25",
  2020: "01-01 01-20 02-17 04-10 05-25 07-03 09-07 11-26 h11-27 h12-24 12-25",
  2021: "01-01 01-18 02-15 04-02 05-31 07-05 09-06 11-25 h11-26 12-24",
  2022: "01-17 02-21 04-15 05-30 06-20 07-04 09-05 11-24 h11-25 12-26",
  2023: "01-02 01-16 02-20 04-07 05-29 06-19 h07-03 07-04 09-04 11-23 h11-24 12-25",
  2024: "01-01 01-15 02-19 03-29 05-27 06-19 h07-03 07-04 09-02 11-28 h11-29 h12-24 12-25",
  2025: "01-01 01-09 01-20 02-17 04-18 05-26 06-19 h07-03 07-04 09-01 11-27 h11-28 h12-24 12-25",
  2026: "01-01 01-19 02-16 04-03 05-25 06-19 07-03 09-07 11-26 h11-27 h12-24 12-25",
  2027: "01-01 01-18 02-15 03-26 05-31 06-18 07-05 09-06 11-25 h11-26 12-24",
  2028: "01-17 02-21 04-14 05-29 06-19 h07-03 07-04 09-04 11-23 h11-24 12-25",
  // Not published yet: by the exchange's rule, counted on a paper calendar.
  2029: "01-01 01-15 02-19 03-30 05-28 06-19 h07-03 07-04 09-03 11-22 h11-23 h12-24 12-25",
  2030: "01-01 01-21 02-18 04-19 05-27 06-19 h07-03 07-04 09-02 11-28 h11-29 h12-24 12-25",
};

function exceptionsOf(year: number): string {
  const found: string[] = [];
  for (let date = `${year}-01-01`; date <= `${year}-12-31`; date = addDays(date, 1)) {
    const day = tradingDay(date);
    const isWeekday = weekdayOf(date) >= 1 && weekdayOf(date) <= 5;
    if (day === null && isWeekday) found.push(date.slice(5));
    if (day?.isHalfDay) found.push(`h${date.slice(5)}`);
  }
  return found.join(" ");
}

test.each(Object.entries(PUBLISHED))(
  "%s has the published holidays and half days",
  (year, days) => {
    expect(exceptionsOf(Number(year))).toBe(days);
  },
);

function day(date: IsoDate): TradingDay {
  const found = tradingDay(date);
  if (found === null) throw new Error(`${date} does not trade`);
  return found;
}

describe("sessions", () => {
  test("a full day runs 04:00, 09:30, 16:00, 20:00", () => {
    const { preOpenMs, openMs, closeMs, postCloseMs } = day("2026-11-20");
    const minutes = [240, 570, 960, 1200];
    expect([preOpenMs, openMs, closeMs, postCloseMs]).toEqual(
      minutes.map((minute) => instantOf("2026-11-20", minute)),
    );
  });

  test("a half day closes at 13:00 and its post-market at 17:00", () => {
    expect(day("2026-11-27").closeMs).toBe(instantOf("2026-11-27", 780));
    expect(day("2026-11-27").postCloseMs).toBe(instantOf("2026-11-27", 1020));
  });

  test.each([
    { date: "2026-11-20", lateClose: false, minute: 960 },
    { date: "2026-11-20", lateClose: true, minute: 975 },
    { date: "2026-11-27", lateClose: false, minute: 780 },
    { date: "2026-11-27", lateClose: true, minute: 795 },
  ])("options on $date, late close $lateClose, stop at minute $minute", (row) => {
    expect(optionCloseMs(day(row.date), row.lateClose)).toBe(instantOf(row.date, row.minute));
  });
});

test.each([
  { date: "2026-11-20", settles: "2026-11-23" },
  { date: "2026-11-25", settles: "2026-11-27" },
  { date: "2024-05-28", settles: "2024-05-29" },
  { date: "2024-05-24", settles: "2024-05-29" },
  { date: "2017-09-05", settles: "2017-09-07" },
  { date: "2017-09-01", settles: "2017-09-07" },
])("$date settles on $settles", ({ date, settles }) => {
  expect(day(date).settlementDate).toBe(settles);
});

test.each([
  { at: ["2026-11-20", 239], phase: "overnight" },
  { at: ["2026-11-20", 240], phase: "pre" },
  { at: ["2026-11-20", 570], phase: "core" },
  { at: ["2026-11-20", 959], phase: "core" },
  { at: ["2026-11-20", 960], phase: "post" },
  { at: ["2026-11-20", 1200], phase: "closed" },
  { at: ["2026-11-21", 600], phase: "closed" },
  { at: ["2026-11-22", 1199], phase: "closed" },
  { at: ["2026-11-22", 1200], phase: "overnight" },
  { at: ["2026-11-25", 1200], phase: "closed" },
  { at: ["2026-11-26", 600], phase: "closed" },
  { at: ["2026-11-26", 1200], phase: "overnight" },
  { at: ["2026-11-27", 780], phase: "post" },
  { at: ["2026-11-27", 1020], phase: "closed" },
] as const)("$at is $phase", ({ at: [date, minute], phase }) => {
  expect(phaseAt(instantOf(date, minute))).toBe(phase);
});

test("neighbors skip weekends and holidays", () => {
  expect(nextTradingDay("2026-11-25").date).toBe("2026-11-27");
  expect(previousTradingDay("2026-11-23").date).toBe("2026-11-20");
  expect(tradingDays("2026-11-25", "2026-11-30").map(({ date }) => date)).toEqual([
    "2026-11-25",
    "2026-11-27",
    "2026-11-30",
  ]);
});

describe("a day that an operator enters", () => {
  afterEach(() => setUnscheduledDays([]));

  test("closed, it has no session, and its neighbors skip it", () => {
    setUnscheduledDays([{ date: "2026-11-24", kind: "closed" }]);
    expect(tradingDay("2026-11-24")).toBeNull();
    expect(phaseAt(instantOf("2026-11-24", 600))).toBe("closed");
    expect(phaseAt(instantOf("2026-11-23", 1200))).toBe("closed");
    expect(nextTradingDay("2026-11-23").date).toBe("2026-11-25");
    // The clearing house works: trades of Monday settle on Tuesday as published.
    expect(day("2026-11-23").settlementDate).toBe("2026-11-24");
  });

  test("a half day closes at 13:00, and again at 16:00 when it is taken back", () => {
    expect(day("2026-11-24").isHalfDay).toBe(false);
    setUnscheduledDays([{ date: "2026-11-24", kind: "half_day" }]);
    expect(day("2026-11-24").closeMs).toBe(instantOf("2026-11-24", 780));
    setUnscheduledDays([]);
    expect(day("2026-11-24").closeMs).toBe(instantOf("2026-11-24", 960));
  });
});

test.each(["2009-12-31", "2100-01-01"])("%s is outside the calendar", (date) => {
  expect(() => tradingDay(date)).toThrow(RangeError);
});
