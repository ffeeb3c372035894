import { expect, test } from "vitest";
import { instantOf } from "../calendar/new-york";
import { units } from "../money";
import { dollars, equity } from "../testing/builders";
import { dayBasisMicros } from "./position-figures";

const MIDNIGHT_MS = instantOf("2026-11-20", 0);
const holding = { instrument: equity() };
const lot = (hour: number, qty: number, cost: string) => ({
  openedAtMs: MIDNIGHT_MS + hour * 3_600_000,
  qtyNanos: units(qty),
  costMicros: dollars(cost),
});

test("a day's profit is measured from yesterday's close and from what was paid today", () => {
  const day = { startMs: MIDNIGHT_MS, lastCloseMicros: dollars("200") };
  // Ten shares of yesterday at 200, five of today for 1,025.
  const lots = [lot(-8, 10, "1900"), lot(10, 5, "1025")];
  expect(dayBasisMicros(holding, lots, day)).toBe(dollars("3025"));
});

test("without a close only what was opened today has a basis", () => {
  const day = { startMs: MIDNIGHT_MS, lastCloseMicros: null };
  expect(dayBasisMicros(holding, [lot(10, 5, "1025")], day)).toBe(dollars("1025"));
  expect(dayBasisMicros(holding, [lot(-8, 10, "1900")], day)).toBeNull();
});
