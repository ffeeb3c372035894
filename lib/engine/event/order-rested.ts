import type { Order } from "../order/order";
import type { EventRule } from "./event-rule";
import { withOrder, workingOrder } from "./with-order";

export const orderRested: EventRule<"order_rested"> = {
  apply: (state, event) => withOrder(state, rested(workingOrder(state, event.orderId))),
  postings: () => [],
  // Resting is how we keep the book, not news about the order: nothing a client sees changes.
  orderAfter: () => null,
};

function rested(order: Order): Order {
  return { ...order, rested: true };
}
