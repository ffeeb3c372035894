/** Orders and positions may name an asset by its id instead of its symbol (alpaca-wire.md §1.6, §1.9). */
import type { NewOrder } from "@/lib/wire/new-order";
import type { Deps } from "../deps";
import { isUuid } from "../ids";
import { findContract } from "./find-contract";

type Reader = Pick<Deps, "catalog" | "webPool">;

/** The symbol of an asset id; what is no known id stays as it is. */
export async function symbolOfId(deps: Reader, name: string): Promise<string> {
  if (!isUuid(name)) return name;
  const id = name.toLowerCase();
  const assets = await deps.catalog.listAssets();
  const asset = [...assets.values()].find(({ assetId }) => assetId === id);
  return asset?.symbol ?? (await findContract(deps, id))?.series.symbol ?? name;
}

/** The order with symbols for the ids in it. */
export async function withSymbols(deps: Reader, order: NewOrder): Promise<NewOrder> {
  if (!order.legs.some(({ symbol }) => isUuid(symbol))) return order;
  const legs = order.legs.map(async (leg) => ({
    ...leg,
    symbol: await symbolOfId(deps, leg.symbol),
  }));
  return { ...order, legs: await Promise.all(legs) };
}
