/** The working orders that may fill, each with what it does to the account if it does. */
import type { AccountState } from "../account/account-state";
import { underlyingOf } from "../instrument/instrument";
import type { Prices } from "../market/quote";
import { type Micros, micros, ZERO_MICROS } from "../money";
import { exposedOrders } from "../order/group";
import { type Order, remainingNanos } from "../order/order";
import { type OrderEffect, orderEffect, type PricedOrder } from "./order-effect";
import type { StockBasis } from "./stock-requirement";

/** An order that may fill, with what it does. */
export interface Candidate {
  readonly order: PricedOrder;
  readonly effect: OrderEffect;
}

export interface WorkingContext {
  readonly state: AccountState;
  readonly market: Prices;
  readonly basis: StockBasis;
}

/** The orders that may fill, by underlying: all of them, or those of a list. */
export function candidatesOf(
  context: WorkingContext,
  orders: readonly Order[] = exposedOrders(context.state),
): ReadonlyMap<string, readonly Candidate[]> {
  const found = new Map<string, Candidate[]>();
  for (const order of orders) {
    const [leg] = order.legs;
    if (leg === undefined) continue;
    const key = underlyingOf(leg.instrument);
    const list = found.get(key) ?? [];
    found.set(key, list);
    list.push(candidateOf(context, order));
  }
  return found;
}

/** The orders on one underlying that may fill. */
export function candidatesOn(context: WorkingContext, underlying: string): readonly Candidate[] {
  const candidates: Candidate[] = [];
  for (const order of exposedOrders(context.state)) {
    if (isOn(order, underlying)) candidates.push(candidateOf(context, order));
  }
  return candidates;
}

function isOn({ legs: [leg] }: Order, underlying: string): boolean {
  return leg !== undefined && underlyingOf(leg.instrument) === underlying;
}

function candidateOf(context: WorkingContext, order: Order): Candidate {
  return { order: remainderOf(order), effect: effectOfWorking(context, order) };
}

function remainderOf(order: Order): PricedOrder {
  const { orderClass, terms, legs } = order;
  return { orderClass, terms, qtyNanos: remainingNanos(order), legs };
}

/** What is left of a working order, priced as it was when it was accepted: what it holds does not follow the market. */
export function effectOfWorking(context: WorkingContext, order: Order): OrderEffect {
  const { state, basis } = context;
  const arrival = { state, basis, market: onArrival(order, context.market) };
  const effect = orderEffect(arrival, remainderOf(order));
  return "unpriced" in effect ? asReserved(order) : effect;
}

function onArrival({ arrivalQuotes }: Order, market: Prices): Prices {
  return {
    nowMs: market.nowMs,
    quoteOf(symbol) {
      for (const quote of arrivalQuotes) if (quote.symbol === symbol) return quote;
      return market.quoteOf(symbol);
    },
  };
}

/** Without any price an order holds what it held when it was accepted. */
function asReserved(order: Order): OrderEffect {
  return {
    costMicros: order.reservedMicros,
    stockNotionalMicros: ZERO_MICROS,
    premiumMicros: ZERO_MICROS,
    feesMicros: ZERO_MICROS,
    paidMicros: order.reservedMicros,
    deltas: [],
  };
}

/** What an order takes where no other bears on it. */
export function alone({ costMicros, feesMicros }: OrderEffect): Micros {
  return costMicros > 0n ? micros(costMicros + feesMicros) : ZERO_MICROS;
}
