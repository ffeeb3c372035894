/** Alpaca's corporate actions of the simulated market: dividends and splits by ex-date. */
import type { IsoDate } from "../../../lib/engine/calendar/new-york";
import { dividendOn, splitOn } from "../model/corporate-calendar";
import { cusipOf } from "../model/cusip";
import { daysIn } from "../model/history";
import { LISTINGS, type Listing } from "../model/universe";
import { breather } from "./page";
import { type Query, spanOf } from "./query";
import { idOf } from "./reference-routes";

/** A month ahead is announced, as companies do. */
const ANNOUNCED_MS = 31 * 86_400_000;

/** Answers /v1/corporate-actions on one page: a month of this market has a few dozen. */
export async function corporateActions({ query, nowMs }: { query: Query; nowMs: number }) {
  const span = { ...spanOf(query, nowMs + ANNOUNCED_MS), isDescending: false };
  const named = new Set((query.get("symbols") ?? "").split(",").filter(Boolean));
  const types = new Set((query.get("types") ?? "").split(",").filter(Boolean));
  const cusips = new Set((query.get("cusips") ?? "").split(",").filter(Boolean));
  const listings = [...LISTINGS.values()].filter(
    ({ symbol }) =>
      (named.size === 0 || named.has(symbol)) && (cusips.size === 0 || cusips.has(cusipOf(symbol))),
  );
  const found: Record<string, unknown[]> = {};
  const rest = breather();
  for (const { day } of daysIn(span)) {
    for (const { type, list, itemOf } of KINDS) {
      if (types.size > 0 && !types.has(type)) continue;
      const items = listings.flatMap((listing) => itemOf(listing, day.date) ?? []);
      if (items.length > 0) found[list] = [...(found[list] ?? []), ...items];
    }
    await rest();
  }
  return { corporate_actions: found, next_page_token: null };
}

const KINDS = [
  { type: "cash_dividend", list: "cash_dividends", itemOf: dividendItem },
  { type: "forward_split", list: "forward_splits", itemOf: splitItem },
] as const;

/** Under T+1 the record date is the ex-date. Source: SEC release 34-96930, read 2026-11-20. */
function dividendItem(listing: Listing, date: IsoDate) {
  const dividend = dividendOn(listing, date);
  if (dividend === null) return null;
  const { symbol } = listing;
  const { exDate, payDate, cents } = dividend;
  return {
    id: idOf(`dividend ${symbol} ${exDate}`),
    symbol,
    cusip: cusipOf(symbol),
    rate: cents / 100,
    special: false,
    foreign: false,
    process_date: exDate,
    ex_date: exDate,
    record_date: exDate,
    payable_date: payDate,
  };
}

function splitItem(listing: Listing, date: IsoDate) {
  const split = splitOn(listing, date);
  if (split === null) return null;
  const { symbol } = listing;
  const { exDate, ratio } = split;
  return {
    id: idOf(`split ${symbol} ${exDate}`),
    symbol,
    cusip: cusipOf(symbol),
    new_rate: ratio,
    old_rate: 1,
    process_date: exDate,
    ex_date: exDate,
    record_date: exDate,
    payable_date: exDate,
  };
}
