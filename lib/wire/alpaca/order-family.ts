/**
 * Which order of a group stands for it and which are its legs (alpaca-wire.md §1.6, §1.7): the entry of
 * a bracket or oto, the take-profit of an oco. An order that was replaced stands for nothing any more.
 */
import type { Order } from "@/lib/engine/order/order";

/** The id of the group an order stands for; null for a simple order, an exit, or a replaced one. */
export function familyOf({ group, status }: Order): string | null {
  if (group === undefined || status === "replaced") return null;
  const leads = group.role === (group.kind === "oco" ? "take_profit" : "entry");
  return leads ? group.id : null;
}

/** The legs of an order among others: the exits of its group as they are now, the take-profit first. */
export function exitsOf(order: Order, others: Iterable<Order>): readonly Order[] {
  const family = familyOf(order);
  if (family === null) return [];
  const exits = [...others].filter(
    (other) =>
      other.group?.id === family && other.status !== "replaced" && familyOf(other) === null,
  );
  return exits.sort((a, b) => rank(a) - rank(b));
}

function rank({ group }: Order): number {
  return group?.role === "take_profit" ? 0 : 1;
}
