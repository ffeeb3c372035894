/** Turns a draft into an accepted order with its exits, or into the first refusal that applies. */
import { type AccountState, heldQuantity } from "../account/account-state";
import { findGoodFaithRejection } from "../lifecycle/good-faith";
import { checkBuyingPower } from "../margin/check-buying-power";
import type { MarketView } from "../market/quote";
import { ZERO_MICROS, ZERO_NANOS } from "../money";
import { err, ok, type Result } from "../result";
import { findMarketRejection } from "./check-market";
import { findPositionRejection } from "./check-position";
import { findShapeRejection } from "./check-shape";
import type { DraftLeg, OrderDraft } from "./draft";
import { inferIntent } from "./infer-intent";
import { newOrders } from "./new-order";
import type { Order, OrderLeg } from "./order";
import type { Rejection } from "./rejection";

/** Enough for any strategy on screen, and a bound on what one account can make the matcher carry. */
const OPEN_ORDERS_MAX = 1_000;

/** Validates and prices a draft against the account and the market of this instant. */
export function acceptOrder(
  state: AccountState,
  draft: OrderDraft,
  market: MarketView,
): Result<readonly Order[], Rejection> {
  if (state.version === 0) return err({ code: "account_not_open" });
  if (state.frozenReason !== null) {
    return err({ code: "account_frozen", reason: state.frozenReason });
  }
  const legs = draft.legs.map((leg) => resolveLeg(state, leg));
  const rejection =
    findShapeRejection(draft) ??
    findMarketRejection(draft, legs, market.nowMs) ??
    findPositionRejection(state, draft, legs) ??
    findGoodFaithRejection(state, draft, legs, market.nowMs) ??
    tooManyOrders(state);
  if (rejection !== null) return err(rejection);
  const reserve = checkBuyingPower(state, { ...draft, legs }, market);
  if (!reserve.ok) return reserve;
  const orders = newOrders(draft, { legs, reservedMicros: reserve.value }, market);
  // An order on its way has met no quote yet: whether it rests, the market of its arrival decides.
  const isInFlight = state.settings.latencyMs > 0;
  return ok(isInFlight ? orders.map((order) => ({ ...order, rested: false })) : orders);
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
