/** The instants a history is told at: trading days, or steps within their sessions. */
import { addDays, type IsoDate, instantOf } from "@/lib/engine/calendar/new-york";
import { tradingDays } from "@/lib/engine/calendar/trading-calendar";
import type { HistoryTimeframe } from "@/lib/wire/alpaca/portfolio-history";

export type IntradayReporting = "market_hours" | "extended_hours" | "continuous";

export interface HistorySpan {
  /** The first day, and the last one that is told. */
  readonly from: IsoDate;
  readonly until: IsoDate;
  /** Nothing after this instant is told. */
  readonly nowMs: number;
  readonly timeframe: HistoryTimeframe;
  readonly reporting: IntradayReporting;
}

export interface Step {
  readonly date: IsoDate;
  readonly startMs: number;
  readonly endMs: number;
}

const MINUTE_MS = 60_000;
const LENGTH_MS: { readonly [T in Exclude<HistoryTimeframe, "1D">]: number } = {
  "1Min": MINUTE_MS,
  "5Min": 5 * MINUTE_MS,
  "15Min": 15 * MINUTE_MS,
  "1H": 60 * MINUTE_MS,
};

/** Lists the steps that have begun, in order. A day begins with its core session. */
export function historySteps(span: HistorySpan): readonly Step[] {
  const { timeframe, nowMs } = span;
  const windows = span.reporting === "continuous" && timeframe !== "1D" ? nights(span) : days(span);
  const steps = windows.flatMap((window) =>
    timeframe === "1D" ? [window] : cut(window, LENGTH_MS[timeframe]),
  );
  return steps
    .filter(({ startMs }) => startMs <= nowMs)
    .map((step) => ({ ...step, endMs: Math.min(step.endMs, nowMs) }));
}

function days({ from, until, timeframe, reporting }: HistorySpan): readonly Step[] {
  const isExtended = timeframe !== "1D" && reporting === "extended_hours";
  return tradingDays(from, until).map((day) => ({
    date: day.date,
    startMs: isExtended ? day.preOpenMs : day.openMs,
    endMs: isExtended ? day.postCloseMs : day.closeMs,
  }));
}

/** Every calendar day, around the clock. */
function nights({ from, until }: HistorySpan): readonly Step[] {
  const steps: Step[] = [];
  for (let date = from; date <= until; date = addDays(date, 1)) {
    steps.push({ date, startMs: instantOf(date, 0), endMs: instantOf(addDays(date, 1), 0) });
  }
  return steps;
}

function cut({ date, startMs, endMs }: Step, lengthMs: number): readonly Step[] {
  const count = Math.ceil((endMs - startMs) / lengthMs);
  return Array.from({ length: count }, (_, index) => ({
    date,
    startMs: startMs + index * lengthMs,
    endMs: Math.min(endMs, startMs + (index + 1) * lengthMs),
  }));
}
