/** The v3 clock and calendar: the same days as v2, with every session (alpaca-wire.md §1.11). */
import { describe, expect, test } from "vitest";
import { instantOf } from "@/lib/engine/calendar/new-york";
import { tradingDays } from "@/lib/engine/calendar/trading-calendar";
import { marketCalendar, marketClocks, usMarketOf } from "./market-session";

const NYSE = usMarketOf("nyse");
if (NYSE === null) throw new Error("the NYSE is a market");

describe("a clock", () => {
  test.each([
    { at: 3 * 60, phase: "closed", until: "2026-11-20T04:00:00-05:00" },
    { at: 4 * 60, phase: "pre", until: "2026-11-20T09:30:00-05:00" },
    { at: 9 * 60 + 30, phase: "core", until: "2026-11-20T16:00:00-05:00" },
    { at: 16 * 60, phase: "post", until: "2026-11-20T20:00:00-05:00" },
    { at: 20 * 60, phase: "closed", until: "2026-11-23T04:00:00-05:00" }, // a Friday
  ])("at minute $at it is $phase", ({ at, phase, until }) => {
    const { clocks } = marketClocks([NYSE], instantOf("2026-11-20", at));
    expect(clocks).toMatchObject([{ phase, phase_until: until, is_market_day: true }]);
  });

  test("in session the next close is today's and the next open another day's", () => {
    expect(marketClocks([NYSE], instantOf("2026-11-25", 600)).clocks).toMatchObject([
      {
        market: { acronym: "NYSE", mic: "XNYS", timezone: "America/New_York" },
        next_market_close: "2026-11-25T16:00:00-05:00",
        next_market_open: "2026-11-27T09:30:00-05:00",
      },
    ]);
  });
});

test("a calendar day has its sessions in New York time, or in UTC when asked", () => {
  const days = tradingDays("2026-11-27", "2026-11-27");
  expect(marketCalendar(NYSE, days, null).calendar).toEqual([
    {
      date: "2026-11-27",
      pre_start: "2026-11-27T04:00:00-05:00",
      pre_end: "2026-11-27T09:30:00-05:00",
      core_start: "2026-11-27T09:30:00-05:00",
      core_end: "2026-11-27T13:00:00-05:00",
      post_start: "2026-11-27T13:00:00-05:00",
      post_end: "2026-11-27T17:00:00-05:00",
      settlement_date: "2026-11-30",
    },
  ]);
  expect(marketCalendar(NYSE, days, "UTC").calendar).toMatchObject([
    { core_start: "2026-11-27T14:30:00.000Z", post_end: "2026-11-27T22:00:00.000Z" },
  ]);
});

test("a market is known by its acronym and its MIC", () => {
  expect(usMarketOf("XNAS")?.acronym).toBe("NASDAQ");
  expect(usMarketOf("LSE")).toBeNull();
});
