import { invariant } from "../assert";
import type { EventRule } from "./event-rule";
import { withOrder } from "./with-order";

export const orderAccepted: EventRule<"order_accepted"> = {
  apply(state, { order }) {
    invariant(!state.orders.has(order.id), "an order is accepted once");
    return withOrder(state, order);
  },
  postings: () => [],
  orderAfter: (_, event) => event.order,
};
