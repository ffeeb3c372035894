/** Asset ids of symbols, stocks and option series mixed. */
import { type AssetIdOf, NO_ASSET_ID } from "@/lib/wire/alpaca/asset-id";
import type { Catalog } from "./catalog";

/** Looks the ids up; the answer has all of these symbols and stands in for what left the catalog. */
export async function assetIdsOf(
  { catalog }: { readonly catalog: Pick<Catalog, "listAssets" | "findContracts"> },
  symbols: Iterable<string>,
): Promise<AssetIdOf> {
  const assets = await catalog.listAssets();
  const others = [...new Set(symbols)].filter((symbol) => !assets.has(symbol));
  const contracts = others.length === 0 ? null : await catalog.findContracts(others);
  return (symbol) => assets.get(symbol)?.assetId ?? contracts?.get(symbol)?.assetId ?? NO_ASSET_ID;
}
