/**
 * Wash-trade protection: two open orders of one account in one symbol must not be able to meet.
 *
 * An opposite order is refused when either of the two is a market or stop order, whose price is not
 * known, and when both have limits that cross. Legs of multi-leg orders and groups, and trailing
 * stops, are exempt on either side. Source: alpaca-wire.md §2.7, read 2026-11-21.
 */
import type { AccountState } from "../account/account-state";
import type { OrderDraft } from "./draft";
import type { Order, OrderTerms } from "./order";
import { orderMap } from "./order-map";
import type { Rejection } from "./rejection";

/** The working order this one could trade with, as a refusal; null when there is none. */
export function findWashTradeRejection(state: AccountState, draft: OrderDraft): Rejection | null {
  const [leg] = draft.legs;
  if (leg === undefined || isExempt(draft)) return null;
  const { symbol } = leg.instrument;
  for (const order of orderMap(state.orders).inSymbol(symbol)) {
    const [other] = order.legs;
    if (other?.instrument.symbol !== symbol || other.side === leg.side || isExempt(order)) continue;
    const meets = meeting(leg.side, draft.terms, order);
    if (meets === null) continue;
    return { code: "wash_trade", symbol, existingOrderId: order.id, side: leg.side, ...meets };
  }
  return null;
}

function isExempt({
  orderClass,
  group,
  terms,
}: Pick<Order, "orderClass" | "terms"> & { readonly group?: object }) {
  return orderClass === "mleg" || group !== undefined || terms.type === "trailing_stop";
}

/** How two opposite orders can meet; null when they cannot. */
function meeting(side: "buy" | "sell", terms: OrderTerms, { terms: existing }: Order) {
  const limitMicros = fixedLimit(existing);
  const ownMicros = fixedLimit(terms);
  if (ownMicros === null || limitMicros === null) {
    return {
      existing: limitMicros === null ? "market_or_stop" : "limit",
      limitMicros: null,
    } as const;
  }
  const crosses = side === "buy" ? ownMicros >= limitMicros : ownMicros <= limitMicros;
  return crosses ? ({ existing: "limit", limitMicros } as const) : null;
}

/** The limit of a limit or stop-limit order; a stop's collar is no price it was sent with. */
function fixedLimit(terms: OrderTerms) {
  return terms.type === "limit" || terms.type === "stop_limit" ? terms.limitMicros : null;
}
