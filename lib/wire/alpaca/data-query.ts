/**
 * The query parameters that Alpaca's market-data endpoints share (alpaca-wire.md §5). One grammar for
 * both sides of the hub: what programs ask us, and what we ask the simulated exchange.
 */
import { addDays, formatUtc, instantOf } from "@/lib/engine/calendar/new-york";
import { parseDate, parseInstant } from "./instant";
import { parseTimeframe, type Timeframe } from "./timeframe";

/** A parameter that makes no sense: answered 400 with this message and no code (§1.1). */
export class BadDataQuery extends Error {
  override readonly name = "BadDataQuery";
}

/** A span of time as asked; null where nothing was said. */
export interface AskedSpan {
  readonly startMs: number | null;
  /** A date means through that day. */
  readonly endMs: number | null;
  readonly isDescending: boolean;
}

const PAGE_LIMITS = { max: 10_000, usual: 1_000 } as const;
/** Symbols of one request; options have a lower limit of their own (§5.2). */
const SYMBOLS_MAX = 1_000;
const SYMBOL = /^[A-Z0-9][A-Z0-9./-]{0,20}$/;
const ADJUSTMENTS = new Set(["raw", "split", "dividend", "spin-off", "all"]);
const PAGE_TOKEN = /^[A-Za-z0-9+/_=|.:-]{1,512}$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
/** No market data is older; what is asked from before starts here. */
const FIRST_DATE = "2007-01-01";

/** A comma-separated or repeated list of symbols, sorted, each once. */
export function symbolsOf(query: URLSearchParams, symbolsMax = SYMBOLS_MAX): readonly string[] {
  const named = listOf(query, "symbols");
  if (named.length === 0) throw new BadDataQuery("symbols is required");
  if (named.length > symbolsMax) {
    throw new BadDataQuery(`too many symbols: ${named.length} (max ${symbolsMax})`);
  }
  return named.map(symbolOf).sort();
}

/** A symbol as it is spelled; anything else is refused before somebody is asked about it. */
export function symbolOf(text: string): string {
  if (!SYMBOL.test(text)) throw new BadDataQuery(`invalid symbol: ${text.slice(0, 32)}`);
  return text;
}

/** Words of a list parameter in the order given, each once. */
export function listOf(query: URLSearchParams, name: string): readonly string[] {
  const words = query.getAll(name).flatMap((list) => list.split(","));
  return [...new Set(words.map((word) => word.trim()).filter(Boolean))];
}

/** A whole number between 1 and a maximum. */
export function limitOf(
  query: URLSearchParams,
  { max, usual }: { readonly max: number; readonly usual: number } = PAGE_LIMITS,
  name = "limit",
): number {
  const text = wordOf(query, name);
  if (text === null) return usual;
  const limit = /^[1-9]\d{0,5}$/.test(text) ? Number(text) : Number.NaN;
  if (limit >= 1 && limit <= max) return limit;
  throw new BadDataQuery(`invalid ${name}: ${text.slice(0, 32)} (1 to ${max})`);
}

/** start, end and sort. */
export function askedSpan(query: URLSearchParams): AskedSpan {
  const sort = choiceOf(query, "sort", ["asc", "desc"]) ?? "asc";
  const startMs = instantIn(query, "start");
  const endMs = instantIn(query, "end");
  if (startMs !== null && endMs !== null && startMs > endMs) {
    throw new BadDataQuery("end should not be before start");
  }
  return { startMs, endMs, isDescending: sort === "desc" };
}

/** The bar length; there is no usual one. */
export function timeframeOf(query: URLSearchParams): Timeframe {
  const text = query.get("timeframe") ?? "";
  const timeframe = parseTimeframe(text);
  if (timeframe === null) throw new BadDataQuery(`invalid timeframe: ${text.slice(0, 32)}`);
  return timeframe;
}

/** raw, or one or more of the corrections a history can have. */
export function adjustmentOf(query: URLSearchParams): string {
  const words = listOf(query, "adjustment");
  const unknown = words.find((word) => !ADJUSTMENTS.has(word));
  if (unknown === undefined) return words.length === 0 ? "raw" : words.join(",");
  throw new BadDataQuery(`invalid adjustment: ${unknown.slice(0, 32)}`);
}

/** The date whose names symbols are: "-" for none. */
export function asofOf(query: URLSearchParams): string | null {
  const text = wordOf(query, "asof");
  if (text === null || text === "-" || parseDate(text) !== null) return text;
  throw new BadDataQuery(`invalid asof: ${text.slice(0, 32)}`);
}

/** The token of a page before, as it was given out. */
export function pageTokenOf(query: URLSearchParams): string | null {
  const text = wordOf(query, "page_token");
  if (text === null || PAGE_TOKEN.test(text)) return text;
  throw new BadDataQuery("invalid page_token");
}

/** One of a few words, or null when the parameter is absent. */
export function choiceOf<T extends string>(
  query: URLSearchParams,
  name: string,
  choices: readonly T[],
): T | null {
  const text = wordOf(query, name);
  if (text === null) return null;
  const found = choices.find((choice) => choice === text);
  if (found === undefined) throw new BadDataQuery(`invalid ${name}: ${text.slice(0, 32)}`);
  return found;
}

/** A parameter as sent; an empty one counts as absent. */
export function wordOf(query: URLSearchParams, name: string): string | null {
  const text = query.get(name);
  return text === null || text === "" ? null : text;
}

/** A calendar date, or null when the parameter is absent. */
export function dateIn(query: URLSearchParams, name: string): string | null {
  const text = wordOf(query, name);
  if (text === null || parseDate(text) !== null) return text;
  throw new BadDataQuery(`invalid ${name}: ${text.slice(0, 32)}`);
}

/** An instant as it is sent on, or null when the parameter is absent. */
export function askedInstant(query: URLSearchParams, name: string): string | null {
  const atMs = instantIn(query, name);
  return atMs === null ? null : formatUtc(atMs);
}

/** A strike in dollars, or null when the parameter is absent. */
export function strikeIn(query: URLSearchParams, name: string): number | null {
  const text = wordOf(query, name);
  if (text === null) return null;
  if (!/^(?:0|[1-9]\d{0,6})(?:\.\d{1,6})?$/.test(text)) {
    throw new BadDataQuery(`invalid ${name}: ${text.slice(0, 32)}`);
  }
  return Number(text);
}

function instantIn(query: URLSearchParams, name: string): number | null {
  const text = wordOf(query, name);
  if (text === null) return null;
  const atMs = isOld(text) ? instantOf(FIRST_DATE, 0) : parseInstant(text);
  if (atMs === null) throw new BadDataQuery(`invalid ${name}: ${text.slice(0, 32)}`);
  const isDay = name === "end" && parseDate(text) !== null;
  return isDay ? instantOf(addDays(text, 1), 0) - 1 : atMs;
}

/** A real date from before there was data: bots ask from 1970 for "everything". */
function isOld(text: string): boolean {
  const date = text.slice(0, 10);
  if (!DATE.test(date) || date >= FIRST_DATE || Number.isNaN(Date.parse(date))) return false;
  return text === date || parseInstant(`2026${text.slice(4)}`) !== null;
}
