/**
 * An order as Alpaca's Order object: every key of alpaca-wire.md §1.6 is always there, null where it
 * does not apply, numbers as trimmed decimal strings.
 *
 * The parent of a multi-leg order has "" for symbol, side, asset class and asset id, its legs have
 * "" for the type: alpaca-py turns exactly these into None (§1.6).
 */
import { formatUtc } from "@/lib/engine/calendar/new-york";
import { formatDecimal, formatDollars, formatQuantity } from "@/lib/engine/decimal";
import type { Micros } from "@/lib/engine/money";
import { averageFillMicros, averageLegFillMicros } from "@/lib/engine/order/average-price";
import {
  type GroupKind,
  legNanos,
  type Order,
  type OrderLeg,
  type OrderStatus,
  type OrderType,
} from "@/lib/engine/order/order";
import { limitOf, stopOf } from "@/lib/engine/order/terms";
import type { AssetIdOf } from "./asset-id";

/** The engine's statuses and those that only pass by on the wire (§1.15). */
export type AlpacaStatus = OrderStatus | "pending_new" | "pending_cancel" | "pending_replace";

export interface AlpacaOrder {
  readonly id: string;
  readonly client_order_id: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly submitted_at: string;
  readonly filled_at: string | null;
  readonly expired_at: string | null;
  readonly expires_at: string | null;
  readonly canceled_at: string | null;
  readonly failed_at: string | null;
  readonly replaced_at: string | null;
  readonly replaced_by: string | null;
  readonly replaces: string | null;
  readonly asset_id: string;
  readonly symbol: string;
  readonly asset_class: "us_equity" | "us_option" | "";
  readonly notional: string | null;
  /** Null for an order in dollars. */
  readonly qty: string | null;
  readonly filled_qty: string;
  readonly filled_avg_price: string | null;
  readonly order_class: "" | "mleg" | GroupKind;
  readonly order_type: OrderType | "";
  readonly type: OrderType | "";
  readonly side: "buy" | "sell" | "";
  readonly position_intent: string | null;
  readonly time_in_force: string;
  readonly limit_price: string | null;
  readonly stop_price: string | null;
  readonly trail_percent: string | null;
  readonly trail_price: string | null;
  readonly hwm: string | null;
  readonly status: AlpacaStatus;
  readonly extended_hours: boolean;
  readonly legs: readonly AlpacaOrder[] | null;
  readonly ratio_qty: string | null;
  readonly subtag: null;
  readonly source: null;
}

interface Shown {
  readonly assetIdOf: AssetIdOf;
  /** What to say instead of the order's own status, such as pending_new on arrival. */
  readonly status?: AlpacaStatus;
  /** The exits of its group, shown as its legs. */
  readonly exits?: readonly Order[];
}

/** Writes an order; the legs of a multi-leg order and the exits of a group are inside it. */
export function alpacaOrder(order: Order, shown: Shown): AlpacaOrder {
  if (order.orderClass === "mleg") return parentOf(order, shown);
  const [leg] = order.legs;
  if (leg === undefined) throw new Error("a simple order has one leg");
  return {
    ...lifeOf(order, shown),
    ...tradedBy(leg, shown),
    id: order.id,
    client_order_id: order.clientOrderId,
    qty: order.notionalMicros === undefined ? formatQuantity(order.qtyNanos) : null,
    notional: order.notionalMicros === undefined ? null : formatDollars(order.notionalMicros),
    filled_qty: formatQuantity(order.filledNanos),
    filled_avg_price: priceText(averageLegFillMicros(leg)),
    order_class: order.group?.kind ?? "",
    ...typed(order.terms.type),
    ...pricesOf(order),
    legs: exitsIn(shown),
    ratio_qty: null,
  };
}

function exitsIn({ assetIdOf, exits = [] }: Shown): readonly AlpacaOrder[] | null {
  return exits.length === 0 ? null : exits.map((exit) => alpacaOrder(exit, { assetIdOf }));
}

/** Writes one leg of a multi-leg order as the order object it is on the wire. */
export function alpacaLeg(order: Order, leg: OrderLeg, shown: Shown): AlpacaOrder {
  return {
    ...lifeOf(order, shown),
    ...tradedBy(leg, shown),
    id: leg.id,
    client_order_id: leg.clientOrderId,
    qty: formatQuantity(legNanos(leg, order.qtyNanos)),
    filled_qty: formatQuantity(leg.filledNanos),
    filled_avg_price: priceText(averageLegFillMicros(leg)),
    order_class: "mleg",
    ...typed(""),
    ...NO_PRICES,
    legs: null,
    ratio_qty: String(leg.ratio),
  };
}

function parentOf(order: Order, shown: Shown): AlpacaOrder {
  return {
    ...lifeOf(order, shown),
    id: order.id,
    client_order_id: order.clientOrderId,
    asset_id: "",
    symbol: "",
    asset_class: "",
    side: "",
    position_intent: null,
    qty: formatQuantity(order.qtyNanos),
    filled_qty: formatQuantity(order.filledNanos),
    filled_avg_price: priceText(averageFillMicros(order)),
    order_class: "mleg",
    ...typed(order.terms.type),
    ...pricesOf(order),
    legs: order.legs.map((leg) => alpacaLeg(order, leg, shown)),
    ratio_qty: null,
  };
}

/** What parent, leg and simple order share: instants, status, and all that Raxx orders never have. */
function lifeOf(order: Order, { status = order.status }: Shown) {
  const closedAt = order.closedAtMs === null ? null : formatUtc(order.closedAtMs);
  const closedAs = (end: OrderStatus) => (order.status === end ? closedAt : null);
  return {
    created_at: formatUtc(order.submittedAtMs),
    updated_at: formatUtc(order.updatedAtMs),
    submitted_at: formatUtc(order.submittedAtMs),
    filled_at: closedAs("filled"),
    expired_at: closedAs("expired"),
    expires_at: expiryOf(order),
    canceled_at: closedAs("canceled"),
    failed_at: closedAs("rejected"),
    replaced_at: closedAs("replaced"),
    replaced_by: order.replacedBy ?? null,
    replaces: order.replaces ?? null,
    notional: null,
    time_in_force: order.timeInForce,
    status,
    extended_hours: order.extendedHours === true,
    subtag: null,
    source: null,
  } as const;
}

/** Day and gtc orders say when they end (§1.6); the others end with their first answer or auction. */
function expiryOf({ timeInForce, expiresAtMs }: Order): string | null {
  const says = timeInForce === "day" || timeInForce === "gtc";
  return !says || expiresAtMs === null ? null : formatUtc(expiresAtMs);
}

function tradedBy(leg: OrderLeg, { assetIdOf }: Shown) {
  const { symbol, kind } = leg.instrument;
  return {
    asset_id: assetIdOf(symbol),
    symbol,
    asset_class: kind === "option" ? "us_option" : "us_equity",
    side: leg.side,
    position_intent: leg.intent,
  } as const;
}

function typed<T extends AlpacaOrder["type"]>(type: T): { type: T; order_type: T } {
  return { type, order_type: type };
}

const NO_PRICES = {
  limit_price: null,
  stop_price: null,
  trail_percent: null,
  trail_price: null,
  hwm: null,
} as const;

/** Every price of the terms; the stop of a trailing stop follows its best price. */
function pricesOf({ terms, mark, triggered }: Order) {
  const trail = terms.type === "trailing_stop" ? terms.trail : null;
  const hwm = triggered?.hwmMicros ?? mark?.hwmMicros ?? null;
  const limit = terms.type === "stop" ? null : limitOf(terms); // a collar is no limit of the sender's
  return {
    limit_price: priceText(limit),
    stop_price: priceText(stopOf(terms)),
    trail_percent:
      trail !== null && "trailBps" in trail ? formatDecimal(BigInt(trail.trailBps), 2) : null,
    trail_price: trail !== null && "trailMicros" in trail ? formatDollars(trail.trailMicros) : null,
    hwm: priceText(hwm),
  };
}

function priceText(price: Micros | null): string | null {
  return price === null ? null : formatDollars(price);
}
