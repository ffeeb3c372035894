import { present } from "../assert";
import { changedOrder } from "./with-order";

/**
 * A corporate action changed what the order asks for; what has filled of it stays as it was. At its
 * new price it has no place in any queue yet.
 */
export const orderAdjusted = changedOrder<"order_adjusted">(({ queue: _, ...order }, event) => ({
  ...order,
  terms: event.terms,
  qtyNanos: event.qtyNanos,
  legs: order.legs.map((leg, index) => ({
    ...leg,
    instrument: present(event.instruments[index], "every leg has an instrument"),
  })),
  ...(order.mark !== undefined &&
    event.hwmMicros !== undefined && { mark: { ...order.mark, hwmMicros: event.hwmMicros } }),
  updatedAtMs: event.atMs,
}));
