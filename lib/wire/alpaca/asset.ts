/** A stock or ETF of GET /v2/assets (alpaca-wire.md §1.10). */

/** What the catalog knows of it. */
export interface AssetFacts {
  readonly assetId: string;
  readonly symbol: string;
  readonly name: string;
  readonly exchange: string;
  readonly tradable: boolean;
  readonly marginable: boolean;
  readonly shortable: boolean;
  readonly hasOptions: boolean;
  readonly lateClose: boolean;
}

/** Percent of value: FINRA 4210(c)(1) for long marginable stock, all of it otherwise (engine margin). */
const MAINTENANCE_PERCENT = 25;
const FULL_PERCENT = 100;

/** Writes an asset. */
export function alpacaAsset(asset: AssetFacts) {
  const percent = asset.marginable ? MAINTENANCE_PERCENT : FULL_PERCENT;
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
    easy_to_borrow: asset.shortable,
    borrow_status: asset.shortable ? "easy_to_borrow" : "hard_to_borrow",
    // Fractional quantities are refused so far.
    fractionable: false,
    maintenance_margin_requirement: percent,
    margin_requirement_long: String(percent),
    margin_requirement_short: String(FULL_PERCENT),
    attributes: attributesOf(asset),
    cusip: null,
  } as const;
}

/** The attributes an asset is listed and filtered by. */
export function attributesOf(asset: AssetFacts): readonly string[] {
  return [
    ...(asset.hasOptions ? ["has_options"] : []),
    ...(asset.lateClose ? ["options_late_close"] : []),
  ];
}
