/**
 * The bars of a length.
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
import type { Timeframe } from "../../../lib/wire/alpaca/timeframe";
import { type Bar, joinBars } from "./bar";
import { type BarSource, dayBarsIn, minuteBarsIn, type Span } from "./history";
import { MINUTE_MS } from "./session-time";

/** The longest a bar can be: what has to be walked past the end of a span to complete its last bar. */
const LENGTH_MAX_MS = { minute: 0, day: 0, week: 7, month: 366 } as const;
const DAY_MS = 86_400_000;

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
