import { newYorkOf } from "@/lib/engine/calendar/new-york";
import { tradingDay } from "@/lib/engine/calendar/trading-calendar";

/**
 * What a feed does not have yet: seconds of trading, pre-market to post-market, between its clock (epoch ms) and the
 * market's. None at night and on a Saturday, however late the feed is.
 */
export function missingSeconds(feedNowMs: number, delaySeconds: number): number {
  const day = tradingDay(newYorkOf(feedNowMs).date);
  if (day === null) return 0;
  const untilMs = Math.min(feedNowMs + delaySeconds * 1_000, day.postCloseMs);
  return Math.max(0, untilMs - Math.max(feedNowMs, day.preOpenMs)) / 1_000;
}
