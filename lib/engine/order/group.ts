/**
 * What happens to one order because of another of its group, in the same commit: exits are released
 * when their entry has filled whole, one exit's fill shrinks the other, and the end of one ends all.
 *
 * Source: alpaca-wire.md §1.6 (conditional classes), read 2026-11-21.
 */
import type { AccountState } from "../account/account-state";
import type { AccountEvent, CancelReason } from "../event/event";
import { type Nanos, nanos } from "../money";
import type { Order } from "./order";

interface EventStamp {
  readonly atMs: number;
  readonly rules: number;
}

/** The other members of an order's group that still work. */
export function siblingsOf(state: AccountState, { id, group }: Order): readonly Order[] {
  if (group === undefined) return [];
  return [...state.orders.values()].filter(
    (other) => other.group?.id === group.id && other.id !== id,
  );
}

/** What a fill that left so much of an order does to the rest of its group. */
export function groupAfterFill(
  state: AccountState,
  order: Order,
  remainingAfterNanos: Nanos,
  stamp: EventStamp,
): readonly AccountEvent[] {
  const siblings = siblingsOf(state, order);
  if (order.group?.role === "entry") {
    if (remainingAfterNanos > 0n) return [];
    return siblings.map(({ id }) => ({ type: "order_released", orderId: id, ...stamp }));
  }
  return siblings.map((sibling): AccountEvent => {
    const about = { orderId: sibling.id, ...stamp };
    if (remainingAfterNanos === 0n) {
      return { type: "order_canceled", reason: "sibling_filled", ...about };
    }
    const qtyNanos = nanos(sibling.filledNanos + remainingAfterNanos);
    return { type: "order_resized", qtyNanos, reason: "sibling_filled", ...about };
  });
}

/** The end of an order and of what hangs on it: the whole group goes, whichever member ends. */
export function endWithGroup(
  state: AccountState,
  order: Order,
  end: Extract<AccountEvent, { type: "order_canceled" | "order_expired" | "order_rejected" }>,
): readonly AccountEvent[] {
  const { atMs, rules } = end;
  const reason: CancelReason = order.group?.role === "entry" ? "entry_ended" : "group_canceled";
  const others = siblingsOf(state, order).map((sibling): AccountEvent => {
    const about = { orderId: sibling.id, atMs, rules };
    const isDue = sibling.expiresAtMs !== null && atMs >= sibling.expiresAtMs;
    return isDue && end.type === "order_expired"
      ? { type: "order_expired", ...about }
      : { type: "order_canceled", reason, ...about };
  });
  return [end, ...others];
}

/**
 * Working orders that could change a position, each by itself: an exit whose entry has not filled
 * cannot, and of two exits that share a position only one will trade.
 */
export function exposedOrders(state: AccountState): readonly Order[] {
  return exposedAmong([...state.orders.values()]);
}

/** Those of some orders; with a group's member among them, all its members have to be. */
export function exposedAmong(orders: readonly Order[]): readonly Order[] {
  return orders.some(({ group }) => group !== undefined) ? exposedMembers(orders) : orders;
}

function exposedMembers(orders: readonly Order[]): readonly Order[] {
  const covered = new Set<string>();
  for (const { group } of orders) {
    if (group?.role === "take_profit" && group.dormant !== true) covered.add(group.id);
  }
  return orders.filter(({ group }) => {
    if (group === undefined) return true;
    if (group.dormant === true) return false;
    return group.role !== "stop_loss" || !covered.has(group.id);
  });
}
