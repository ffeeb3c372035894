/** An order as any door parsed it, before its symbols are known to exist. */
import type { Nanos } from "@/lib/engine/money";
import type {
  OrderClass,
  OrderSide,
  OrderTerms,
  PositionIntent,
  TimeInForce,
} from "@/lib/engine/order/order";

export interface NewOrderLeg {
  readonly symbol: string;
  readonly side: OrderSide;
  readonly ratio: number;
  /** Null when the sender left it to be inferred from the position. */
  readonly intent: PositionIntent | null;
}

export interface NewOrder {
  /** Null: the server makes one. */
  readonly clientOrderId: string | null;
  readonly orderClass: OrderClass;
  readonly terms: OrderTerms;
  readonly timeInForce: TimeInForce;
  readonly qtyNanos: Nanos;
  /** One leg of ratio 1 for a simple order. */
  readonly legs: readonly NewOrderLeg[];
}
