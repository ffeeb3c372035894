/** A stock or ETF of GET /v2/assets (alpaca-wire.md §1.10). */
import { z } from "zod";

export const EXCHANGES = [
  "AMEX",
  "ARCA",
  "BATS",
  "NYSE",
  "NASDAQ",
  "NYSEARCA",
  "OTC",
  "CRYPTO",
] as const;
export const ASSET_CLASSES = ["us_equity", "us_option", "crypto"] as const;

export const AssetBody = z
  .strictObject({
    id: z.uuid(),
    class: z.literal("us_equity"),
    exchange: z.string(),
    symbol: z.string(),
    name: z.string(),
    status: z.enum(["active", "inactive"]),
    tradable: z.boolean(),
    marginable: z.boolean(),
    shortable: z.boolean(),
    fractionable: z.boolean(),
    easy_to_borrow: z.boolean(),
    borrow_status: z.enum(["easy_to_borrow", "hard_to_borrow"]),
    maintenance_margin_requirement: z.number(),
    margin_requirement_long: z.string().describe("Percent of value"),
    margin_requirement_short: z.string().describe("Percent of value"),
    attributes: z.array(z.string()),
    cusip: z.string().nullable(),
  })
  .meta({ id: "Asset" });

/** What the catalog knows of it. */
export interface AssetFacts {
  readonly assetId: string;
  readonly symbol: string;
  readonly name: string;
  readonly exchange: string;
  readonly tradable: boolean;
  readonly marginable: boolean;
  readonly shortable: boolean;
  readonly fractionable: boolean;
  readonly easyToBorrow: boolean;
  readonly hasOptions: boolean;
  readonly lateClose: boolean;
  readonly attributes: readonly string[];
  readonly cusip: string | null;
}

/** Percent of value: FINRA 4210(c)(1) for long marginable stock, all of it otherwise (engine margin). */
const MAINTENANCE_PERCENT = 25;
const FULL_PERCENT = 100;

/** Writes an asset. */
export function alpacaAsset(asset: AssetFacts): z.infer<typeof AssetBody> {
  const percent = asset.marginable ? MAINTENANCE_PERCENT : FULL_PERCENT;
  const borrowable = asset.shortable && asset.easyToBorrow;
  return {
    id: asset.assetId,
    class: "us_equity",
    exchange: asset.exchange,
    symbol: asset.symbol,
    name: asset.name,
    status: asset.tradable ? "active" : "inactive",
    tradable: asset.tradable,
    marginable: asset.marginable,
    shortable: asset.shortable,
    fractionable: asset.fractionable,
    easy_to_borrow: borrowable,
    borrow_status: borrowable ? "easy_to_borrow" : "hard_to_borrow",
    maintenance_margin_requirement: percent,
    margin_requirement_long: String(percent),
    margin_requirement_short: String(FULL_PERCENT),
    attributes: [...attributesOf(asset)],
    cusip: asset.cusip,
  };
}

/** The attributes an asset is listed and filtered by: the data account's, and what we know ourselves. */
export function attributesOf(asset: AssetFacts): readonly string[] {
  const own = [
    ...(asset.hasOptions ? ["has_options"] : []),
    ...(asset.lateClose ? ["options_late_close"] : []),
  ];
  return [...new Set([...own, ...asset.attributes])];
}
