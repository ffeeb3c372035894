import { changedOrder, closedOrder } from "./with-order";

export const orderRejected = changedOrder<"order_rejected">((order, event) =>
  closedOrder(order, { status: "rejected", atMs: event.atMs, reason: event.reason }),
);
