/** Reads the query parameters the market-data endpoints share; what does not parse is answered 400. */
import { addDays, formatUtc, instantOf, newYorkOf } from "../../../lib/engine/calendar/new-york";
import type { Span } from "../model/history";
import { FIRST_DATE } from "../model/session-time";
import { parseTimeframe, type Timeframe } from "../model/timeframe";
import { HttpError } from "./http-error";

export type Query = URLSearchParams;

const DELAYED_FEEDS = new Set(["delayed_sip", "indicative"]);
/** Feeds of the free plan live a quarter of an hour behind. */
export const FEED_DELAY_MS = 15 * 60_000;
const LIMIT_MAX = 10_000;
const LIMIT_DEFAULT = 1000;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** Tells what is known on the feed asked for. */
export function knownMsOf(query: Query, nowMs: number): number {
  return DELAYED_FEEDS.has(query.get("feed") ?? "") ? nowMs - FEED_DELAY_MS : nowMs;
}

/** Reads a comma-separated or repeated list of symbols, sorted, each once. */
export function symbolsOf(query: Query, symbolsMax = Number.POSITIVE_INFINITY): string[] {
  const symbols = query.getAll("symbols").flatMap((list) => list.split(","));
  const named = [...new Set(symbols.map((symbol) => symbol.trim()).filter(Boolean))].sort();
  if (named.length === 0) throw new HttpError(400, "symbols is required");
  if (named.length > symbolsMax) {
    throw new HttpError(400, `too many symbols: ${named.length} (max ${symbolsMax})`);
  }
  return named;
}

/** Reads a whole number between 1 and a maximum. */
export function limitOf(query: Query, limits = { max: LIMIT_MAX, usual: LIMIT_DEFAULT }): number {
  const text = query.get("limit");
  if (text === null || text === "") return limits.usual;
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > limits.max) {
    throw new HttpError(400, `invalid limit: ${text} (1 to ${limits.max})`);
  }
  return limit;
}

function instantOfText(name: string, text: string, isEnd: boolean): number {
  const atMs = DATE.test(text) ? instantOfDate(text, isEnd) : instantOfTimestamp(text);
  if (Number.isNaN(atMs)) throw new HttpError(400, `invalid ${name}: ${text}`);
  return atMs;
}

function instantOfTimestamp(text: string): number {
  return TIMESTAMP.test(text) ? Date.parse(text) : Number.NaN;
}

/** The first or last millisecond of a New York date; all dates before the market began are alike. */
function instantOfDate(text: string, isEnd: boolean): number {
  const midnightMs = Date.parse(text);
  // The round trip refuses "2026-02-30", which Date takes for the second of March.
  if (Number.isNaN(midnightMs) || !formatUtc(midnightMs).startsWith(text)) return Number.NaN;
  if (text < FIRST_DATE) return instantOf(FIRST_DATE, 0) - 1;
  return isEnd ? instantOf(addDays(text, 1), 0) - 1 : instantOf(text, 0);
}

/**
 * Reads start, end and sort. A date as end means through that day, and nothing later than what is known.
 * Without a start an ascending span begins with the day of its end, a descending one at the first day.
 */
export function spanOf(query: Query, knownMs: number): Span {
  const sort = query.get("sort") ?? "asc";
  if (sort !== "asc" && sort !== "desc") throw new HttpError(400, `invalid sort: ${sort}`);
  const isDescending = sort === "desc";
  const end = query.get("end");
  const endMs = Math.min(end ? instantOfText("end", end, true) : knownMs, knownMs);
  const start = query.get("start");
  const firstDate = isDescending ? FIRST_DATE : newYorkOf(endMs).date;
  return {
    startMs: start ? instantOfText("start", start, false) : instantOf(firstDate, 0),
    endMs,
    isDescending,
  };
}

/** Reads the bar length. */
export function timeframeOf(query: Query): Timeframe {
  const text = query.get("timeframe") ?? "";
  const timeframe = parseTimeframe(text);
  if (timeframe === null) throw new HttpError(400, `invalid timeframe: ${text}`);
  return timeframe;
}
