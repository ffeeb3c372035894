import { describe, expect, test } from "vitest";
import { instantOf } from "@/lib/engine/calendar/new-york";
import { type HistorySpan, historySteps } from "./history-steps";

// Friday 2026-11-20; Thanksgiving is the 26th and the 27th a half day.
const span = (fields: Partial<HistorySpan>): HistorySpan => ({
  ...{ from: "2026-11-20", until: "2026-11-27", timeframe: "1D", reporting: "market_hours" },
  ...{ nowMs: instantOf("2026-11-30", 0), ...fields },
});

describe("days", () => {
  test("trading days alone, each from its open to its close", () => {
    const steps = historySteps(span({}));
    expect(steps.map(({ date }) => date)).toEqual([
      ...["2026-11-20", "2026-11-23", "2026-11-24", "2026-11-25", "2026-11-27"],
    ]);
    expect(steps.at(-1)).toMatchObject({
      startMs: instantOf("2026-11-27", 9 * 60 + 30),
      endMs: instantOf("2026-11-27", 13 * 60),
    });
  });
});

describe("steps within a day", () => {
  test.each([
    { timeframe: "1Min", reporting: "market_hours", count: 390 },
    { timeframe: "1H", reporting: "market_hours", count: 7 }, // the last is half an hour
    { timeframe: "15Min", reporting: "extended_hours", count: 64 }, // 04:00 to 20:00
    { timeframe: "1H", reporting: "continuous", count: 24 },
  ] as const)("$timeframe of $reporting: $count", ({ count, ...asked }) => {
    expect(historySteps(span({ ...asked, until: "2026-11-20" }))).toHaveLength(count);
  });

  test("what has not begun is not told, and the running step ends now", () => {
    const nowMs = instantOf("2026-11-20", 10 * 60) + 90_000;
    const steps = historySteps(span({ timeframe: "1Min", nowMs }));
    expect(steps).toHaveLength(32);
    expect(steps.at(-1)).toMatchObject({ startMs: nowMs - 30_000, endMs: nowMs });
  });

  test("around the clock counts the days without a session too", () => {
    const asked = { timeframe: "1H", reporting: "continuous" } as const;
    const weekend = span({ ...asked, from: "2026-11-21", until: "2026-11-22" });
    expect(historySteps(weekend)).toHaveLength(48);
  });
});
