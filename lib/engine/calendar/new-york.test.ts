import { expect, test } from "vitest";
import {
  addDays,
  daysBetween,
  formatOffsetTimestamp,
  formatUtc,
  instantOf,
  newYorkOf,
  weekdayOf,
} from "./new-york";

// Epoch values from `date -u -d ... +%s`, GNU coreutils 9.1.
test.each([
  {
    name: "winter afternoon",
    utc: 1_795_204_800_123,
    date: "2026-11-20",
    ms: 54_000_123,
    off: -300,
  },
  { name: "summer morning", utc: 1_783_085_400_000, date: "2026-07-03", ms: 34_200_000, off: -240 },
  { name: "late evening", utc: 1_767_240_000_000, date: "2025-12-31", ms: 82_800_000, off: -300 },
  {
    name: "last standard second",
    utc: 1_772_953_199_000,
    date: "2026-03-08",
    ms: 7_199_000,
    off: -300,
  },
  {
    name: "first daylight second",
    utc: 1_772_953_200_000,
    date: "2026-03-08",
    ms: 10_800_000,
    off: -240,
  },
  {
    name: "last daylight second",
    utc: 1_793_512_799_000,
    date: "2026-11-01",
    ms: 7_199_000,
    off: -240,
  },
  {
    name: "first standard second",
    utc: 1_793_512_800_000,
    date: "2026-11-01",
    ms: 3_600_000,
    off: -300,
  },
])("$name", ({ utc, date, ms, off }) => {
  expect(newYorkOf(utc)).toEqual({ date, msOfDay: ms, offsetMinutes: off });
});

test.each([
  { date: "2026-11-20", minute: 900, utc: 1_795_204_800_000 },
  { date: "2026-07-03", minute: 570, utc: 1_783_085_400_000 },
  { date: "2026-03-08", minute: 119, utc: 1_772_953_140_000 },
  { date: "2026-03-08", minute: 180, utc: 1_772_953_200_000 },
  { date: "2026-11-01", minute: 90, utc: 1_793_511_000_000 },
  { date: "2026-11-01", minute: 120, utc: 1_793_516_400_000 },
])("$date minute $minute", ({ date, minute, utc }) => {
  expect(instantOf(date, minute)).toBe(utc);
});

test("days are counted over leap days and year ends", () => {
  expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
  expect(addDays("2026-01-01", -1)).toBe("2025-12-31");
  expect(daysBetween("2024-01-01", "2025-01-01")).toBe(366);
  expect(daysBetween("2026-11-20", "2026-11-13")).toBe(-7);
});

test.each([
  ["2026-11-20", 5],
  ["2000-01-01", 6],
  ["2025-01-05", 0],
])("%s is weekday %i", (date, weekday) => {
  expect(weekdayOf(date)).toBe(weekday);
});

test("timestamps are written as Alpaca writes them", () => {
  expect(formatOffsetTimestamp(1_795_204_800_000)).toBe("2026-11-20T15:00:00-05:00");
  expect(formatOffsetTimestamp(1_783_085_400_999)).toBe("2026-07-03T09:30:00-04:00");
  expect(formatUtc(1_795_204_800_123)).toBe("2026-11-20T20:00:00.123Z");
  expect(formatUtc(0)).toBe("1970-01-01T00:00:00.000Z");
});

test.each(["2026-02-30", "2026-1-01", "", "20261120"])("%j is not a date", (text) => {
  expect(() => weekdayOf(text)).toThrow(RangeError);
});

test("years of another daylight rule are refused", () => {
  expect(() => instantOf("2006-07-03", 0)).toThrow(RangeError);
});
