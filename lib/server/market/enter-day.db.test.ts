/** An operator's word about the calendar: checked, kept, shown, and followed by whoever asks for a day. */
import { afterEach, expect, test } from "vitest";
import { instantOf } from "@/lib/engine/calendar/new-york";
import { tradingDay } from "@/lib/engine/calendar/trading-calendar";
import { setUnscheduledDays } from "@/lib/engine/calendar/unscheduled";
import { createDoorWorld } from "../testing/door-world";
import { CalendarBook } from "./calendar-book";
import { enterDay, listDays, removeDay } from "./enter-day";

const world = await createDoorWorld();
const pool = world.pool("raxx_worker");
/** Friday 2026-11-20, 10:00. */
const deps = { pool, nowMs: instantOf("2026-11-20", 600) };
const storm = { date: "2026-11-24", kind: "closed", reason: "a storm" };
afterEach(async () => {
  await world.admin.query("DELETE FROM calendar_overrides");
  setUnscheduledDays([]);
});

test("a day that is entered is listed and followed, and taken back again", async () => {
  const book = new CalendarBook(pool, { nowMs: () => now });
  let now = 0;
  await book.refresh();
  await enterDay(deps, storm);
  expect(await listDays(pool)).toEqual([storm]);
  await book.refresh();
  expect(tradingDay("2026-11-24")).not.toBeNull();
  now = 5_000;
  await book.refresh();
  expect(tradingDay("2026-11-24")).toBeNull();
  await removeDay(deps, "2026-11-24");
  now = 10_000;
  await book.refresh();
  expect(tradingDay("2026-11-24")).not.toBeNull();
});

test.each([
  [{ ...storm, date: "2026-11-26" }, "2026-11-26 is no trading day"],
  [{ ...storm, date: "2026-11-21" }, "2026-11-21 is no trading day"],
  [{ ...storm, date: "2027-06-01" }, "2027-06-01 is more than 60 days away"],
  [{ ...storm, date: "2026-13-01" }, "give --date such as 2026-12-05"],
  [{ ...storm, date: "2026-11-20" }, "it is too late for 2026-11-20: orders may have traded"],
  [{ ...storm, date: "2026-11-27", kind: "half_day" }, "2026-11-27 is a half day already"],
  [{ ...storm, kind: "early" }, "--kind is closed or half_day"],
  [{ ...storm, reason: " " }, "give a --reason"],
])("%j is refused", async (values, why) => {
  await expect(enterDay(deps, values)).rejects.toThrow(why);
  expect(await listDays(pool)).toEqual([]);
});

test("today may still become a half day before 13:00, and a day is not entered twice", async () => {
  const today = { date: "2026-11-20", kind: "half_day", reason: "a power cut" };
  await enterDay(deps, today);
  await expect(enterDay(deps, today)).rejects.toThrow("is entered already: give --replace");
  await expect(
    enterDay({ pool, nowMs: instantOf("2026-11-20", 780) }, { ...today, replace: true }),
  ).rejects.toThrow("too late");
  await expect(removeDay(deps, "2026-11-20")).rejects.toThrow("has begun");
  await expect(removeDay(deps, "2026-11-23")).rejects.toThrow("nothing is entered");
});
