import type { EventOf } from "./event";
import type { EventRule } from "./event-rule";
import { closedOrder, withOrder, workingOrder } from "./with-order";

export const orderCanceled: EventRule<"order_canceled"> = {
  apply: (state, event) =>
    withOrder(state, orderCanceled.orderAfter(state, event) ?? workingOrder(state, event.orderId)),
  postings: () => [],
  orderAfter: (state, event: EventOf<"order_canceled">) =>
    closedOrder(workingOrder(state, event.orderId), {
      status: "canceled",
      atMs: event.atMs,
      reason: event.reason,
    }),
};
