/** When orders may trade and when auctions take them: engine.md §2, alpaca-wire.md §1.6, read 2026-11-21. */
import { describe, expect, test } from "vitest";
import { instantOf } from "../calendar/new-york";
import type { Instrument } from "../instrument/instrument";
import { equity, series } from "../testing/builders";
import {
  auctionAtMs,
  auctionClosedUntilMs,
  mayTrade,
  opensAtMs,
  sessionDay,
} from "./trading-session";

/** "2026-11-20 09:30" in New York. */
function at(text: string): number {
  const [date = "", time = ""] = text.split(" ");
  const [hour = "", minute = ""] = time.split(":");
  return instantOf(date, Number(hour) * 60 + Number(minute));
}

const orNull = (text: string | null) => (text === null ? null : at(text));
const AAPL = equity();
const LATE = series("SPY-600P", { lateClose: true });

// 2026-11-20 is a Friday, the 26th is Thanksgiving, and the 27th ends at 13:00.
describe("an order for the core session may trade from", () => {
  test.each<{ now: string; opens: string | null; of?: readonly Instrument[] }>([
    { now: "2026-11-20 09:29", opens: "2026-11-20 09:30" },
    { now: "2026-11-20 09:30", opens: null },
    { now: "2026-11-20 15:59", opens: null },
    { now: "2026-11-20 16:00", opens: "2026-11-23 09:30" },
    { now: "2026-11-21 12:00", opens: "2026-11-23 09:30" },
    { now: "2026-11-26 12:00", opens: "2026-11-27 09:30" },
    { now: "2026-11-27 12:59", opens: null },
    { now: "2026-11-27 13:00", opens: "2026-11-30 09:30" },
    { now: "2026-11-20 16:14", opens: null, of: [LATE] },
    { now: "2026-11-20 16:15", opens: "2026-11-23 09:30", of: [LATE] },
    // Stock and contract trade together: once the stock has closed both wait for Monday.
    { now: "2026-11-20 16:05", opens: "2026-11-23 09:30", of: [LATE, AAPL] },
  ])("$now: $opens", ({ now, opens, of = [AAPL] }) => {
    const hours = { legs: of.map((instrument) => ({ instrument })) };

    expect(opensAtMs(hours, at(now))).toBe(orNull(opens));
    expect(mayTrade(hours, at(now))).toBe(opens === null);
  });
});

describe("an order for extended hours may trade from", () => {
  test.each([
    { now: "2026-11-20 03:00", opens: null },
    { now: "2026-11-20 16:30", opens: null },
    { now: "2026-11-20 19:59", opens: null },
    // No night leads into a Saturday; the next one begins on Sunday evening.
    { now: "2026-11-20 20:00", opens: "2026-11-22 20:00" },
    { now: "2026-11-22 19:59", opens: "2026-11-22 20:00" },
    { now: "2026-11-22 20:00", opens: null },
    { now: "2026-11-25 20:00", opens: "2026-11-26 20:00" },
    { now: "2026-11-27 16:59", opens: null },
    { now: "2026-11-27 17:00", opens: "2026-11-29 20:00" },
  ])("$now: $opens", ({ now, opens }) => {
    const hours = { legs: [{ instrument: AAPL }], extendedHours: true };

    expect(opensAtMs(hours, at(now))).toBe(orNull(opens));
  });
});

test.each([
  { now: "2026-11-20 15:59", extendedHours: false, day: "2026-11-20" },
  { now: "2026-11-20 16:00", extendedHours: false, day: "2026-11-23" },
  { now: "2026-11-20 19:59", extendedHours: true, day: "2026-11-20" },
  { now: "2026-11-20 20:00", extendedHours: true, day: "2026-11-23" },
  { now: "2026-11-21 10:00", extendedHours: true, day: "2026-11-23" },
])("an order of $now belongs to $day, extended: $extendedHours", (row) => {
  const { now, extendedHours, day } = row;

  expect(sessionDay(AAPL, at(now), { extendedHours }).date).toBe(day);
});

test.each([
  { time: "opg", now: "2026-11-20 09:29", auction: "2026-11-20 09:30" },
  { time: "opg", now: "2026-11-20 09:30", auction: "2026-11-23 09:30" },
  { time: "opg", now: "2026-11-21 12:00", auction: "2026-11-23 09:30" },
  { time: "cls", now: "2026-11-20 09:30", auction: "2026-11-20 16:00" },
  { time: "cls", now: "2026-11-20 16:00", auction: "2026-11-23 16:00" },
  { time: "cls", now: "2026-11-27 10:00", auction: "2026-11-27 13:00" },
] as const)("$time sent $now takes part at $auction", ({ time, now, auction }) => {
  expect(auctionAtMs(time, at(now))).toBe(at(auction));
});

test.each([
  { time: "opg", now: "2026-11-20 09:27", until: null },
  { time: "opg", now: "2026-11-20 09:28", until: "2026-11-20 19:00" },
  { time: "opg", now: "2026-11-20 18:59", until: "2026-11-20 19:00" },
  { time: "opg", now: "2026-11-20 19:00", until: null },
  { time: "opg", now: "2026-11-21 12:00", until: null },
  { time: "cls", now: "2026-11-20 15:49", until: null },
  { time: "cls", now: "2026-11-20 15:50", until: "2026-11-20 19:00" },
  { time: "cls", now: "2026-11-27 12:49", until: null },
  { time: "cls", now: "2026-11-27 12:50", until: "2026-11-27 19:00" },
  { time: "cls", now: "2026-11-26 15:50", until: null },
] as const)("$time at $now is taken again from $until", ({ time, now, until }) => {
  expect(auctionClosedUntilMs(time, at(now))).toBe(orNull(until));
});
