/** Bar lengths as Alpaca spells them: "5Min", "1Hour", "1Day", "1Week", "3Month" (alpaca-wire.md §5.1). */
import { addDays, instantOf, newYorkOf } from "@/lib/engine/calendar/new-york";

export interface Timeframe {
  /** Hours are minutes. */
  readonly unit: "minute" | "day" | "week" | "month";
  readonly count: number;
}

const SPELLING = /^(\d{1,2})(Min|T|Hour|H|Day|D|Week|W|Month|M)$/;
const COUNTS: { readonly [unit: string]: (count: number) => Timeframe | null } = {
  Min: (count) => (count <= 59 ? { unit: "minute", count } : null),
  Hour: (count) => (count <= 23 ? { unit: "minute", count: count * 60 } : null),
  Day: (count) => (count === 1 ? { unit: "day", count } : null),
  Week: (count) => (count === 1 ? { unit: "week", count } : null),
  Month: (count) => ([1, 2, 3, 4, 6, 12].includes(count) ? { unit: "month", count } : null),
};
const SHORT_UNITS: { readonly [unit: string]: string } = {
  T: "Min",
  H: "Hour",
  D: "Day",
  W: "Week",
  M: "Month",
};
const MINUTE_MS = 60_000;

/** Reads a timeframe, or null when Alpaca has no such. */
export function parseTimeframe(text: string): Timeframe | null {
  const [, digits, unit = ""] = SPELLING.exec(text) ?? [];
  const count = Number(digits);
  return count >= 1 ? (COUNTS[SHORT_UNITS[unit] ?? unit]?.(count) ?? null) : null;
}

/** When the bar that starts at an instant is over: nothing that trades later is in it. */
export function barEndMs(startMs: number, { unit, count }: Timeframe): number {
  if (unit === "minute") return startMs + count * MINUTE_MS;
  const { date } = newYorkOf(startMs);
  if (unit !== "month") return instantOf(addDays(date, unit === "week" ? 7 : 1), 0);
  const months = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + count;
  const month = String((months % 12) + 1).padStart(2, "0");
  return instantOf(`${Math.floor(months / 12)}-${month}-01`, 0);
}
