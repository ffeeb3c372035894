import type { AccountState } from "../account/account-state";
import { present } from "../assert";
import { ZERO_MICROS } from "../money";
import { isTerminal, type Order, type OrderStatus } from "../order/order";
import { orderMap } from "../order/order-map";
import { moveStatus } from "../order/status";
import type { EventOf, EventType } from "./event";
import type { EventRule } from "./event-rule";

type AboutOrder = {
  [T in EventType]: EventOf<T> extends { readonly orderId: string } ? T : never;
}[EventType];

/** The rule of an event that changes one working order and moves no money. */
export function changedOrder<T extends AboutOrder>(
  change: (order: Order, event: EventOf<T>) => Order,
): EventRule<T> {
  const after = (state: AccountState, event: EventOf<T>) => {
    // Every T is about an order; the compiler does not carry that into the union's members.
    const { orderId } = event as { readonly orderId: string };
    return change(workingOrder(state, orderId), event);
  };
  return {
    apply: (state, event) => withOrder(state, after(state, event)),
    postings: () => [],
    orderAfter: after,
  };
}

/** The state with an order put in, or taken out when it has ended. */
export function withOrder(state: AccountState, order: Order): AccountState {
  const before = orderMap(state.orders);
  const hasEnded = isTerminal(order.status);
  return { ...state, orders: hasEnded ? before.without(new Set([order.id])) : before.with(order) };
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
