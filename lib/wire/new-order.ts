/** An order as any door parsed it, before its symbols are known to exist. */
import type { Micros, Nanos } from "@/lib/engine/money";
import type {
  GroupKind,
  OrderClass,
  OrderSide,
  OrderTerms,
  PositionIntent,
  TimeInForce,
} from "@/lib/engine/order/order";

export interface NewOrderLeg {
  /** A symbol, or the id of the asset. */
  readonly symbol: string;
  readonly side: OrderSide;
  readonly ratio: number;
  /** Null when the sender left it to be inferred from the position. */
  readonly intent: PositionIntent | null;
}

/** The exits that are sent with an order; their ids are the server's. */
export interface NewGroup {
  readonly kind: GroupKind;
  readonly takeProfit?: { readonly limitMicros: Micros };
  readonly stopLoss?: { readonly stopMicros: Micros; readonly limitMicros?: Micros };
}

export interface NewOrder {
  /** Null: the server makes one. */
  readonly clientOrderId: string | null;
  readonly orderClass: OrderClass;
  readonly terms: OrderTerms;
  readonly timeInForce: TimeInForce;
  /** Zero when dollars are asked for instead. */
  readonly qtyNanos: Nanos;
  /** One leg of ratio 1 for a simple order. */
  readonly legs: readonly NewOrderLeg[];
  readonly notionalMicros?: Micros;
  readonly extendedHours?: boolean;
  readonly group?: NewGroup;
  /** A stop that buys becomes a limit order at its collar, as on Alpaca (decisions 22). */
  readonly collarsStopBuys?: boolean;
}
