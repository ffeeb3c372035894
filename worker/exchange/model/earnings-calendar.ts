/**
 * When the simulated companies report: once a quarter, before the open or after the close, each in the
 * same weeks of its quarter. The dates are there to be planned around; prices do not jump on them.
 */
import { addDays, type IsoDate } from "../../../lib/engine/calendar/new-york";
import { nextTradingDay, tradingDay } from "../../../lib/engine/calendar/trading-calendar";
import { hashOf, hashText } from "./random";
import type { Listing } from "./universe";

export type Earnings = {
  readonly date: IsoDate;
  readonly session: "before_open" | "after_close";
};

/** Most report from the second to the sixth week after a quarter's end. */
const FIRST_DAY = 12;
const SPREAD_DAYS = 30;

/** The next report on or after a date; funds have none. */
export function nextEarnings(listing: Listing, from: IsoDate): Earnings | null {
  if (listing.isEtf) return null;
  const key = hashText(`earnings ${listing.symbol}`);
  const session = hashOf(key, 2) % 2 === 0 ? "before_open" : "after_close";
  const after = FIRST_DAY + (hashOf(key, 1) % SPREAD_DAYS);
  for (const quarter of quartersFrom(from)) {
    const wanted = addDays(quarter, after);
    const date = tradingDay(wanted)?.date ?? nextTradingDay(wanted).date;
    if (date >= from) return { date, session };
  }
  return null;
}

/** First days of the quarter of a date and of the two after it. */
function quartersFrom(date: IsoDate): readonly IsoDate[] {
  const year = Number(date.slice(0, 4));
  const quarter = Math.floor((Number(date.slice(5, 7)) - 1) / 3);
  return [0, 1, 2].map((ahead) => {
    const count = quarter + ahead;
    const month = String((count % 4) * 3 + 1).padStart(2, "0");
    return `${year + Math.floor(count / 4)}-${month}-01`;
  });
}
