/** Market instants and dates as New York reads them; the engine's calendar does the arithmetic. */
import { newYorkOf, weekdayOf } from "@/lib/engine/calendar/new-york";

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;
const MONTHS = [
  "Jan",
  "Feb",
  "Mar",
  "Apr",
  "May",
  "Jun",
  "Jul",
  "Aug",
  "Sep",
  "Oct",
  "Nov",
  "Dec",
] as const;

function two(value: number): string {
  return String(value).padStart(2, "0");
}

/** The wall time in New York, to the second: "15:31:07". */
export function formatTime(atMs: number): string {
  const seconds = Math.floor(newYorkOf(atMs).msOfDay / 1000);
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** The wall time in New York to the millisecond, for fills: "15:31:07.214". */
export function formatTimeMs(atMs: number): string {
  const ms = Math.floor(newYorkOf(atMs).msOfDay) % 1000;
  return `${formatTime(atMs)}.${String(ms).padStart(3, "0")}`;
}

/** A calendar date without its year: "18 Dec". */
export function formatDay(date: string): string {
  const month = MONTHS[Number(date.slice(5, 7)) - 1];
  return `${Number(date.slice(8, 10))} ${month ?? ""}`;
}

/** A calendar date with its weekday: "Fri 18 Dec". */
export function formatWeekday(date: string): string {
  return `${DAYS[weekdayOf(date)] ?? ""} ${formatDay(date)}`;
}

/** Day and minute in New York, for lists that span days: "18 Dec 15:31". */
export function formatMoment(atMs: number): string {
  return `${formatDay(newYorkOf(atMs).date)} ${formatTime(atMs).slice(0, 5)}`;
}

/** How long ago something happened, coarsely: "42s", "3m", "2h". */
export function formatAge(ageMs: number): string {
  const seconds = Math.max(0, Math.floor(ageMs / 1000));
  if (seconds < 60) return `${seconds}s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m`;
  return `${Math.floor(seconds / 3600)}h`;
}
