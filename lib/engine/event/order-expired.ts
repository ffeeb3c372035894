import type { EventOf } from "./event";
import type { EventRule } from "./event-rule";
import { closedOrder, withOrder, workingOrder } from "./with-order";

export const orderExpired: EventRule<"order_expired"> = {
  apply: (state, event) =>
    withOrder(state, orderExpired.orderAfter(state, event) ?? workingOrder(state, event.orderId)),
  postings: () => [],
  orderAfter: (state, event: EventOf<"order_expired">) =>
    closedOrder(workingOrder(state, event.orderId), {
      status: "expired",
      atMs: event.atMs,
      reason: null,
    }),
};
