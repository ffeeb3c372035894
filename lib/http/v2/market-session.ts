/** GET /v3/clock and /v3/calendar/{market} (alpaca-wire.md §1.11). */
import { addDays, newYorkOf } from "@/lib/engine/calendar/new-york";
import { tradingDays } from "@/lib/engine/calendar/trading-calendar";
import { CALENDAR_FIRST_DATE, CALENDAR_LAST_DATE } from "@/lib/wire/alpaca/calendar";
import {
  marketCalendar,
  marketClocks,
  US_MARKETS,
  usMarketOf,
} from "@/lib/wire/alpaca/market-session";
import { notFound } from "@/lib/wire/alpaca/refusal";
import { type Call, type Handler, ok, param, refused, refuseField } from "../call";
import { dateOf, instantOf, optionalChoiceOf, wordsOf } from "./query";

/** Days listed when no end is asked for, as many as a week of trading needs. */
const DAYS_BY_DEFAULT = 7;

/** The clocks of some markets, now or at the time that is asked about. */
export const getMarketClocks: Handler = async (call) => {
  const asked = wordsOf(call.query, "markets");
  const names = asked.length === 0 ? US_MARKETS : asked;
  const markets = names.map((name) => usMarketOf(name) ?? refuseField(`invalid market: ${name}`));
  return ok(marketClocks(markets, timeOf(call) ?? (await nowOf(call))));
};

/** The trading days of a market with all their sessions. */
export const getMarketCalendar: Handler = async (call) => {
  const name = param(call, "market");
  const market = usMarketOf(name);
  if (market === null) return refused(notFound(`market not found: ${name.slice(0, 32)}`));
  const zone = optionalChoiceOf(call.query, "timezone", ["UTC"]);
  const start = dateOf(call.query, "start") ?? newYorkOf(await nowOf(call)).date;
  const end = dateOf(call.query, "end") ?? addDays(start, DAYS_BY_DEFAULT);
  const from = start < CALENDAR_FIRST_DATE ? CALENDAR_FIRST_DATE : start;
  const until = end > CALENDAR_LAST_DATE ? CALENDAR_LAST_DATE : end;
  return ok(marketCalendar(market, tradingDays(from, until), zone));
};

function timeOf({ query }: Call): number | null {
  const atMs = instantOf(query, "time");
  if (atMs === null) return null;
  const { date } = newYorkOf(atMs);
  // A day of room on both sides: the clock names the open after.
  if (date >= addDays(CALENDAR_FIRST_DATE, 1) && date < CALENDAR_LAST_DATE) return atMs;
  return refuseField(`time must be from ${CALENDAR_FIRST_DATE} to ${CALENDAR_LAST_DATE}`);
}

async function nowOf({ deps, caller }: Call): Promise<number> {
  await deps.marketClock.refresh();
  return deps.marketClock.nowMs(caller.feed);
}
