import { invariant } from "../assert";
import { changedOrder } from "./with-order";

/** What it reserves stays: exits reserve nothing, and dollars stay dollars. */
export const orderResized = changedOrder<"order_resized">((order, event) => {
  invariant(event.qtyNanos > order.filledNanos, "an order keeps something to fill");
  return { ...order, qtyNanos: event.qtyNanos, updatedAtMs: event.atMs };
});
