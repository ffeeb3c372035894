/** Refusals that need the clock: expired or expiring series, sessions and auction cut-offs. */
import { newYorkOf } from "../calendar/new-york";
import { lastTradingDate } from "../instrument/settlement";
import { auctionClosedUntilMs, isAuction, isOpen, mayTrade } from "../match/trading-session";
import type { OrderDraft } from "./draft";
import { type OrderLeg, opens } from "./order";
import type { Rejection } from "./rejection";

/**
 * No new opening orders in a series after 15:30 ET of its last day.
 * Source: Alpaca options-trading-overview, alpaca-wire.md §2.11, read 2026-11-20.
 */
const LAST_OPENING_MS_OF_DAY = (15 * 60 + 30) * 60_000;

/** The first rule of the session that the order breaks now, or null. */
export function findMarketRejection(
  draft: OrderDraft,
  legs: readonly OrderLeg[],
  nowMs: number,
): Rejection | null {
  for (const leg of legs) {
    const rejection = expiryRejection(leg, nowMs);
    if (rejection !== null) return rejection;
  }
  return findHoursRejection(draft, nowMs);
}

/** What the hour alone refuses, whatever the market shows: nobody need wait for its quotes. */
export function findHoursRejection(draft: OrderDraft, nowMs: number): Rejection | null {
  return auctionRejection(draft, nowMs) ?? closedRejection(draft, nowMs);
}

/** What may not wait for the open: options at the market, and orders that want an answer at once. */
function closedRejection(draft: OrderDraft, nowMs: number): Rejection | null {
  if (mayTrade(draft, nowMs)) return null;
  const { terms, timeInForce, legs } = draft;
  const option = legs.find(({ instrument }) => instrument.kind === "option");
  if (option !== undefined && terms.type === "market") {
    return { code: "option_market_closed", symbol: option.instrument.symbol };
  }
  const isImmediate = timeInForce === "ioc" || timeInForce === "fok";
  return isImmediate ? { code: "ioc_market_closed" } : null;
}

function auctionRejection({ timeInForce }: OrderDraft, nowMs: number): Rejection | null {
  if (!isAuction(timeInForce)) return null;
  const opensAgainAtMs = auctionClosedUntilMs(timeInForce, nowMs);
  return opensAgainAtMs === null ? null : { code: "auction_closed", timeInForce, opensAgainAtMs };
}

function expiryRejection(leg: OrderLeg, nowMs: number): Rejection | null {
  const { instrument } = leg;
  if (instrument.kind !== "option") return null;
  const today = newYorkOf(nowMs);
  const { symbol } = instrument;
  const lastDate = lastTradingDate(instrument);
  if (lastDate < today.date) return { code: "contract_expired", symbol };
  if (lastDate > today.date) return null;
  if (opens(leg)) {
    return today.msOfDay >= LAST_OPENING_MS_OF_DAY
      ? { code: "contract_expires_soon", symbol }
      : null;
  }
  return isOpen(instrument, nowMs) || today.msOfDay < LAST_OPENING_MS_OF_DAY
    ? null
    : { code: "contract_expired", symbol };
}
