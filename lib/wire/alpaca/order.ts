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
  const { notionalMicros } = order;
  return written(order, shown, {
    id: order.id,
    clientOrderId: order.clientOrderId,
    traded: leg,
    qty: notionalMicros === undefined ? formatQuantity(order.qtyNanos) : null,
    notional: notionalMicros === undefined ? null : formatDollars(notionalMicros),
    filledQty: formatQuantity(order.filledNanos),
    averageMicros: averageLegFillMicros(leg),
    orderClass: order.group?.kind ?? "",
    type: order.terms.type,
    prices: pricesOf(order),
    legs: exitsIn(shown),
    ratio: null,
  });
}

function exitsIn({ assetIdOf, exits = [] }: Shown): readonly AlpacaOrder[] | null {
  return exits.length === 0 ? null : exits.map((exit) => alpacaOrder(exit, { assetIdOf }));
}

/** Writes one leg of a multi-leg order as the order object it is on the wire. */
export function alpacaLeg(order: Order, leg: OrderLeg, shown: Shown): AlpacaOrder {
  return written(order, shown, {
    id: leg.id,
    clientOrderId: leg.clientOrderId,
    traded: leg,
    qty: formatQuantity(legNanos(leg, order.qtyNanos)),
    notional: null,
    filledQty: formatQuantity(leg.filledNanos),
    averageMicros: averageLegFillMicros(leg),
    orderClass: "mleg",
    type: "",
    prices: NO_PRICES,
    legs: null,
    ratio: String(leg.ratio),
  });
}

function parentOf(order: Order, shown: Shown): AlpacaOrder {
  return written(order, shown, {
    id: order.id,
    clientOrderId: order.clientOrderId,
    traded: null,
    qty: formatQuantity(order.qtyNanos),
    notional: null,
    filledQty: formatQuantity(order.filledNanos),
    averageMicros: averageFillMicros(order),
    orderClass: "mleg",
    type: order.terms.type,
    prices: pricesOf(order),
    legs: order.legs.map((leg) => alpacaLeg(order, leg, shown)),
    ratio: null,
  });
}

/** What differs between a simple order, a multi-leg parent and one of its legs. */
interface Part {
  readonly id: string;
  readonly clientOrderId: string;
  /** Null for a parent, which trades nothing itself. */
  readonly traded: OrderLeg | null;
  readonly qty: string | null;
  readonly notional: string | null;
  readonly filledQty: string;
  readonly averageMicros: Micros | null;
  readonly orderClass: AlpacaOrder["order_class"];
  readonly type: AlpacaOrder["type"];
  readonly prices: Prices;
  readonly legs: readonly AlpacaOrder[] | null;
  readonly ratio: string | null;
}

/** One literal with every key: put together from parts it cost each answer 20 us (measured). */
function written(
  order: Order,
  { status = order.status, assetIdOf }: Shown,
  part: Part,
): AlpacaOrder {
  const { traded, prices } = part;
  const closedAt = order.closedAtMs === null ? null : formatUtc(order.closedAtMs);
  const closedAs = (end: OrderStatus) => (order.status === end ? closedAt : null);
  const submittedAt = formatUtc(order.submittedAtMs);
  return {
    id: part.id,
    client_order_id: part.clientOrderId,
    created_at: submittedAt,
    updated_at: formatUtc(order.updatedAtMs),
    submitted_at: submittedAt,
    filled_at: closedAs("filled"),
    expired_at: closedAs("expired"),
    expires_at: expiryOf(order),
    canceled_at: closedAs("canceled"),
    failed_at: closedAs("rejected"),
    replaced_at: closedAs("replaced"),
    replaced_by: order.replacedBy ?? null,
    replaces: order.replaces ?? null,
    asset_id: traded === null ? "" : assetIdOf(traded.instrument.symbol),
    symbol: traded === null ? "" : traded.instrument.symbol,
    asset_class: traded === null ? "" : ASSET_CLASS[traded.instrument.kind],
    notional: part.notional,
    qty: part.qty,
    filled_qty: part.filledQty,
    filled_avg_price: priceText(part.averageMicros),
    order_class: part.orderClass,
    order_type: part.type,
    type: part.type,
    side: traded === null ? "" : traded.side,
    position_intent: traded === null ? null : traded.intent,
    time_in_force: order.timeInForce,
    limit_price: prices.limit_price,
    stop_price: prices.stop_price,
    trail_percent: prices.trail_percent,
    trail_price: prices.trail_price,
    hwm: prices.hwm,
    status,
    extended_hours: order.extendedHours === true,
    legs: part.legs,
    ratio_qty: part.ratio,
    subtag: null,
    source: null,
  };
}

const ASSET_CLASS = { option: "us_option", equity: "us_equity" } as const;

/** Day and gtc orders say when they end (§1.6); the others end with their first answer or auction. */
function expiryOf({ timeInForce, expiresAtMs }: Order): string | null {
  const says = timeInForce === "day" || timeInForce === "gtc";
  return !says || expiresAtMs === null ? null : formatUtc(expiresAtMs);
}

type Prices = Pick<
  AlpacaOrder,
  "limit_price" | "stop_price" | "trail_percent" | "trail_price" | "hwm"
>;

const NO_PRICES: Prices = {
  limit_price: null,
  stop_price: null,
  trail_percent: null,
  trail_price: null,
  hwm: null,
};

/** Every price of the terms; the stop of a trailing stop follows its best price. */
function pricesOf({ terms, mark, triggered }: Order): Prices {
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
