import { expect, test } from "vitest";
import {
  adjustmentOf,
  askedSpan,
  asofOf,
  BadDataQuery,
  limitOf,
  pageTokenOf,
  strikeIn,
  symbolsOf,
  timeframeOf,
} from "./data-query";

const query = (text: string) => new URLSearchParams(text);

test("symbols come as csv, repeated or both, and go out sorted, each once", () => {
  expect(symbolsOf(query("symbols=SPY,AAPL&symbols=BRK.B,%20SPY"))).toEqual([
    "AAPL",
    "BRK.B",
    "SPY",
  ]);
});

test("an end that is a date is the last moment of that day in New York", () => {
  expect(askedSpan(query("start=2026-11-19&end=2026-11-20&sort=desc"))).toEqual({
    startMs: Date.parse("2026-11-19T05:00:00Z"),
    endMs: Date.parse("2026-11-21T05:00:00Z") - 1,
    isDescending: true,
  });
});

test("a start from before there was data is the first there is", () => {
  const first = Date.parse("2007-01-01T05:00:00Z");
  expect(askedSpan(query("start=1970-01-01")).startMs).toBe(first);
  expect(askedSpan(query("start=1999-05-05T00:00:00Z")).startMs).toBe(first);
});

test("an adjustment is raw unless something is said", () => {
  expect(adjustmentOf(query(""))).toBe("raw");
  expect(adjustmentOf(query("adjustment=split,dividend"))).toBe("split,dividend");
  expect(asofOf(query("asof=-"))).toBe("-");
});

test.each([
  [symbolsOf, "", "symbols is required"],
  [symbolsOf, "symbols=,,", "symbols is required"],
  [symbolsOf, "symbols=SPY,a%3Bb", "invalid symbol: a;b"],
  [(asked: URLSearchParams) => symbolsOf(asked, 1), "symbols=A,B", "too many symbols: 2 (max 1)"],
  [limitOf, "limit=0", "invalid limit: 0 (1 to 10000)"],
  [limitOf, "limit=10001", "invalid limit: 10001 (1 to 10000)"],
  [limitOf, "limit=1e3", "invalid limit: 1e3 (1 to 10000)"],
  [askedSpan, "start=yesterday", "invalid start: yesterday"],
  [askedSpan, "start=1999-99-99", "invalid start: 1999-99-99"],
  [askedSpan, "end=2026-02-30", "invalid end: 2026-02-30"],
  [askedSpan, "start=2026-11-20&end=2026-11-19", "end should not be before start"],
  [askedSpan, "sort=up", "invalid sort: up"],
  [timeframeOf, "timeframe=7Sec", "invalid timeframe: 7Sec"],
  [adjustmentOf, "adjustment=split,none", "invalid adjustment: none"],
  [asofOf, "asof=today", "invalid asof: today"],
  [pageTokenOf, "page_token=%00", "invalid page_token"],
  [
    (asked: URLSearchParams) => strikeIn(asked, "strike_price_gte"),
    "strike_price_gte=-1",
    "invalid strike_price_gte: -1",
  ],
])("%# %s is refused: %s", (read: (asked: URLSearchParams) => unknown, text, message) => {
  expect(() => read(query(text))).toThrow(new BadDataQuery(message));
});
