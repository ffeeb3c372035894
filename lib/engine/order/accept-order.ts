/** Turns a draft into an accepted order with its exits, or into the first refusal that applies. */
import { type AccountState, heldQuantity } from "../account/account-state";
import { findGoodFaithRejection } from "../lifecycle/good-faith";
import { checkBuyingPower } from "../margin/check-buying-power";
import type { MarketView } from "../market/quote";
import { type Micros, ZERO_MICROS, ZERO_NANOS } from "../money";
import { err, ok, type Result } from "../result";
import { findGroupRejection } from "./check-group";
import { findMarketRejection } from "./check-market";
import { findPositionRejection } from "./check-position";
import { findShapeRejection } from "./check-shape";
import { findShortRejection } from "./check-short";
import { findWashTradeRejection } from "./check-wash-trade";
import type { DraftLeg, OrderDraft } from "./draft";
import { inferIntent } from "./infer-intent";
import { newOrders } from "./new-order";
import { findCostRejection, sizeDraft } from "./notional";
import type { Order, OrderLeg } from "./order";
import type { Rejection } from "./rejection";
import { collarOf } from "./terms";

/** Enough for any strategy on screen, and a bound on what one account can make the matcher carry. */
const OPEN_ORDERS_MAX = 1_000;

/** A draft that passed: its legs with their intents, in shares, and what it reserves. */
export interface CheckedDraft {
  readonly draft: OrderDraft;
  readonly legs: readonly OrderLeg[];
  readonly reservedMicros: Micros;
}

/** Who sends an order: its owner, or the engine that must close something, whatever that costs. */
type Sender = "owner" | "engine";

/** Validates and prices a draft against the account and the market of this instant. */
export function acceptOrder(
  state: AccountState,
  draft: OrderDraft,
  market: MarketView,
  sender: Sender = "owner",
): Result<readonly Order[], Rejection> {
  const checked = checkDraft(state, draft, market, sender);
  if (!checked.ok) return checked;
  const orders = newOrders(checked.value.draft, checked.value, market);
  // An order on its way has met no quote yet: whether it rests, the market of its arrival decides.
  const isInFlight = state.settings.latencyMs > 0;
  return ok(isInFlight ? orders.map((order) => ({ ...order, rested: false })) : orders);
}

/** Every check of a draft, by precedence: the account, the order, the market, the position, the money. */
export function checkDraft(
  state: AccountState,
  asked: OrderDraft,
  market: MarketView,
  sender: Sender = "owner",
): Result<CheckedDraft, Rejection> {
  const closed = findAccountRejection(state) ?? findShapeRejection(asked);
  if (closed !== null) return err(closed);
  const sized = sizeDraft(collared(asked), market);
  if (!sized.ok) return sized;
  const draft = withHours(state, sized.value);
  const legs = draft.legs.map((leg) => resolveLeg(state, leg));
  const rejection =
    findMarketRejection(draft, legs, market.nowMs) ??
    findGroupRejection(draft, legs, market) ??
    findPositionRejection(state, draft, legs) ??
    findGoodFaithRejection(state, draft, legs, market.nowMs) ??
    findShortRejection(state, draft, legs, market) ??
    findWashTradeRejection(state, draft) ??
    findCostRejection(draft, legs, market) ??
    tooManyOrders(state, draft);
  if (rejection !== null) return err(rejection);
  const { orderClass, terms, qtyNanos } = draft;
  const reserve = checkBuyingPower(state, { orderClass, terms, qtyNanos, legs }, market);
  if (reserve.ok) return ok({ draft, legs, reservedMicros: reserve.value });
  const isDue = sender === "engine" && reserve.error.code !== "no_reference_price";
  return isDue ? ok({ draft, legs, reservedMicros: ZERO_MICROS }) : reserve;
}

function findAccountRejection(state: AccountState): Rejection | null {
  if (state.version === 0) return { code: "account_not_open" };
  const { frozenReason } = state;
  return frozenReason === null ? null : { code: "account_frozen", reason: frozenReason };
}

function tooManyOrders(state: AccountState, { group }: OrderDraft): Rejection | null {
  const exits = Number(group?.takeProfit !== undefined) + Number(group?.stopLoss !== undefined);
  return state.orders.size + exits < OPEN_ORDERS_MAX
    ? null
    : { code: "too_many_open_orders", max: OPEN_ORDERS_MAX };
}

function resolveLeg(state: AccountState, leg: DraftLeg): OrderLeg {
  return {
    id: leg.id,
    clientOrderId: leg.clientOrderId,
    instrument: leg.instrument,
    side: leg.side,
    ratio: leg.ratio,
    intent: leg.intent ?? inferIntent(leg.side, heldQuantity(state, leg.instrument.symbol)),
    filledNanos: ZERO_NANOS,
    filledValueMicros: ZERO_MICROS,
  };
}

/** An order for extended hours of an account that does not trade overnight. */
function withHours({ choices }: AccountState, draft: OrderDraft): OrderDraft {
  const staysOut = draft.extendedHours === true && !choices.overnight;
  return staysOut ? { ...draft, noOvernight: true } : draft;
}

/** A stop that buys, with the limit it becomes when the sender wants the collar. */
function collared(draft: OrderDraft): OrderDraft {
  const { terms, legs, collarsStopBuys } = draft;
  if (collarsStopBuys !== true || terms.type !== "stop" || legs[0]?.side !== "buy") return draft;
  return { ...draft, terms: { ...terms, collarMicros: collarOf(terms.stopMicros) } };
}
