/** Orders as screens show them, with the sentence that says why a working one has not filled. */
import type { AccountState } from "@/lib/engine/account/account-state";
import { formatDollars, formatQuantity } from "@/lib/engine/decimal";
import { explainClosed, explainWorking } from "@/lib/engine/explain/explain-order";
import { instrumentName } from "@/lib/engine/explain/instrument-name";
import type { MarketView } from "@/lib/engine/market/quote";
import { averageFillMicros } from "@/lib/engine/order/average-price";
import { isTerminal, type Order } from "@/lib/engine/order/order";
import { limitOf } from "@/lib/engine/order/terms";
import { describeLegs } from "@/lib/engine/strategy/describe";
import type { OrderView } from "@/lib/wire/raxx/desk";
import { fillId } from "../commit/project";

/** One order; a working one is explained from the market of this instant. */
export function orderView(order: Order, state: AccountState, market: MarketView): OrderView {
  const working = !isTerminal(order.status);
  const known = state.orders.get(order.id) ?? order;
  const limit = limitOf(order.terms);
  const average = averageFillMicros(order);
  return {
    id: order.id,
    clientOrderId: order.clientOrderId,
    title: orderTitle(order),
    orderClass: order.orderClass,
    type: order.terms.type,
    timeInForce: order.timeInForce,
    status: order.status,
    qty: formatQuantity(order.qtyNanos),
    filledQty: formatQuantity(order.filledNanos),
    limit: limit === null ? null : formatDollars(limit),
    averagePrice: average === null ? null : formatDollars(average),
    legs: order.legs.map((leg) => ({
      symbol: leg.instrument.symbol,
      name: instrumentName(leg.instrument),
      side: leg.side,
      ratio: leg.ratio,
      intent: leg.intent,
    })),
    submittedAtMs: order.submittedAtMs,
    updatedAtMs: order.updatedAtMs,
    expiresAtMs: order.expiresAtMs,
    working,
    why: working ? explainWorking(state, known, market) : explainClosed(order),
    fillIds: Array.from({ length: order.fills }, (_, index) =>
      fillId({ orderId: order.id, fillNumber: index + 1 }),
    ),
  };
}

/** "Buy 10 × AAPL" or "1 × SPY 18 Dec 26 600/595 put credit spread". */
function orderTitle(order: Order): string {
  const qty = formatQuantity(order.qtyNanos);
  const name = describeLegs(order.legs);
  if (order.orderClass === "mleg") return `${qty} × ${name}`;
  return `${order.legs[0]?.side === "buy" ? "Buy" : "Sell"} ${qty} × ${name}`;
}
