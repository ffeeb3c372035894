import fc from "fast-check";
import { expect, test } from "vitest";
import { type ClockAnchor, marketTimeAt, startAnchor } from "./market-clock";
import { formatOffsetTimestamp, instantOf } from "./new-york";

const MINUTE_MS = 60_000;
const wallAtMs = 1_800_000_000_000;

function anchorAt(date: string, minute: number, speed = 1): ClockAnchor {
  return { wallAtMs, marketAtMs: instantOf(date, minute), speed };
}

function shown(atMs: number): string {
  return formatOffsetTimestamp(atMs).slice(0, 16);
}

test.each([
  { name: "runs at wall speed", from: ["2026-11-20", 630], minutes: 60, to: "2026-11-20T11:30" },
  {
    name: "goes on after the close",
    from: ["2026-11-20", 959],
    minutes: 30,
    to: "2026-11-20T16:29",
  },
  {
    name: "jumps over the weekend",
    from: ["2026-11-20", 959],
    minutes: 31,
    to: "2026-11-23T09:30",
  },
  {
    name: "jumps at 13:30 on half days",
    from: ["2026-11-27", 780],
    minutes: 31,
    to: "2026-11-30T09:31",
  },
  {
    name: "jumps over Thanksgiving",
    from: ["2026-11-25", 989],
    minutes: 2,
    to: "2026-11-27T09:31",
  },
  // A day is 420 minutes, a half day 240: 25 Nov, 27 Nov (half), 30 Nov.
  { name: "jumps days", from: ["2026-11-25", 570], minutes: 661, to: "2026-11-30T09:31" },
  {
    name: "wakes a weekend to Monday",
    from: ["2026-11-21", 600],
    minutes: 5,
    to: "2026-11-23T09:35",
  },
  {
    name: "wakes a night to the open",
    from: ["2026-11-20", 100],
    minutes: 0,
    to: "2026-11-20T09:30",
  },
  {
    name: "runs through a pre-market",
    from: ["2026-11-20", 480],
    minutes: 10,
    to: "2026-11-20T08:10",
  },
  {
    name: "holds when the wall goes back",
    from: ["2026-11-20", 630],
    minutes: -9,
    to: "2026-11-20T10:30",
  },
] as const)("$name", ({ from: [date, minute], minutes, to }) => {
  expect(shown(marketTimeAt(anchorAt(date, minute), wallAtMs + minutes * MINUTE_MS))).toBe(to);
});

test("ten times the speed makes ten minutes of one", () => {
  const atMs = marketTimeAt(anchorAt("2026-11-20", 630, 10), wallAtMs + MINUTE_MS);
  expect(shown(atMs)).toBe("2026-11-20T10:40");
});

test("market time never goes back", () => {
  const minute = fc.integer({ min: 0, max: 20_000 });
  fc.assert(
    fc.property(minute, minute, fc.constantFrom(0.5, 1, 60), (a, b, speed) => {
      const anchor = anchorAt("2026-11-20", 630, speed);
      const [early, late] = [Math.min(a, b), Math.max(a, b)];
      expect(marketTimeAt(anchor, wallAtMs + late * MINUTE_MS)).toBeGreaterThanOrEqual(
        marketTimeAt(anchor, wallAtMs + early * MINUTE_MS),
      );
    }),
  );
});

test.each([
  { wall: ["2026-11-20", 1380], to: "2026-11-20T10:30" },
  { wall: ["2026-11-20", 300], to: "2026-11-20T10:30" },
  { wall: ["2026-11-22", 700], to: "2026-11-20T10:30" },
  { wall: ["2026-11-26", 700], to: "2026-11-25T10:30" },
] as const)("first started at $wall the market is at $to", ({ wall: [date, minute], to }) => {
  const wallMs = instantOf(date, minute);
  const anchor = startAnchor(null, wallMs);
  expect(shown(anchor.marketAtMs)).toBe(to);
  expect(anchor).toMatchObject({ wallAtMs: wallMs, speed: 1 });
});

test.each([
  { name: "mid-day goes on", from: ["2026-11-20", 630], minutes: 60, to: "2026-11-20T11:30" },
  { name: "09:50 goes on", from: ["2026-11-20", 590], minutes: 0, to: "2026-11-20T09:50" },
  {
    name: "09:49 begins the next day",
    from: ["2026-11-20", 589],
    minutes: 0,
    to: "2026-11-23T10:00",
  },
  { name: "15:45 goes on", from: ["2026-11-20", 945], minutes: 0, to: "2026-11-20T15:45" },
  {
    name: "15:46 begins the next day",
    from: ["2026-11-20", 946],
    minutes: 0,
    to: "2026-11-23T10:00",
  },
  {
    name: "12:45 of a half day goes on",
    from: ["2026-11-27", 765],
    minutes: 0,
    to: "2026-11-27T12:45",
  },
  {
    name: "12:46 of a half day does not",
    from: ["2026-11-27", 766],
    minutes: 0,
    to: "2026-11-30T10:00",
  },
] as const)("restart: $name", ({ from: [date, minute], minutes, to }) => {
  const wallMs = wallAtMs + minutes * MINUTE_MS;
  const anchor = startAnchor(anchorAt(date, minute), wallMs);
  expect(shown(marketTimeAt(anchor, wallMs))).toBe(to);
});

test("a restart on a wall clock set back goes on from where the market was", () => {
  const anchor = startAnchor(anchorAt("2026-11-20", 630), wallAtMs - 60 * MINUTE_MS);
  expect(shown(marketTimeAt(anchor, wallAtMs - 59 * MINUTE_MS))).toBe("2026-11-20T10:31");
});
