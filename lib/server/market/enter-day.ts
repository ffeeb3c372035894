/** Enters a day on which the exchange closes unforeseen, or takes it back, or says why it cannot be. */
import type pg from "pg";
import { z } from "zod";
import { addDays, instantOf, newYorkOf } from "@/lib/engine/calendar/new-york";
import { isScheduledDate, tradingDay } from "@/lib/engine/calendar/trading-calendar";
import { AppError } from "../errors";

/** Announcements come days ahead; a date further away is a typing mistake. */
const DAYS_AHEAD_MAX = 60;
const HALF_DAY_CLOSE_MINUTE = 13 * 60;
const PRE_OPEN_MINUTE = 4 * 60;

const Entered = z.object({
  date: z.iso.date("give --date such as 2026-12-05"),
  kind: z.enum(["closed", "half_day"], { error: "--kind is closed or half_day" }),
  reason: z.string("give a --reason").trim().min(3, "give a --reason").max(200),
  replace: z.boolean().default(false),
});

export type EnteredDay = Omit<z.infer<typeof Entered>, "replace">;

interface Deps {
  /** As raxx_worker. */
  readonly pool: pg.Pool;
  /** Market time of the real-time feed. */
  readonly nowMs: number;
}

/** Enters a day that has not begun to be different yet. */
export async function enterDay({ pool, nowMs }: Deps, values: unknown): Promise<EnteredDay> {
  const parsed = Entered.safeParse(values);
  if (!parsed.success) throw refused(parsed.error.issues.map(({ message }) => message).join("; "));
  const { replace, ...day } = parsed.data;
  const today = newYorkOf(nowMs).date;
  if (day.date > addDays(today, DAYS_AHEAD_MAX)) {
    throw refused(`${day.date} is more than ${DAYS_AHEAD_MAX} days away`);
  }
  if (!isScheduledDate(day.date)) throw refused(`${day.date} is no trading day`);
  if (!replace && day.kind === "half_day" && tradingDay(day.date)?.isHalfDay) {
    throw refused(`${day.date} is a half day already`);
  }
  const fromMs = instantOf(
    day.date,
    day.kind === "closed" ? PRE_OPEN_MINUTE : HALF_DAY_CLOSE_MINUTE,
  );
  if (nowMs >= fromMs) throw refused(`it is too late for ${day.date}: orders may have traded`);
  const { rowCount } = await pool.query(
    `INSERT INTO calendar_overrides (date, kind, reason) VALUES ($1, $2, $3)
     ON CONFLICT (date) ${replace ? "DO UPDATE SET kind = excluded.kind, reason = excluded.reason" : "DO NOTHING"}`,
    [day.date, day.kind, day.reason],
  );
  if (rowCount === 0) throw refused(`${day.date} is entered already: give --replace to change it`);
  return day;
}

/** Takes a day back that has not begun. */
export async function removeDay({ pool, nowMs }: Deps, date: string): Promise<void> {
  if (newYorkOf(nowMs).date >= date) throw refused(`${date} has begun: it stays as it was`);
  const { rowCount } = await pool.query("DELETE FROM calendar_overrides WHERE date = $1", [date]);
  if (rowCount === 0) throw refused(`nothing is entered for ${date}`);
}

/** Every day that was entered. */
export async function listDays(pool: pg.Pool): Promise<readonly EnteredDay[]> {
  const { rows } = await pool.query<EnteredDay>(
    "SELECT date, kind, reason FROM calendar_overrides ORDER BY date",
  );
  return rows;
}

function refused(message: string): AppError {
  return new AppError("bad_request", message);
}
