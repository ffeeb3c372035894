/** An operator's mistakes about a day on which the exchange closes: each with its own answer, and nothing stored. */
import { beforeEach, expect, test } from "vitest";
import { instantOf } from "@/lib/engine/calendar/new-york";
import { createDoorWorld } from "../testing/door-world";
import { enterDay, listDays, removeDay } from "./enter-day";

const world = await createDoorWorld();
const pool = world.pool("raxx_worker");
/** Tuesday, 10:30 in New York. */
const nowMs = instantOf("2026-11-17", 10 * 60 + 30);
const deps = { pool, nowMs };
const DAY = { date: "2026-12-01", kind: "closed", reason: "a day of mourning" } as const;
beforeEach(() => world.admin.query("DELETE FROM calendar_overrides"));

test.each([
  [{ ...DAY, date: "2026-13-01" }, "give --date"],
  [{ ...DAY, date: "1 December" }, "give --date"],
  [{ ...DAY, date: undefined }, "give --date"],
  [{ ...DAY, kind: "half" }, "--kind is closed or half_day"],
  [{ ...DAY, reason: " " }, "give a --reason"],
  [{ ...DAY, reason: undefined }, "give a --reason"],
  [{ ...DAY, date: "2027-12-01" }, "more than 60 days away"],
  [{ ...DAY, date: "2026-11-28" }, "2026-11-28 is no trading day"], // a Saturday
  [{ ...DAY, date: "2026-11-26" }, "2026-11-26 is no trading day"], // Thanksgiving
  [{ ...DAY, date: "2026-11-27", kind: "half_day" }, "is a half day already"],
  [{ ...DAY, date: "2026-11-17" }, "too late for 2026-11-17"],
  [{ ...DAY, date: "2026-11-16" }, "too late for 2026-11-16"],
])("%o is refused: %s", async (values, reason) => {
  await expect(enterDay(deps, values)).rejects.toThrow(reason);
  expect(await listDays(pool)).toEqual([]);
});

test("a half day may be entered until one o'clock of the day, not after", async () => {
  const half = { ...DAY, date: "2026-11-17", kind: "half_day" };
  const late = { pool, nowMs: instantOf("2026-11-17", 13 * 60) };
  await expect(enterDay(late, half)).rejects.toThrow("too late for 2026-11-17");
  await enterDay({ pool, nowMs: late.nowMs - 1 }, half);
  expect((await listDays(pool)).map(({ date, kind }) => `${date} ${kind}`)).toEqual([
    "2026-11-17 half_day",
  ]);
});

test("the same day twice, and another word about it, are refused until --replace", async () => {
  await enterDay(deps, DAY);
  await expect(enterDay(deps, DAY)).rejects.toThrow("is entered already: give --replace");
  const half = { ...DAY, kind: "half_day" };
  await expect(enterDay(deps, half)).rejects.toThrow("give --replace to change it");
  expect((await listDays(pool))[0]?.kind).toBe("closed");
  await enterDay(deps, { ...half, replace: true });
  expect((await listDays(pool))[0]?.kind).toBe("half_day");
});

test("what has begun is not taken back, nor what was never entered", async () => {
  await enterDay(deps, DAY);
  await expect(removeDay(deps, "2026-12-02")).rejects.toThrow("nothing is entered for 2026-12-02");
  const later = { pool, nowMs: instantOf("2026-12-01", 1) };
  await expect(removeDay(later, DAY.date)).rejects.toThrow("has begun");
  expect(await listDays(pool)).toHaveLength(1);
  await removeDay(deps, DAY.date);
  expect(await listDays(pool)).toEqual([]);
});
