/** The exchange of the tests, and any listing, day and instant of its core session. */
import fc from "fast-check";
import { Market } from "../model/market";
import { type MarketDay, marketDayAt, marketDayOf } from "../model/session-time";
import { LISTINGS, type Listing } from "../model/universe";

export const market = new Market("raxx", { crossed: new Set() });
const listings = [...LISTINGS.values()];

/** A trading day by its date. */
export function dayOf(date: string): MarketDay {
  const day = marketDayOf(date);
  if (day === null) throw new Error(`${date} does not trade`);
  return day;
}

/** A listing by its symbol. */
export function listed(symbol: string): Listing {
  const listing = LISTINGS.get(symbol);
  if (listing === undefined) throw new Error(`no ${symbol}`);
  return listing;
}

export const anyListing = fc.constantFrom(...listings);
export const anyDay = fc
  .integer({ min: 20, max: 900 })
  .map((index) => marketDayAt(index) ?? dayOf("2026-11-20"));
export const coreInstant = fc
  .tuple(anyDay, fc.integer({ min: 0, max: 210 * 60_000 - 1 }))
  .map(([{ day }, offset]) => day.openMs + offset);
