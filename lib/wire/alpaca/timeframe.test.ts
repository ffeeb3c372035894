import { expect, test } from "vitest";
import { barEndMs, parseTimeframe } from "./timeframe";

test.each([
  { text: "1Min", unit: "minute", count: 1 },
  { text: "59T", unit: "minute", count: 59 },
  { text: "1Hour", unit: "minute", count: 60 },
  { text: "23H", unit: "minute", count: 1_380 },
  { text: "1Day", unit: "day", count: 1 },
  { text: "1W", unit: "week", count: 1 },
  { text: "6Month", unit: "month", count: 6 },
  { text: "12M", unit: "month", count: 12 },
])("$text is a timeframe", ({ text, ...timeframe }) => {
  expect(parseTimeframe(text)).toEqual(timeframe);
});

// alpaca-wire.md §5.1: [1-59]Min|T, [1-23]Hour|H, 1Day|D, 1Week|W, [1,2,3,4,6,12]Month|M.
test.each([
  "",
  "Min",
  "0Min",
  "60Min",
  "24Hour",
  "2Day",
  "2W",
  "5Month",
  "13M",
  "1min",
  "1 Min",
  "-1Min",
])("%j is none", (text) => {
  expect(parseTimeframe(text)).toBeNull();
});

// New York is 5 hours behind in November and 4 in October; the clocks change on 1 November 2026.
test.each([
  { text: "5Min", start: "2026-11-20T15:00:00Z", end: "2026-11-20T15:05:00Z" },
  { text: "1Day", start: "2026-11-20T05:00:00Z", end: "2026-11-21T05:00:00Z" },
  { text: "1Week", start: "2026-10-26T04:00:00Z", end: "2026-11-02T05:00:00Z" },
  { text: "3Month", start: "2026-10-01T04:00:00Z", end: "2027-01-01T05:00:00Z" },
])("a $text bar from $start is over at $end", ({ text, start, end }) => {
  const timeframe = parseTimeframe(text);
  expect(timeframe && barEndMs(Date.parse(start), timeframe)).toBe(Date.parse(end));
});
