/** What the exchange knows of a span that was asked for: nothing before its first day, nothing of the future. */
import { instantOf, newYorkOf } from "../../../lib/engine/calendar/new-york";
import { DELAY_MS } from "../../../lib/server/market/market-clock";
import { askedSpan } from "../../../lib/wire/alpaca/data-query";
import type { Span } from "../model/history";
import { FIRST_DATE } from "../model/session-time";

export type Query = URLSearchParams;

const DELAYED_FEEDS = new Set(["delayed_sip", "indicative"]);

/** Tells what is known on the feed asked for. */
export function knownMsOf(query: Query, nowMs: number): number {
  return DELAYED_FEEDS.has(query.get("feed") ?? "") ? nowMs - DELAY_MS : nowMs;
}

/**
 * Reads start, end and sort; the end is never later than what is known.
 * Without a start an ascending span begins with the day of its end, a descending one at the first day.
 */
export function spanOf(query: Query, knownMs: number): Span {
  const asked = askedSpan(query);
  const firstMs = instantOf(FIRST_DATE, 0);
  const endMs = Math.max(firstMs - 1, Math.min(asked.endMs ?? knownMs, knownMs));
  const usualMs = asked.isDescending ? firstMs : instantOf(newYorkOf(endMs).date, 0);
  return {
    startMs: Math.max(firstMs, asked.startMs ?? usualMs),
    endMs,
    isDescending: asked.isDescending,
  };
}
