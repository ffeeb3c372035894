/** GET /v2/clock and /v2/calendar (alpaca-wire.md §1.11), in the market time of the caller's feed. */
import { alpacaCalendar } from "@/lib/wire/alpaca/calendar";
import { alpacaClock } from "@/lib/wire/alpaca/clock";
import { type Handler, ok } from "../call";
import { choiceOf, dateOf } from "./query";

/** The clock a delayed account sees is 15 minutes behind, as everything it sees (decisions 10). */
export const getClock: Handler = async ({ deps, caller }) => {
  await deps.marketClock.refresh();
  return ok(alpacaClock(deps.marketClock.nowMs(caller.feed)));
};

/** Lists trading days. */
export const getCalendar: Handler = async ({ query }) => {
  const dateType = choiceOf(query, "date_type", ["TRADING", "SETTLEMENT"]);
  return ok(alpacaCalendar(dateOf(query, "start"), dateOf(query, "end"), dateType));
};
