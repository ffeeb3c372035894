import { changedOrder, closedOrder } from "./with-order";

export const orderCanceled = changedOrder<"order_canceled">((order, event) =>
  closedOrder(order, { status: "canceled", atMs: event.atMs, reason: event.reason }),
);
