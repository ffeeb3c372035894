/** Orders as screens show them, with the sentence that says why a working one has not filled. */
import type { AccountState } from "@/lib/engine/account/account-state";
import { formatDecimal, formatDollars, formatQuantity } from "@/lib/engine/decimal";
import { explainClosed, explainWorking } from "@/lib/engine/explain/explain-order";
import { instrumentName } from "@/lib/engine/explain/instrument-name";
import { underlyingOf } from "@/lib/engine/instrument/instrument";
import type { MarketView } from "@/lib/engine/market/quote";
import type { Micros } from "@/lib/engine/money";
import { averageFillMicros } from "@/lib/engine/order/average-price";
import { isTerminal, type Order, type Trail } from "@/lib/engine/order/order";
import { limitOf, stopOf } from "@/lib/engine/order/terms";
import { trailingStop } from "@/lib/engine/order/trailing-mark";
import { describeLegs } from "@/lib/engine/strategy/describe";
import type { OrderView } from "@/lib/wire/raxx/desk";
import { fillId } from "../commit/project";

/** One order; a working one is explained from the market of this instant. */
export function orderView(order: Order, state: AccountState, market: MarketView): OrderView {
  const working = !isTerminal(order.status);
  const known = state.orders.get(order.id) ?? order;
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
    ...priceViews(order),
    notional: order.notionalMicros === undefined ? null : formatDollars(order.notionalMicros),
    extendedHours: order.extendedHours === true,
    group: groupView(order),
    replaces: order.replaces ?? null,
    replacedBy: order.replacedBy ?? null,
    averagePrice: average === null ? null : formatDollars(average),
    legs: order.legs.map((leg) => ({
      symbol: leg.instrument.symbol,
      underlying: underlyingOf(leg.instrument),
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

/** A collar is no limit of the sender's. */
function priceViews(order: Order): Pick<OrderView, "limit" | "stop" | "trail"> {
  const { terms } = order;
  const limit = terms.type === "stop" ? null : limitOf(terms);
  const stop = stopOf(terms) ?? order.triggered?.stopMicros ?? trailedStop(order);
  return {
    limit: limit === null ? null : formatDollars(limit),
    stop: stop === null ? null : formatDollars(stop),
    trail: terms.type === "trailing_stop" ? trailText(terms.trail) : null,
  };
}

function trailedStop({ terms, mark, legs }: Order): Micros | null {
  const side = legs[0]?.side;
  if (terms.type !== "trailing_stop" || mark === undefined || side === undefined) return null;
  return trailingStop(side, terms.trail, mark.hwmMicros);
}

function trailText(trail: Trail): string {
  return "trailMicros" in trail
    ? formatDollars(trail.trailMicros)
    : `${formatDecimal(BigInt(trail.trailBps), 2)}%`;
}

function groupView({ group }: Order): OrderView["group"] {
  return group === undefined ? null : { id: group.id, kind: group.kind, role: group.role };
}

/** "Buy 10 × AAPL" or "1 × SPY 18 Dec 26 600/595 put credit spread". */
function orderTitle(order: Order): string {
  const qty = formatQuantity(order.qtyNanos);
  const name = describeLegs(order.legs);
  if (order.orderClass === "mleg") return `${qty} × ${name}`;
  return `${order.legs[0]?.side === "buy" ? "Buy" : "Sell"} ${qty} × ${name}`;
}
