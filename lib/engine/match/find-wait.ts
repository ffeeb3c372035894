/**
 * Why nothing may fill on the market of this instant, whatever the price: the session, the order's
 * way to the market, a quote nobody could trade on, or one from the past.
 */
import type { AccountState } from "../account/account-state";
import { takenOfTouch } from "../market/consumption";
import { type MarketView, type Quote, quoteFault, touchOf } from "../market/quote";
import { liveSinceMs, type Order, type OrderLeg } from "../order/order";
import { opensAtMs } from "./trading-session";
import type { WaitReason } from "./wait-reason";

/**
 * How far two hosts' clocks may be apart. Beyond it the account's feed is behind the order itself,
 * as after a downgrade to delayed data, and its quotes are from before the order was sent: it waits
 * until that clock has caught up (decisions 10).
 */
const SKEW_MS_MAX = 5_000;

/** The reason that holds the whole order, whichever quote it meets. */
export function findOrderWait(
  state: AccountState,
  order: Order,
  market: MarketView,
): WaitReason | null {
  const opens = opensAtMs(order, market.nowMs);
  if (opens !== null) return { code: "session_closed", opensAtMs: opens };
  if (isBehind(order, market)) {
    const symbol = order.legs[0]?.instrument.symbol ?? "";
    return { code: "past_quote", symbol, lastAtMs: market.nowMs };
  }
  const arrivesAtMs = arrivalMs(state, order);
  const isSentYet = state.settings.latencyMs === 0 || market.nowMs >= arrivesAtMs;
  return isSentYet ? null : { code: "in_flight", arrivesAtMs };
}

/** Whether the feed's clock is behind the order itself. */
export function isBehind(order: Order, market: MarketView): boolean {
  return market.nowMs < order.submittedAtMs - SKEW_MS_MAX;
}

/** When an order reaches the market, epoch ms: the account's latency after it was sent, or set off. */
export function arrivalMs(state: AccountState, order: Order): number {
  return (order.triggered?.atMs ?? liveSinceMs(order)) + state.settings.latencyMs;
}

/** The quote a leg can trade on now, or the reason it cannot. */
export function findLegQuote(
  state: AccountState,
  { order, leg }: { readonly order: Order; readonly leg: OrderLeg },
  market: MarketView,
): Quote | WaitReason {
  const { symbol } = leg.instrument;
  const quote = market.quoteOf(symbol);
  const lastAtMs = quote?.atMs ?? null;
  const fault = quoteFault(market, symbol);
  if (fault !== null || quote === null) return { code: fault ?? "no_quote", symbol, lastAtMs };
  const missing = missingSide(quote, leg);
  if (missing !== null) return { code: "one_sided", symbol, lastAtMs, missing };
  const isPast =
    isBeforeArrival(order, quote) ||
    takenOfTouch(state.consumed, symbol, touchOf(quote, leg.side)) === null;
  return isPast ? { code: "past_quote", symbol, lastAtMs: quote.atMs } : quote;
}

/**
 * A stock is quoted on both sides or not at all (engine.md §2); an option nobody bids for is still
 * for sale, so an option needs the side it trades on.
 */
function missingSide(quote: Quote, { instrument, side }: OrderLeg): "bid" | "ask" | null {
  const touch = touchOf(quote, side);
  if (touch.priceMicros <= 0n || touch.sizeNanos <= 0n) return touch.side;
  if (instrument.kind === "option") return null;
  if (quote.bidMicros <= 0n) return "bid";
  return quote.askMicros <= 0n ? "ask" : null;
}

/**
 * Whether the order has met a later quote of this symbol already. A quote that merely stands since
 * before the order is no past quote: an unchanged NBBO stays valid (decisions 11).
 */
function isBeforeArrival(order: Order, quote: Quote): boolean {
  const met = order.arrivalQuotes.find(({ symbol }) => symbol === quote.symbol);
  if (met === undefined || met.feed !== quote.feed) return false;
  // Numbers start again when the hub does: they only tell quotes of one instant apart.
  return (
    quote.atMs < met.atMs || (quote.atMs === met.atMs && !quote.afterGap && quote.seq < met.seq)
  );
}
