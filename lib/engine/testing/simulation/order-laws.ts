/** Laws of orders: their status, their size, their reserve, and what they owe to their group. */
import type { AccountState } from "../../account/account-state";
import { isTerminal, type Order, type OrderStatus, remainingNanos } from "../../order/order";
import { holds, type LawStep } from "./law";
import type { SimAccount } from "./sim-account";

/** Written from alpaca-wire.md §1.15, read 2026-11-21, and not from the engine's own table. */
const MAY_FOLLOW: { readonly [S in OrderStatus]: string } = {
  accepted: "accepted new partially_filled filled canceled expired replaced rejected",
  held: "held new partially_filled filled canceled expired replaced rejected",
  new: "new partially_filled filled canceled expired replaced rejected",
  partially_filled: "partially_filled filled canceled expired replaced rejected",
  filled: "",
  canceled: "",
  expired: "",
  replaced: "",
  rejected: "",
};

/** What an event did to orders. */
export function checkOrders(account: SimAccount, { before, event, after }: LawStep): void {
  if (before.orders === after.orders) return;
  for (const [id, order] of after.orders) {
    const earlier = before.orders.get(id);
    if (earlier === order) continue;
    holds(!account.ended.has(id), "an order that ended never works again");
    checkOrder(earlier, order);
  }
  for (const id of before.orders.keys()) {
    if (after.orders.has(id)) continue;
    holds("orderId" in event, "an order ends by an event about it");
    account.ended.add(id);
  }
}

function checkOrder(earlier: Order | undefined, order: Order): void {
  const { qtyNanos, filledNanos, reservedMicros, status, legs, group } = order;
  holds(!isTerminal(status), "only working orders are kept");
  holds(qtyNanos > 0n, "an order asks for something");
  holds(filledNanos >= 0n && filledNanos < qtyNanos, "a working order has something left to fill");
  holds(reservedMicros >= 0n, "a reserve is never negative");
  if (group?.dormant === true) holds(reservedMicros === 0n, "a dormant exit reserves nothing");
  for (const leg of legs) {
    holds(leg.filledNanos >= 0n, "a leg never unfills");
  }
  if (earlier === undefined) return;
  holds(MAY_FOLLOW[earlier.status].split(" ").includes(status), "a status moves by the table");
  holds(order.fills >= earlier.fills, "fills are not forgotten");
}

/** After a command: two exits that work on one position have as much left to close. */
export function checkGroups({ orders }: AccountState, before: AccountState): void {
  if (orders === before.orders) return;
  for (const order of orders.values()) {
    const { group } = order;
    if (group === undefined || before.orders.get(order.id) === order) continue;
    for (const other of orders.values()) {
      if (other.group?.id !== group.id || other === order) continue;
      if (group.role === "entry" || other.group.role === "entry") continue;
      holds(
        remainingNanos(other) === remainingNanos(order),
        "the exits of a group have as much left as each other",
      );
      holds(other.group.dormant === group.dormant, "the exits of a group wake together");
    }
  }
}
