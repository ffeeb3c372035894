/** Orders as answers: asset ids from the catalog, legs inside their parent or beside it. */
import type { Order } from "@/lib/engine/order/order";
import type { Deps } from "@/lib/server/deps";
import { assetIdsOf } from "@/lib/server/market/asset-ids";
import {
  type AlpacaOrder,
  type AlpacaStatus,
  alpacaLeg,
  alpacaOrder,
} from "@/lib/wire/alpaca/order";

/** Writes one order, its legs inside. */
export async function showOrder(
  deps: Pick<Deps, "catalog">,
  order: Order,
  status?: AlpacaStatus,
): Promise<AlpacaOrder> {
  const assetIdOf = await assetIdsOf(deps, symbolsOf([order]));
  return alpacaOrder(order, status === undefined ? { assetIdOf } : { assetIdOf, status });
}

/** Writes the order that was asked for by id: itself, or the one leg of it that has the id. */
export async function showById(
  deps: Pick<Deps, "catalog">,
  order: Order,
  id: string,
): Promise<AlpacaOrder> {
  const leg = order.id === id ? undefined : order.legs.find((item) => item.id === id);
  if (leg === undefined) return showOrder(deps, order);
  const assetIdOf = await assetIdsOf(deps, symbolsOf([order]));
  return alpacaLeg(order, leg, { assetIdOf });
}

/** Writes a list: nested, or flat with each parent followed by its legs (alpaca-wire.md §1.7). */
export async function showOrders(
  deps: Pick<Deps, "catalog">,
  orders: readonly Order[],
  nested: boolean,
): Promise<readonly AlpacaOrder[]> {
  const assetIdOf = await assetIdsOf(deps, symbolsOf(orders));
  return orders.flatMap((order) => {
    const shown = alpacaOrder(order, { assetIdOf });
    return nested ? [shown] : [{ ...shown, legs: null }, ...(shown.legs ?? [])];
  });
}

function symbolsOf(orders: readonly Order[]): readonly string[] {
  return orders.flatMap((order) => order.legs.map((leg) => leg.instrument.symbol));
}
