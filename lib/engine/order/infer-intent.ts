/**
 * Whether an order opens or closes, from the position: a sale of what is held closes it, and only
 * then can it be a short. Inferring "close" first is what keeps a sale of long puts from being
 * priced as a cash-secured put (alpaca-wire.md §2.8).
 */
import type { Nanos } from "../money";
import type { OrderSide, PositionIntent } from "./order";

/** The intent of an order of this side on a signed holding. */
export function inferIntent(side: OrderSide, heldNanos: Nanos): PositionIntent {
  if (side === "buy") return heldNanos < 0n ? "buy_to_close" : "buy_to_open";
  return heldNanos > 0n ? "sell_to_close" : "sell_to_open";
}
