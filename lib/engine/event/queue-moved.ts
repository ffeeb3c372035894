import type { EventRule } from "./event-rule";
import { withOrder, workingOrder } from "./with-order";

export const queueMoved: EventRule<"queue_moved"> = {
  apply: (state, { orderId, place }) =>
    withOrder(state, { ...workingOrder(state, orderId), queue: place }),
  postings: () => [],
  // A place in the queue is how we keep the book: nothing a client sees of the order changes.
  orderAfter: () => null,
};
