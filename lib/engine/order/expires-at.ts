/** When an order ends by itself, from its time in force and the sessions of what it trades. */

import { present } from "../assert";
import { addDays, instantOf, newYorkOf } from "../calendar/new-york";
import {
  auctionAtMs,
  type Hours,
  isAuction,
  sessionCloseMs,
  sessionDay,
} from "../match/trading-session";
import type { Order, TimeInForce } from "./order";

/** A gtc order is canceled at 16:15 ET, 90 days on. Source: alpaca-wire.md §1.6, read 2026-11-20. */
const GTC_DAYS = 90;
const GTC_MINUTE_OF_DAY = 16 * 60 + 15;
/** Five minutes for the official print, and as long again for the matcher to have seen the tape. */
const AUCTION_MS = 10 * 60_000;

/** Day, ioc and fok end with the session they belong to; gtc after 90 days; opg and cls with their auction. */
export function expiresAtMs(
  order: Hours & { readonly timeInForce: TimeInForce },
  nowMs: number,
): number {
  if (order.timeInForce === "gtc") {
    return instantOf(addDays(newYorkOf(nowMs).date, GTC_DAYS), GTC_MINUTE_OF_DAY);
  }
  if (isAuction(order.timeInForce)) return auctionAtMs(order.timeInForce, nowMs) + AUCTION_MS;
  const ends = order.legs.map(({ instrument }) => {
    const day = sessionDay(instrument, nowMs, order);
    return order.extendedHours === true ? day.postCloseMs : sessionCloseMs(day, instrument);
  });
  return Math.min(...ends);
}

/** When the auction of an opg or cls order begins. */
export function auctionStartMs({ expiresAtMs: endsAtMs }: Pick<Order, "expiresAtMs">): number {
  return present(endsAtMs, "an auction order ends with its auction") - AUCTION_MS;
}
