import { changedOrder, closedOrder } from "./with-order";

export const orderExpired = changedOrder<"order_expired">((order, event) =>
  closedOrder(order, { status: "expired", atMs: event.atMs, reason: event.reason ?? null }),
);
