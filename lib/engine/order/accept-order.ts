/** Turns a draft into an accepted order, or into the first refusal that applies. */
import { type AccountState, heldQuantity } from "../account/account-state";
import { addDays, instantOf, newYorkOf } from "../calendar/new-york";
import { checkBuyingPower } from "../margin/check-buying-power";
import { type MarketView, type Quote, quoteFault, touchOf } from "../market/quote";
import { isOpen, sessionCloseMs, sessionDay } from "../match/trading-session";
import { type Micros, ZERO_MICROS, ZERO_NANOS } from "../money";
import { err, ok, type Result } from "../result";
import { findMarketRejection } from "./check-market";
import { findPositionRejection } from "./check-position";
import { findShapeRejection } from "./check-shape";
import type { DraftLeg, OrderDraft } from "./draft";
import { inferIntent } from "./infer-intent";
import type { Order, OrderLeg } from "./order";
import type { Rejection } from "./rejection";
import { accepts, netMicros } from "./terms";

/** Enough for any strategy on screen, and a bound on what one account can make the matcher carry. */
const OPEN_ORDERS_MAX = 1_000;
/** A gtc order is canceled at 16:15 ET, 90 days on. Source: alpaca-wire.md §1.6, read 2026-11-20. */
const GTC_DAYS = 90;
const GTC_MINUTE_OF_DAY = 16 * 60 + 15;

/** Validates and prices a draft against the account and the market of this instant. */
export function acceptOrder(
  state: AccountState,
  draft: OrderDraft,
  market: MarketView,
): Result<Order, Rejection> {
  if (state.version === 0) return err({ code: "account_not_open" });
  if (state.frozenReason !== null) {
    return err({ code: "account_frozen", reason: state.frozenReason });
  }
  const legs = draft.legs.map((leg) => resolveLeg(state, leg));
  const rejection =
    findShapeRejection(draft) ??
    findMarketRejection(draft, legs, market.nowMs) ??
    findPositionRejection(state, draft, legs) ??
    tooManyOrders(state);
  if (rejection !== null) return err(rejection);
  const reserve = checkBuyingPower(state, { ...draft, legs }, market);
  return reserve.ok ? ok(newOrder(draft, legs, reserve.value, market)) : reserve;
}

function tooManyOrders(state: AccountState): Rejection | null {
  return state.orders.size < OPEN_ORDERS_MAX
    ? null
    : { code: "too_many_open_orders", max: OPEN_ORDERS_MAX };
}

function resolveLeg(state: AccountState, leg: DraftLeg): OrderLeg {
  return {
    ...leg,
    intent: leg.intent ?? inferIntent(leg.side, heldQuantity(state, leg.instrument.symbol)),
    filledNanos: ZERO_NANOS,
    filledValueMicros: ZERO_MICROS,
  };
}

function newOrder(
  draft: OrderDraft,
  legs: readonly OrderLeg[],
  reservedMicros: Micros,
  market: MarketView,
): Order {
  const arrivalQuotes = legs
    .map((leg) => market.quoteOf(leg.instrument.symbol))
    .filter((quote) => quote !== null);
  const open = legs.every((leg) => isOpen(leg.instrument, market.nowMs));
  return {
    ...draft,
    legs,
    filledNanos: ZERO_NANOS,
    fills: 0,
    status: open ? "new" : "accepted",
    rested: open && restsOnArrival(draft, legs, arrivalQuotes, market),
    reservedMicros,
    arrivalQuotes,
    submittedAtMs: market.nowMs,
    expiresAtMs: expiryOf(draft, legs, market.nowMs),
    updatedAtMs: market.nowMs,
    closedAtMs: null,
    closeReason: null,
  };
}

/** True when every leg had a tradable quote and their price was beyond the limit. */
function restsOnArrival(
  draft: OrderDraft,
  legs: readonly OrderLeg[],
  quotes: readonly Quote[],
  market: MarketView,
): boolean {
  const priced = legs.flatMap((leg) => {
    const { symbol } = leg.instrument;
    const quote = quotes.find((item) => item.symbol === symbol);
    if (quote === undefined || quoteFault(market, symbol) !== null) return [];
    const { priceMicros } = touchOf(quote, leg.side);
    return priceMicros > 0n ? [{ ...leg, priceMicros }] : [];
  });
  const [first] = priced;
  if (first === undefined || priced.length < legs.length) return false;
  return draft.orderClass === "simple"
    ? !accepts(draft.terms, first.side, first.priceMicros)
    : !accepts(draft.terms, "buy", netMicros(priced));
}

/** Day and ioc end with the session they belong to; gtc after 90 days. */
function expiryOf(draft: OrderDraft, legs: readonly OrderLeg[], nowMs: number): number {
  if (draft.timeInForce === "gtc") {
    return instantOf(addDays(newYorkOf(nowMs).date, GTC_DAYS), GTC_MINUTE_OF_DAY);
  }
  const closes = legs.map(({ instrument }) =>
    sessionCloseMs(sessionDay(instrument, nowMs), instrument),
  );
  return Math.min(...closes);
}
