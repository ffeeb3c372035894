/** What events say about where an order hangs, also those that another matcher made. */
import type { AccountEvent } from "@/lib/engine/event/event";

/** The order that waits for something else from now on; null for events that move none. */
export function movedOrder(event: AccountEvent): string | null {
  switch (event.type) {
    case "order_adjusted":
    case "order_triggered":
    case "order_released":
      return event.orderId;
    default:
      return null;
  }
}

/** The order that can never trade again; null for events that end none. */
export function endedOrder(event: AccountEvent): string | null {
  switch (event.type) {
    case "order_canceled":
    case "order_expired":
    case "order_rejected":
    case "order_replaced":
      return event.orderId;
    case "order_filled":
      return event.remainingAfterNanos === 0n ? event.orderId : null;
    default:
      return null;
  }
}
