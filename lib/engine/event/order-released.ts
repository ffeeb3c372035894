import { present } from "../assert";
import { moveStatus } from "../order/status";
import { changedOrder } from "./with-order";

/** The take-profit works from now on; the stop-loss stays held until it is set off (alpaca-wire.md §1.6). */
export const orderReleased = changedOrder<"order_released">((order, event) => {
  const { dormant: _, ...group } = present(order.group, "an exit belongs to a group");
  return {
    ...order,
    group,
    activeFromMs: event.atMs,
    status: group.role === "take_profit" ? moveStatus(order.status, "new") : order.status,
    updatedAtMs: event.atMs,
  };
});
