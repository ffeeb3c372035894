import type { AccountState } from "../account/account-state";
import { present } from "../assert";
import { ZERO_MICROS } from "../money";
import { isTerminal, type Order, type OrderStatus } from "../order/order";
import { moveStatus } from "../order/status";

/** The state with an order put in, or taken out when it has ended. */
export function withOrder(state: AccountState, order: Order): AccountState {
  const orders = new Map(state.orders);
  if (isTerminal(order.status)) orders.delete(order.id);
  else orders.set(order.id, order);
  return { ...state, orders };
}

/** The working order an event speaks of. */
export function workingOrder(state: AccountState, orderId: string): Order {
  return present(state.orders.get(orderId), `order ${orderId} is working`);
}

/** Ends an order and lets its reserve go. */
export function closedOrder(
  order: Order,
  close: { status: OrderStatus; atMs: number; reason: string | null },
): Order {
  return {
    ...order,
    status: moveStatus(order.status, close.status),
    reservedMicros: ZERO_MICROS,
    updatedAtMs: close.atMs,
    closedAtMs: close.atMs,
    closeReason: close.reason,
  };
}
