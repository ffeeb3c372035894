import { expect, test } from "vitest";
import { instantOf } from "../calendar/new-york";
import { series } from "../testing/builders";
import { isOpen } from "./trading-session";

const SPY = series("SPY-600P@261120", { lateClose: true });
const INDEX_PM = series("XBX-600P@261120", {
  ...{ lateClose: true, settlement: "cash", settlementTime: "pm", style: "european" },
});
const INDEX_AM = series("XBX-600P@261120", { ...INDEX_PM, settlementTime: "am" });
const INDEX_LATER = series("XBX-600P@261127", { ...INDEX_PM, expiryDate: "2026-11-27" });

// Minutes of the New York day: 959 is 15:59, 960 is 16:00, 975 is 16:15. Source: decisions 30.
test.each([
  { what: "a late-close option on its last day", of: SPY, date: "2026-11-20", last: 974 },
  { what: "an expiring PM index series", of: INDEX_PM, date: "2026-11-20", last: 959 },
  { what: "the same index, not expiring", of: INDEX_LATER, date: "2026-11-20", last: 974 },
  { what: "an AM index series the day before", of: INDEX_AM, date: "2026-11-19", last: 974 },
  { what: "an expiring series on a half day", of: INDEX_LATER, date: "2026-11-27", last: 779 },
])("$what trades until minute $last", ({ of, date, last }) => {
  expect(isOpen(of, instantOf(date, last))).toBe(true);
  expect(isOpen(of, instantOf(date, last + 1))).toBe(false);
});

test("an AM-settled series does not trade on the day of its settlement value", () => {
  expect(isOpen(INDEX_AM, instantOf("2026-11-20", 600))).toBe(false);
});

test("nothing trades after its last day", () => {
  expect(isOpen(SPY, instantOf("2026-11-23", 600))).toBe(false);
});
