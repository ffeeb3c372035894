import type { EventOf } from "./event";
import type { EventRule } from "./event-rule";
import { closedOrder, withOrder, workingOrder } from "./with-order";

export const orderRejected: EventRule<"order_rejected"> = {
  apply: (state, event) =>
    withOrder(state, orderRejected.orderAfter(state, event) ?? workingOrder(state, event.orderId)),
  postings: () => [],
  orderAfter: (state, event: EventOf<"order_rejected">) =>
    closedOrder(workingOrder(state, event.orderId), {
      status: "rejected",
      atMs: event.atMs,
      reason: event.reason,
    }),
};
