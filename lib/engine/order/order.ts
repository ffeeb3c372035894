/**
 * One instruction from a trader, simple or multi-leg. A simple order is an order with one leg of
 * ratio 1, so matching, margin and posting know one shape.
 */
import type { Instrument } from "../instrument/instrument";
import type { Quote } from "../market/quote";
import { type Micros, type Nanos, nanos, ZERO_NANOS } from "../money";
import type { OrderSide } from "./side";

export type { OrderSide };
export type PositionIntent = "buy_to_open" | "buy_to_close" | "sell_to_open" | "sell_to_close";
export type TimeInForce = "day" | "gtc" | "ioc";
export type OrderClass = "simple" | "mleg";

/** What the order asks for in price. A new order type is a new member here and a file in `type/`. */
export type OrderTerms =
  | { readonly type: "market" }
  /** For a multi-leg order the limit is the net per unit: positive pays, negative receives. */
  | { readonly type: "limit"; readonly limitMicros: Micros };
export type OrderType = OrderTerms["type"];

/** Spelled as Alpaca spells them; a working order is not terminal. */
export type OrderStatus =
  | "accepted"
  | "new"
  | "partially_filled"
  | "filled"
  | "canceled"
  | "expired"
  | "rejected";

export interface OrderLeg {
  /** The order id itself for a simple order; its own id for a leg of a multi-leg order. */
  readonly id: string;
  readonly clientOrderId: string;
  readonly instrument: Instrument;
  readonly side: OrderSide;
  readonly ratio: number;
  readonly intent: PositionIntent;
  /** Sum of price x quantity of the leg's fills per share, for its average price. */
  readonly filledValueMicros: Micros;
  readonly filledNanos: Nanos;
}

export interface Order {
  readonly id: string;
  readonly clientOrderId: string;
  readonly orderClass: OrderClass;
  readonly terms: OrderTerms;
  readonly timeInForce: TimeInForce;
  /** Units: shares or contracts, or strategy units of a multi-leg order. */
  readonly qtyNanos: Nanos;
  readonly filledNanos: Nanos;
  /** Fills so far; the next fill of the order is number `fills + 1`. */
  readonly fills: number;
  readonly legs: readonly OrderLeg[];
  readonly status: OrderStatus;
  /** True once a quote was seen that it could not trade on: from then on it fills as a resting order. */
  readonly rested: boolean;
  /** Buying power held for the part that has not filled. */
  readonly reservedMicros: Micros;
  /** The quotes the order met on arrival, one per leg that had one. */
  readonly arrivalQuotes: readonly Quote[];
  readonly submittedAtMs: number;
  readonly expiresAtMs: number | null;
  readonly updatedAtMs: number;
  readonly closedAtMs: number | null;
  /** Why it was rejected after acceptance, or why the rest of an ioc was canceled. */
  readonly closeReason: string | null;
}

const TERMINAL: ReadonlySet<OrderStatus> = new Set(["filled", "canceled", "expired", "rejected"]);

/** Whether an order can never change again. */
export function isTerminal(status: OrderStatus): boolean {
  return TERMINAL.has(status);
}

/** What is left to fill, in units. */
export function remainingNanos(order: Order): Nanos {
  return nanos(order.qtyNanos - order.filledNanos);
}

/** Quantity of a leg for a number of units: ratio x units, unsigned. */
export function legNanos(leg: { readonly ratio: number }, unitNanos: Nanos): Nanos {
  return nanos(unitNanos * BigInt(leg.ratio));
}

/** Plus for what a fill adds to the position, minus for what it takes. */
export function signedNanos(side: OrderSide, quantityNanos: Nanos): Nanos {
  return side === "buy" ? quantityNanos : nanos(ZERO_NANOS - quantityNanos);
}

/** Whether a leg opens or enlarges a position. */
export function opens(leg: { readonly intent: PositionIntent }): boolean {
  return leg.intent === "buy_to_open" || leg.intent === "sell_to_open";
}
