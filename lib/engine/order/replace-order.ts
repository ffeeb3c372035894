/**
 * Puts a new order in the place of a working one: checked as a new order without the old one, for
 * the part that has not filled; what has filled is carried over. Both change in one commit, so no
 * fill can come between.
 *
 * An order whose quantity alone is lowered keeps its place in the queue and stays at rest, as at an
 * exchange; any other change makes it arrive anew. Source: Nasdaq Equity 4, Rule 4756(a)(3) on
 * lowered sizes; alpaca-wire.md §1.8, read 2026-11-21.
 */
import type { AccountState } from "../account/account-state";
import type { AccountEvent } from "../event/event";
import type { MarketView } from "../market/quote";
import { nanos, ZERO_MICROS } from "../money";
import { err, ok, type Result } from "../result";
import { RULES_VERSION } from "../rules-version";
import { type CheckedDraft, checkDraft } from "./accept-order";
import { findCrossedExits } from "./check-group";
import { findPriceRejection } from "./check-prices";
import type { GroupDraft, OrderDraft } from "./draft";
import { siblingsOf } from "./group";
import { newOrders } from "./new-order";
import { liveSinceMs, type Order } from "./order";
import { orderMap } from "./order-map";
import type { Rejection } from "./rejection";
import { findReplaceRejection, type Replacement, replacedTerms, sameTerms } from "./replacement";
import { limitOf, stopOf } from "./terms";

/** The events of a replacement, or why there is none. */
export function replaceOrder(
  state: AccountState,
  { orderId, replacement }: { readonly orderId: string; readonly replacement: Replacement },
  market: MarketView,
): Result<readonly AccountEvent[], Rejection> {
  if (state.choices.suspended) return err({ code: "orders_suspended" });
  const old = state.orders.get(orderId);
  if (old === undefined) return err({ code: "order_not_found", orderId });
  const rejection = findReplaceRejection(old, replacement);
  if (rejection !== null) return err(rejection);
  const draft = replacedDraft(state, old, replacement);
  const checked = isExit(old)
    ? checkExit(state, old, draft)
    : checkDraft(without(state, old), draft, market);
  if (!checked.ok) return checked;
  const [order] = newOrders(checked.value.draft, checked.value, market);
  const stamp = { atMs: market.nowMs, rules: RULES_VERSION };
  return ok([
    { type: "order_replaced", orderId, replacedBy: replacement.id, ...stamp },
    { type: "order_accepted", order: carriedOver(old, order, replacement), ...stamp },
  ]);
}

function isExit({ group }: Order): boolean {
  return group !== undefined && group.role !== "entry";
}

/** The account without the order and what hangs on it: what the new one is checked against. */
function without(state: AccountState, old: Order): AccountState {
  const gone = new Set([old, ...siblingsOf(state, old)].map(({ id }) => id));
  return { ...state, orders: orderMap(state.orders).without(gone) };
}

/** The new order as a draft of its own, for what has not filled. Legs of a multi-leg order stay the same legs. */
function replacedDraft(state: AccountState, old: Order, change: Replacement): OrderDraft {
  const { id, clientOrderId } = change;
  const { orderClass, extendedHours, terms } = old;
  const isSimple = orderClass === "simple";
  const group = old.group?.role === "entry" ? groupDraft(state, old) : null;
  return {
    id,
    clientOrderId,
    orderClass,
    terms: replacedTerms(terms, change),
    timeInForce: change.timeInForce ?? old.timeInForce,
    qtyNanos: nanos((change.qtyNanos ?? old.qtyNanos) - old.filledNanos),
    legs: isSimple ? old.legs.map((leg) => ({ ...leg, id, clientOrderId })) : old.legs,
    ...(extendedHours !== undefined && { extendedHours }),
    ...(group !== null && { group }),
    ...(terms.type === "stop" && { collarsStopBuys: terms.collarMicros !== undefined }),
  };
}

function groupDraft(state: AccountState, entry: Order): GroupDraft | null {
  const { group } = entry;
  if (group === undefined) return null;
  const exits = siblingsOf(state, entry).map((exit) => {
    const { id, clientOrderId, terms } = exit;
    const [limitMicros, stopMicros] = [limitOf(terms), stopOf(terms)];
    const limit = limitMicros === null ? {} : { limitMicros };
    return stopMicros === null
      ? { takeProfit: { id, clientOrderId, limitMicros: limitMicros ?? ZERO_MICROS } }
      : { stopLoss: { id, clientOrderId, stopMicros, ...limit } };
  });
  return { kind: group.kind, ...Object.assign({}, ...exits) };
}

/** An exit closes what its group holds anyway: its prices alone are in question. */
function checkExit(
  state: AccountState,
  old: Order,
  draft: OrderDraft,
): Result<CheckedDraft, Rejection> {
  const prices = siblingsOf(state, old).map(({ terms }) => terms);
  const all = [draft.terms, ...prices];
  const profitMicros = all.flatMap((terms) => (terms.type === "limit" ? [terms.limitMicros] : []));
  const stopMicros = all.flatMap((terms) => stopOf(terms) ?? []);
  const side = old.legs[0]?.side ?? "sell";
  const rejection =
    findPriceRejection(draft) ??
    findCrossedExits(side, profitMicros[0] ?? null, stopMicros[0] ?? null);
  if (rejection !== null) return err(rejection);
  const { id, clientOrderId } = draft;
  const legs = old.legs.map((leg) => ({ ...leg, id, clientOrderId }));
  return ok({ draft, legs, reservedMicros: ZERO_MICROS });
}

/** The new order with what the old one had: its fills, its group, its mark, and maybe its place. */
function carriedOver(old: Order, base: Order, change: Replacement): Order {
  const { filledNanos, group, triggered, mark } = old;
  const keepsPlace = isLoweredAlone(old, base, change);
  const since = keepsPlace || isExit(old) ? { activeFromMs: liveSinceMs(old) } : {};
  return {
    ...base,
    legs: base.legs.map((leg, index) => ({ ...leg, ...filledOf(old, index) })),
    qtyNanos: nanos(filledNanos + base.qtyNanos),
    filledNanos,
    status: isExit(old) || filledNanos > 0n ? old.status : base.status,
    replaces: old.id,
    ...since,
    ...(group !== undefined && { group }),
    ...(triggered !== undefined && { triggered }),
    ...(mark !== undefined && { mark }),
    ...(keepsPlace && placeOf(old)),
  };
}

function filledOf({ legs }: Order, index: number) {
  const { filledNanos = nanos(0n), filledValueMicros = ZERO_MICROS } = legs[index] ?? {};
  return { filledNanos, filledValueMicros };
}

function isLoweredAlone(old: Order, base: Order, { qtyNanos }: Replacement): boolean {
  if (qtyNanos === undefined || qtyNanos >= old.qtyNanos) return false;
  return sameTerms(old.terms, base.terms) && old.timeInForce === base.timeInForce;
}

function placeOf({ rested, arrivalQuotes, queue }: Order) {
  return { rested, arrivalQuotes, ...(queue !== undefined && { queue }) };
}
