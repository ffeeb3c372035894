/** An order as it arrives: parsed, its instruments known, its ids made by the shell. */
import type { Instrument } from "../instrument/instrument";
import type { Nanos } from "../money";
import type { OrderClass, OrderSide, OrderTerms, PositionIntent, TimeInForce } from "./order";

export interface DraftLeg {
  readonly id: string;
  readonly clientOrderId: string;
  readonly instrument: Instrument;
  readonly side: OrderSide;
  readonly ratio: number;
  /** Null when the sender left it to be inferred from the position. */
  readonly intent: PositionIntent | null;
}

export interface OrderDraft {
  readonly id: string;
  readonly clientOrderId: string;
  readonly orderClass: OrderClass;
  readonly terms: OrderTerms;
  readonly timeInForce: TimeInForce;
  readonly qtyNanos: Nanos;
  readonly legs: readonly DraftLeg[];
}
