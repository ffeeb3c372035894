/** Asset ids of symbols: the catalog knows them, the shapes here only place them. */
export type AssetIdOf = (symbol: string) => string;

/** What stands in for the id of an asset that left the catalog: SDKs refuse anything but a UUID. */
export const NO_ASSET_ID = "00000000-0000-0000-0000-000000000000";
