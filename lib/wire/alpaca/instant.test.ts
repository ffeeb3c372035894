import { expect, test } from "vitest";
import { parseDate, parseInstant } from "./instant";

test.each([
  { text: "2026-11-20T15:00:00Z", iso: "2026-11-20T15:00:00.000Z" },
  { text: "2026-11-20T15:00:00.123456789Z", iso: "2026-11-20T15:00:00.123Z" },
  { text: "2026-11-20T10:00:00-05:00", iso: "2026-11-20T15:00:00.000Z" },
  { text: "2026-11-20T20:30:00 05:30", iso: "2026-11-20T15:00:00.000Z" }, // "+" that was not escaped
  { text: "2026-11-20", iso: "2026-11-20T05:00:00.000Z" }, // midnight in New York
  { text: "2026-07-01", iso: "2026-07-01T04:00:00.000Z" },
])("$text is $iso", ({ text, iso }) => {
  expect(parseInstant(text)).toBe(Date.parse(iso));
});

test.each([
  "",
  "now",
  "2026-02-30",
  "2026-02-30T00:00:00Z",
  "2026-11-20T25:00:00Z",
  "2026-11-20T15:00:00",
  "1763650800",
  "+002026-11-20T15:00:00Z",
  "2026-11-20T15:00:00.0000000000Z",
  "1999-01-01",
])("%j is no instant", (text) => {
  expect(parseInstant(text)).toBeNull();
});

test("a date is itself", () => {
  expect(parseDate("2026-11-20")).toBe("2026-11-20");
  expect(parseDate("2026-11-20T15:00:00Z")).toBeNull();
});
