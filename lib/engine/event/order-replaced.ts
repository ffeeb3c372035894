import { changedOrder, closedOrder } from "./with-order";

export const orderReplaced = changedOrder<"order_replaced">((order, event) => ({
  ...closedOrder(order, { status: "replaced", atMs: event.atMs, reason: null }),
  replacedBy: event.replacedBy,
}));
