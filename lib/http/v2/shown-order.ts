/** Orders as answers: asset ids from the catalog, legs inside their parent or beside it. */
import type { Order } from "@/lib/engine/order/order";
import type { Caller, Deps } from "@/lib/server/deps";
import { assetIdsOf } from "@/lib/server/market/asset-ids";
import { listGroups } from "@/lib/server/trading/find-orders";
import {
  type AlpacaOrder,
  type AlpacaStatus,
  alpacaLeg,
  alpacaOrder,
} from "@/lib/wire/alpaca/order";
import { exitsOf, familyOf } from "@/lib/wire/alpaca/order-family";

interface Showing {
  /** What to say instead of the order's own status, such as pending_new on arrival. */
  readonly status?: AlpacaStatus;
  /** Orders among which its exits are. */
  readonly among?: Iterable<Order>;
}

/** Writes one order, its legs inside: those of a multi-leg order, or its exits among other orders. */
export async function showOrder(
  deps: Pick<Deps, "catalog">,
  order: Order,
  { among = [], ...shown }: Showing = {},
): Promise<AlpacaOrder> {
  const assetIdOf = await assetIdsOf(deps, symbolsOf([order]));
  return alpacaOrder(order, { ...shown, assetIdOf, exits: exitsOf(order, among) });
}

/** Writes one order of the caller with the exits that are stored with it. */
export async function showFamily(deps: Deps, caller: Caller, order: Order): Promise<AlpacaOrder> {
  const family = familyOf(order);
  const among = family === null ? [] : await listGroups(deps, caller, [family]);
  return showOrder(deps, order, { among });
}

/** Writes the order that was asked for by id: itself, or the one leg of it that has the id. */
export async function showById(
  deps: Deps,
  caller: Caller,
  { order, id }: { readonly order: Order; readonly id: string },
): Promise<AlpacaOrder> {
  const leg = order.id === id ? undefined : order.legs.find((item) => item.id === id);
  if (leg === undefined) return showFamily(deps, caller, order);
  const assetIdOf = await assetIdsOf(deps, symbolsOf([order]));
  return alpacaLeg(order, leg, { assetIdOf });
}

/** Writes a list, each parent followed by the legs it has as a multi-leg order (alpaca-wire.md §1.7). */
export async function showFlat(
  deps: Pick<Deps, "catalog">,
  orders: readonly Order[],
): Promise<readonly AlpacaOrder[]> {
  const assetIdOf = await assetIdsOf(deps, symbolsOf(orders));
  return orders.flatMap((order) => {
    const shown = alpacaOrder(order, { assetIdOf });
    return [{ ...shown, legs: null }, ...(shown.legs ?? [])];
  });
}

/** Writes a list with all legs inside their parents; an exit whose parent is not listed stands alone. */
export async function showNested(
  deps: Deps,
  caller: Caller,
  orders: readonly Order[],
): Promise<readonly AlpacaOrder[]> {
  const families = orders.flatMap((order) => familyOf(order) ?? []);
  const among = await listGroups(deps, caller, families);
  const assetIdOf = await assetIdsOf(deps, symbolsOf(orders));
  return orders.map((order) => alpacaOrder(order, { assetIdOf, exits: exitsOf(order, among) }));
}

function symbolsOf(orders: readonly Order[]): readonly string[] {
  return orders.flatMap((order) => order.legs.map((leg) => leg.instrument.symbol));
}
