import { moveStatus } from "../order/status";
import { changedOrder } from "./with-order";

/** A live stop-loss is shown as held until it is set off, as Alpaca shows it. */
export const orderTriggered = changedOrder<"order_triggered">((order, event) => ({
  ...order,
  triggered: event.trigger,
  status: order.status === "held" ? moveStatus(order.status, "new") : order.status,
  updatedAtMs: event.atMs,
}));
