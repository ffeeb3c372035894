import { expect, test } from "vitest";
import { instantOf } from "../calendar/new-york";
import { acceleratedExpiry, tradeDateOf } from "./trade-date";

test.each([
  ["2026-11-23", 0, "2026-11-23"],
  ["2026-11-23", 9 * 60 + 30, "2026-11-23"],
  ["2026-11-23", 19 * 60 + 59, "2026-11-23"],
  // The overnight session of Tuesday, and the one of Monday that begins on Sunday.
  ["2026-11-23", 20 * 60, "2026-11-24"],
  ["2026-11-22", 20 * 60, "2026-11-23"],
])("%s at minute %i trades for %s", (date, minute, expected) => {
  expect(tradeDateOf(instantOf(date, minute))).toBe(expected);
});

// Source: IBKR article 639: the nearest standard expiry, unless the conversion is after the Tuesday
// of its week. The third Friday of November 2026 is the 20th, of December the 18th.
test.each([
  ["2026-11-02", "2026-11-20"],
  ["2026-11-17", "2026-11-20"],
  ["2026-11-18", "2026-12-18"],
  ["2026-12-31", "2027-01-15"],
  // Good Friday 2025 was the third Friday of April: its options expired on Thursday.
  ["2025-04-15", "2025-04-17"],
  ["2025-04-16", "2025-05-16"],
])("bought for cash on %s, options expire on %s", (effective, expiry) => {
  expect(acceleratedExpiry(effective)).toBe(expiry);
});
