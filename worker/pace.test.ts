import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Pace, pacedMs } from "./pace";

let marketMs = 0;

beforeEach(() => {
  vi.useFakeTimers();
  marketMs = 0;
});
afterEach(() => {
  vi.useRealTimers();
});

test.each([
  { speed: 1, waits: 1_000 },
  { speed: 10, waits: 100 },
  { speed: 1_000, waits: 25 },
])("work of every second is looked at every $waits ms at $speed x", ({ speed, waits }) => {
  expect(pacedMs(1_000, speed)).toBe(waits);
});

test.each([
  { does: "a second of the market", wall: 10, market: 1_000, due: true },
  { does: "a second of the wall, in a market that stands", wall: 1_000, market: 0, due: true },
  { does: "a clock that was set back", wall: 10, market: -5_000, due: true },
  { does: "almost a second: the round before began late", wall: 10, market: 900, due: true },
  { does: "less than that of both", wall: 899, market: 899, due: false },
])("$does: due again $due", ({ wall, market, due }) => {
  const pace = new Pace(1_000, () => marketMs);
  expect(pace.isDue()).toBe(true);
  pace.begin();
  expect(pace.isDue()).toBe(false);
  vi.advanceTimersByTime(wall);
  marketMs += market;
  expect(pace.isDue()).toBe(due);
});
