/** Orders that were sent as one: the entry with its exits under it, or two exits side by side. */
import type { OrderView } from "@/lib/wire/raxx/desk";

export interface OrderNode {
  readonly order: OrderView;
  readonly exits: readonly OrderView[];
}

/** Every order once, in the order of the first of each group. */
export function orderTrees(orders: readonly OrderView[]): readonly OrderNode[] {
  const groups = new Map<string, OrderView[]>();
  for (const order of orders) {
    const key = order.group?.id ?? order.id;
    groups.set(key, [...(groups.get(key) ?? []), order]);
  }
  return [...groups.values()].flatMap((group) => {
    const isExit = ({ group: part }: OrderView) => part !== null && part.role !== "entry";
    // A replaced entry stands beside the one that took its place: the exits hang on the latter.
    const parents = group.filter((order) => !isExit(order));
    const parent = parents.find(({ status }) => status !== "replaced") ?? parents[0] ?? group[0];
    if (parent === undefined) return [];
    const exits = group.filter((order) => order !== parent && isExit(order));
    const others = parents.filter((order) => order !== parent);
    return [{ order: parent, exits }, ...others.map((order) => ({ order, exits: [] }))];
  });
}

/** What a tree waits for, in plain words; null for an order that stands alone. */
export function treeWords({ order, exits }: OrderNode): string | null {
  const kind = order.group?.kind ?? null;
  if (kind === null || exits.length === 0) return null;
  if (kind === "oco") return "One cancels the other: a fill of one shrinks or ends the other.";
  const filled = order.status === "filled" || order.filledQty !== "0";
  if (!filled) return "The exits wait until this order has filled.";
  return exits.length > 1
    ? "What has filled is covered: a fill of one exit shrinks or ends the other."
    : "What has filled is covered by its exit.";
}
