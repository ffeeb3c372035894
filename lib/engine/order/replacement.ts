/** What a replacement changes of an order, and the refusals that need only the two of them. */

import type { Micros } from "../money";
import { NANOS_PER_UNIT, type Nanos } from "../money";
import type { Order, OrderTerms, TimeInForce, Trail } from "./order";
import type { Rejection } from "./rejection";

/** Fields that are left out stay as they are. */
export interface Replacement {
  readonly id: string;
  readonly clientOrderId: string;
  readonly qtyNanos?: Nanos;
  readonly timeInForce?: TimeInForce;
  readonly limitMicros?: Micros;
  readonly stopMicros?: Micros;
  readonly trail?: Trail;
}

/**
 * The first rule of replacing that is broken, or null. Source: alpaca-wire.md §1.6, §1.8 and §2.2,
 * read 2026-11-21: not before the order works, never in dollars, in groups prices alone.
 */
export function findReplaceRejection(order: Order, change: Replacement): Rejection | null {
  const { id: orderId, status } = order;
  if (status !== "new" && status !== "partially_filled" && status !== "held") {
    return { code: "order_not_replaceable", orderId, status };
  }
  return (
    classRejection(order, change) ??
    fieldRejection(order, change) ??
    quantityRejection(order, change) ??
    (isChanged(order, change) ? null : { code: "replace_unchanged", orderId })
  );
}

function classRejection(order: Order, change: Replacement): Rejection | null {
  const { group } = order;
  if (order.notionalMicros !== undefined) {
    return { code: "replace_class_not_allowed", kind: "notional" };
  }
  if (group === undefined) return null;
  if (group.kind === "oto") return { code: "replace_class_not_allowed", kind: "oto" };
  const isPriceAlone = change.qtyNanos === undefined && change.timeInForce === undefined;
  return isPriceAlone ? null : { code: "group_qty_not_replaceable", kind: group.kind };
}

function fieldRejection({ terms, triggered }: Order, change: Replacement): Rejection | null {
  const { type } = terms;
  const fields: readonly [string, boolean, boolean][] = [
    ["limit_price", change.limitMicros !== undefined, type === "limit" || type === "stop_limit"],
    // A stop that was set off has no stop price any more.
    ["stop_price", change.stopMicros !== undefined, "stopMicros" in terms && !triggered],
    ["trail", change.trail !== undefined, type === "trailing_stop" && !triggered],
  ];
  const wrong = fields.find(([, isGiven, isAllowed]) => isGiven && !isAllowed);
  return wrong === undefined ? null : { code: "replace_field_not_allowed", field: wrong[0], type };
}

function quantityRejection(order: Order, { qtyNanos }: Replacement): Rejection | null {
  if (qtyNanos === undefined) return null;
  const isWhole = order.qtyNanos % NANOS_PER_UNIT === 0n && qtyNanos % NANOS_PER_UNIT === 0n;
  if (!isWhole) return { code: "fractional_qty_not_replaceable" };
  const { filledNanos } = order;
  if (filledNanos === 0n && qtyNanos <= 0n) return { code: "qty_not_positive" };
  return qtyNanos > filledNanos ? null : { code: "qty_not_over_filled", filledNanos };
}

function isChanged(order: Order, change: Replacement): boolean {
  const terms = replacedTerms(order.terms, change);
  return (
    (change.qtyNanos ?? order.qtyNanos) !== order.qtyNanos ||
    (change.timeInForce ?? order.timeInForce) !== order.timeInForce ||
    !sameTerms(terms, order.terms)
  );
}

/** The terms with the new prices. A collar is of the old stop, and goes with it. */
export function replacedTerms(terms: OrderTerms, change: Replacement): OrderTerms {
  switch (terms.type) {
    case "market":
      return terms;
    case "limit":
      return { ...terms, limitMicros: change.limitMicros ?? terms.limitMicros };
    case "stop":
      return change.stopMicros === undefined
        ? terms
        : { type: "stop", stopMicros: change.stopMicros };
    case "stop_limit": {
      const { stopMicros = terms.stopMicros, limitMicros = terms.limitMicros } = change;
      return { type: "stop_limit", stopMicros, limitMicros };
    }
    case "trailing_stop":
      return { ...terms, trail: change.trail ?? terms.trail };
  }
}

/** Whether two terms of one type have the same prices. */
export function sameTerms(a: OrderTerms, b: OrderTerms): boolean {
  return pricesText(a) === pricesText(b);
}

function pricesText(terms: OrderTerms): string {
  const trail = terms.type === "trailing_stop" ? Object.entries(terms.trail) : [];
  const prices = Object.entries({ ...terms, trail: null });
  return [...prices, ...trail].map(([name, value]) => `${name} ${value}`).join();
}
