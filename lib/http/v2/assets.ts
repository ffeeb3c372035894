/** GET /v2/assets and /v2/assets/{symbol, id or CUSIP} (alpaca-wire.md §1.10). */
import type { Asset } from "@/lib/server/market/catalog";
import { ASSET_CLASSES, alpacaAsset, attributesOf } from "@/lib/wire/alpaca/asset";
import { notFound } from "@/lib/wire/alpaca/refusal";
import { type Handler, ok, param, refused } from "../call";
import { optionalChoiceOf, wordOf, wordsOf } from "./query";

/** Lists all assets that pass the filters, unpaged. */
export const getAssets: Handler = async ({ deps, query }) => {
  const status = optionalChoiceOf(query, "status", ["active", "inactive"]);
  const assetClass = optionalChoiceOf(query, "asset_class", ASSET_CLASSES) ?? "us_equity";
  const exchange = wordOf(query, "exchange");
  const attributes = wordsOf(query, "attributes");
  if (assetClass !== "us_equity") return ok([]);
  const passes = (asset: Asset) =>
    (status === null || asset.tradable === (status === "active")) &&
    (exchange === null || asset.exchange === exchange) &&
    (attributes.length === 0 || attributesOf(asset).some((name) => attributes.includes(name)));
  const assets = await deps.catalog.listAssets();
  return ok([...assets.values()].filter(passes).map(alpacaAsset));
};

/** One asset by symbol, id or CUSIP. */
export const getAsset: Handler = async (call) => {
  const name = param(call, "symbol");
  const assets = await call.deps.catalog.listAssets();
  const asset =
    assets.get(name) ??
    [...assets.values()].find(
      ({ assetId, cusip }) => assetId === name.toLowerCase() || cusip === name,
    );
  return asset === undefined
    ? refused(notFound(`asset not found for ${name.slice(0, 64)}`))
    : ok(alpacaAsset(asset));
};
