import { changedOrder } from "./with-order";

export const orderTrailed = changedOrder<"order_trailed">((order, event) => ({
  ...order,
  mark: event.mark,
}));
