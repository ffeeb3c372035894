/**
 * Bar lengths as Alpaca spells them ("5Min", "1Hour", "1Day", "1Week", "3Month") and the bars of each.
 *
 * Minutes and hours are counted from New York midnight, weeks start on Monday. A bar belongs to a span
 * when its start does.
 */
import {
  addDays,
  type IsoDate,
  instantOf,
  newYorkOf,
  weekdayOf,
} from "../../../lib/engine/calendar/new-york";
import { type Bar, joinBars } from "./bar";
import { type BarSource, dayBarsIn, minuteBarsIn, type Span } from "./history";
import { MINUTE_MS } from "./session-time";

export type Timeframe = {
  readonly unit: "minute" | "day" | "week" | "month";
  readonly count: number;
};

const SPELLING = /^(\d{1,2})(Min|T|Hour|H|Day|D|Week|W|Month|M)$/;
const COUNTS: Record<string, (count: number) => Timeframe | null> = {
  M: (count) => (count <= 59 ? { unit: "minute", count } : null),
  H: (count) => (count <= 23 ? { unit: "minute", count: count * 60 } : null),
  D: (count) => (count === 1 ? { unit: "day", count } : null),
  W: (count) => (count === 1 ? { unit: "week", count } : null),
  Mo: (count) => ([1, 2, 3, 4, 6, 12].includes(count) ? { unit: "month", count } : null),
};
const UNITS: Record<string, string> = {
  Min: "M",
  T: "M",
  Hour: "H",
  H: "H",
  Day: "D",
  D: "D",
  Week: "W",
  W: "W",
  Month: "Mo",
  M: "Mo",
};
/** The longest a bar can be: what has to be walked past the end of a span to complete its last bar. */
const LENGTH_MAX_MS = { minute: 0, day: 0, week: 7, month: 366 } as const;
const DAY_MS = 86_400_000;

/** Reads a timeframe, or null when Alpaca has no such. */
export function parseTimeframe(text: string): Timeframe | null {
  const match = SPELLING.exec(text);
  const count = Number(match?.[1]);
  const unit = UNITS[match?.[2] ?? ""];
  return unit === undefined || !(count >= 1) ? null : (COUNTS[unit]?.(count) ?? null);
}

function bucketDate(date: IsoDate, { unit, count }: Timeframe): IsoDate {
  if (unit === "day") return date;
  if (unit === "week") return addDays(date, -((weekdayOf(date) + 6) % 7));
  const month = Number(date.slice(5, 7)) - 1;
  const first = String(month - (month % count) + 1).padStart(2, "0");
  return `${date.slice(0, 4)}-${first}-01`;
}

/** Tells the start (epoch ms) of the bar an instant falls in. */
function bucketStartMs(atMs: number, timeframe: Timeframe): number {
  const { date, msOfDay } = newYorkOf(atMs);
  if (timeframe.unit !== "minute") return instantOf(bucketDate(date, timeframe), 0);
  const minute = Math.floor(msOfDay / MINUTE_MS);
  return instantOf(date, minute - (minute % timeframe.count));
}

/** Walks the bars of a source whose start lies in a span; the last may still be running at knownMs. */
export function* barsIn(input: {
  source: BarSource;
  timeframe: Timeframe;
  span: Span;
  knownMs: number;
}): Generator<Bar> {
  const { source, timeframe, span, knownMs } = input;
  const isMinutes = timeframe.unit === "minute";
  const lengthMs = isMinutes ? timeframe.count * MINUTE_MS : LENGTH_MAX_MS[timeframe.unit] * DAY_MS;
  const wide = { ...span, endMs: Math.min(knownMs, span.endMs + lengthMs) };
  const parts = isMinutes ? minuteBarsIn(source, wide, knownMs) : dayBarsIn(source, wide, knownMs);
  for (const { startMs, bars } of groupsOf(parts, timeframe)) {
    const bar = joinBars(startMs, span.isDescending ? bars.toReversed() : bars);
    if (bar !== null && startMs >= span.startMs && startMs <= span.endMs) yield bar;
  }
}

/** Gathers neighbors that fall in the same bar. */
function* groupsOf(
  parts: Iterable<Bar>,
  timeframe: Timeframe,
): Generator<{ startMs: number; bars: Bar[] }> {
  let group: { startMs: number; bars: Bar[] } = { startMs: Number.NaN, bars: [] };
  for (const part of parts) {
    const startMs = bucketStartMs(part.startMs, timeframe);
    if (group.startMs !== startMs) {
      yield group;
      group = { startMs, bars: [] };
    }
    group.bars.push(part);
  }
  yield group;
}
