/**
 * One instruction from a trader, simple or multi-leg. A simple order is an order with one leg of
 * ratio 1, so matching, margin and posting know one shape.
 */
import type { Instrument } from "../instrument/instrument";
import type { Quote } from "../market/quote";

import type { Trade } from "../market/trade";

import type { QueuePlace } from "../match/profile/queue-place";

import { type Micros, type Nanos, nanos, ZERO_NANOS } from "../money";
import type { OrderSide } from "./side";

export type { OrderSide };
export type PositionIntent = "buy_to_open" | "buy_to_close" | "sell_to_open" | "sell_to_close";
export type TimeInForce = "day" | "gtc" | "opg" | "cls" | "ioc" | "fok";
/** How many legs an order has; Alpaca's other classes are the kind of its `group`. */
export type OrderClass = "simple" | "mleg";
export type GroupKind = "bracket" | "oco" | "oto";

/** How far a trailing stop stays behind the best price: dollars, or hundredths of a percent. */
export type Trail = { readonly trailMicros: Micros } | { readonly trailBps: number };

/** What the order asks for in price. A new order type is a new member here and a row in `terms.ts`. */
export type OrderTerms =
  | { readonly type: "market" }
  /** For a multi-leg order the limit is the net per unit: positive pays, negative receives. */
  | { readonly type: "limit"; readonly limitMicros: Micros }
  /** With a collar it becomes a limit order at it instead of a market order (`collarOf`). */
  | { readonly type: "stop"; readonly stopMicros: Micros; readonly collarMicros?: Micros }
  | { readonly type: "stop_limit"; readonly stopMicros: Micros; readonly limitMicros: Micros }
  | { readonly type: "trailing_stop"; readonly trail: Trail };
export type OrderType = OrderTerms["type"];

/** Spelled as Alpaca spells them; a working order is not terminal. */
export type OrderStatus =
  | "accepted"
  | "held"
  | "new"
  | "partially_filled"
  | "filled"
  | "canceled"
  | "expired"
  | "replaced"
  | "rejected";

/** The orders that were sent as one: an entry with its exits, or two exits of which one trades. */
export interface OrderGroup {
  readonly kind: GroupKind;
  /** The id under which the group was sent; a replaced member keeps it. */
  readonly id: string;
  readonly role: "entry" | "take_profit" | "stop_loss";
  /** True for an exit whose entry has not filled whole: it cannot trade and holds nothing. */
  readonly dormant?: boolean;
}

/** The best price since a trailing stop began to trail, and the print that was counted last. */
export interface TrailMark {
  readonly hwmMicros: Micros;
  readonly seq: number;
  readonly atMs: number;
  /** When it was last made an event. */
  readonly keptAtMs: number;
}

/** What set a stop off: a print, or a quote where the instrument goes by quotes. */
export interface StopTrigger {
  readonly atMs: number;
  readonly stopMicros: Micros;
  /** The best price a trailing stop was behind. */
  readonly hwmMicros?: Micros;
  readonly by:
    | { readonly kind: "trade"; readonly trade: Trade }
    | { readonly kind: "quote"; readonly quote: Quote };
}

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
  /** Its place in the queue, once it has one (profile `queue`). */
  readonly queue?: QueuePlace;
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
  // What few orders have is absent from the others: their events stay short, and those written
  // before the field existed mean the same.
  /** Trades before and after the core session too. */
  readonly extendedHours?: boolean;
  /** Does not trade overnight, as its owner wanted when it was sent. */
  readonly noOvernight?: boolean;
  /** Dollars asked for instead of a quantity, which is an estimate until the first fill. */
  readonly notionalMicros?: Micros;
  /** Cash dividends leave its price alone. */
  readonly doNotReduce?: boolean;
  readonly group?: OrderGroup;
  /** When it began to wait, if later than it was submitted: an exit whose entry had to fill first. */
  readonly activeFromMs?: number;
  /** Set once a stop has been set off: from then on it is a market or limit order. */
  readonly triggered?: StopTrigger;
  /** Of a trailing stop that trails: its last checkpoint (decisions 26). */
  readonly mark?: TrailMark;
  /** The ids of the order this one took the place of, and of the one that took its place. */
  readonly replaces?: string;
  readonly replacedBy?: string;
}

const TERMINAL: ReadonlySet<OrderStatus> = new Set([
  "filled",
  "canceled",
  "expired",
  "replaced",
  "rejected",
]);

/** Whether an order can never change again. */
export function isTerminal(status: OrderStatus): boolean {
  return TERMINAL.has(status);
}

/** When an order began to wait for its price: an exit only once its entry had filled. */
export function liveSinceMs(order: Order): number {
  return order.activeFromMs ?? order.submittedAtMs;
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
