/** The clock of GET /v2/clock in the market time of the asking account (alpaca-wire.md §1.11). */
import { z } from "zod";
import { formatOffsetTimestamp, newYorkOf } from "@/lib/engine/calendar/new-york";
import { nextTradingDay, tradingDay } from "@/lib/engine/calendar/trading-calendar";

export const Clock = z
  .strictObject({
    timestamp: z.iso.datetime({ offset: true }),
    is_open: z.boolean(),
    next_open: z.iso.datetime({ offset: true }),
    next_close: z.iso.datetime({ offset: true }),
  })
  .meta({ id: "Clock" });

/** Writes the clock at an instant; all times carry the New York offset. */
export function alpacaClock(nowMs: number): z.infer<typeof Clock> {
  const { date } = newYorkOf(nowMs);
  const today = tradingDay(date);
  const beforeOpen = today !== null && nowMs < today.openMs;
  const beforeClose = today !== null && nowMs < today.closeMs;
  const open = beforeOpen ? today : nextTradingDay(date);
  const close = beforeClose ? today : nextTradingDay(date);
  return {
    timestamp: withMilliseconds(formatOffsetTimestamp(nowMs), nowMs),
    is_open: beforeClose && !beforeOpen,
    next_open: formatOffsetTimestamp(open.openMs),
    next_close: formatOffsetTimestamp(close.closeMs),
  };
}

function withMilliseconds(text: string, atMs: number): string {
  const seconds = "2026-11-20T15:00:00".length;
  const ms = String(Math.floor(atMs) % 1_000).padStart(3, "0");
  return `${text.slice(0, seconds)}.${ms}${text.slice(seconds)}`;
}
