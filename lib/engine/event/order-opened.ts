import { moveStatus } from "../order/status";
import { changedOrder } from "./with-order";

export const orderOpened = changedOrder<"order_opened">((order, event) => ({
  ...order,
  status: moveStatus(order.status, "new"),
  updatedAtMs: event.atMs,
}));
