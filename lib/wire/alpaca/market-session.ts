/** GET /v3/clock and /v3/calendar/{market} (alpaca-wire.md §1.11): the US markets, all on one calendar. */
import { z } from "zod";
import { formatOffsetTimestamp, formatUtc, newYorkOf } from "@/lib/engine/calendar/new-york";
import {
  nextTradingDay,
  phaseAt,
  type TradingDay,
  tradingDay,
} from "@/lib/engine/calendar/trading-calendar";

const TIME_ZONE = "America/New_York";
/** By the acronym clients ask for; XNYS and XNAS are the same markets by their MIC. */
const MARKETS = {
  NYSE: { acronym: "NYSE", mic: "XNYS", name: "New York Stock Exchange", timezone: TIME_ZONE },
  NASDAQ: { acronym: "NASDAQ", mic: "XNAS", name: "Nasdaq Stock Market", timezone: TIME_ZONE },
  IEX: { acronym: "IEX", mic: "IEXG", name: "Investors Exchange", timezone: TIME_ZONE },
  OPRA: { acronym: "OPRA", name: "Options Price Reporting Authority", timezone: TIME_ZONE },
} as const;
type UsMarket = z.infer<typeof UsMarket>;

const UsMarket = z
  .strictObject({
    acronym: z.string(),
    mic: z.string().optional(),
    name: z.string(),
    timezone: z.string(),
  })
  .meta({ id: "Market" });
const Time = z.iso.datetime({ offset: true });

export const MarketClocks = z.strictObject({
  clocks: z.array(
    z
      .strictObject({
        market: UsMarket,
        timestamp: Time,
        is_market_day: z.boolean(),
        phase: z.enum(["closed", "pre", "core", "post"]),
        phase_until: Time,
        next_market_open: Time,
        next_market_close: Time,
      })
      .meta({ id: "MarketClock" }),
  ),
});

export const MarketCalendar = z.strictObject({
  market: UsMarket,
  calendar: z.array(
    z
      .strictObject({
        date: z.iso.date(),
        pre_start: Time,
        pre_end: Time,
        core_start: Time,
        core_end: Time,
        post_start: Time,
        post_end: Time,
        settlement_date: z.iso.date(),
      })
      .meta({ id: "MarketDay" }),
  ),
});

export const US_MARKETS: readonly string[] = Object.keys(MARKETS);

/** The market of an acronym or MIC; null for one that is none of ours. */
export function usMarketOf(name: string): UsMarket | null {
  const wanted = name.toUpperCase();
  const all: readonly UsMarket[] = Object.values(MARKETS);
  return all.find(({ acronym, mic }) => acronym === wanted || mic === wanted) ?? null;
}

/** Writes the clocks of markets at an instant. */
export function marketClocks(
  markets: readonly UsMarket[],
  nowMs: number,
): z.infer<typeof MarketClocks> {
  const { date } = newYorkOf(nowMs);
  const today = tradingDay(date);
  const opens = today !== null && nowMs < today.openMs ? today : nextTradingDay(date);
  const closes = today !== null && nowMs < today.closeMs ? today : nextTradingDay(date);
  const phase = phaseAt(nowMs);
  const common = {
    timestamp: formatOffsetTimestamp(nowMs),
    is_market_day: today !== null,
    // These clocks know no night: it is the closed time before a day.
    phase: phase === "overnight" ? ("closed" as const) : phase,
    phase_until: formatOffsetTimestamp(phaseEndMs(today, nowMs, nextTradingDay(date))),
    next_market_open: formatOffsetTimestamp(opens.openMs),
    next_market_close: formatOffsetTimestamp(closes.closeMs),
  };
  return { clocks: markets.map((market) => ({ market, ...common })) };
}

function phaseEndMs(today: TradingDay | null, nowMs: number, next: TradingDay): number {
  const ends =
    today === null ? [] : [today.preOpenMs, today.openMs, today.closeMs, today.postCloseMs];
  return ends.find((endMs) => nowMs < endMs) ?? next.preOpenMs;
}

/** Writes the days of a market, in New York time or in UTC. */
export function marketCalendar(
  market: UsMarket,
  days: readonly TradingDay[],
  zone: "UTC" | null,
): z.infer<typeof MarketCalendar> {
  const time = zone === "UTC" ? formatUtc : formatOffsetTimestamp;
  const calendar = days.map((day) => ({
    date: day.date,
    pre_start: time(day.preOpenMs),
    pre_end: time(day.openMs),
    core_start: time(day.openMs),
    core_end: time(day.closeMs),
    post_start: time(day.closeMs),
    post_end: time(day.postCloseMs),
    settlement_date: day.settlementDate,
  }));
  return { market, calendar };
}
