/** Keeps instruments and option contracts in Postgres as the data account lists them. */
import type { Redis } from "ioredis";
import type pg from "pg";
import { z } from "zod";
import { parseDollars } from "@/lib/engine/decimal";
import { micros } from "@/lib/engine/money";
import type { Log } from "@/lib/server/log";
import type { Upstream } from "@/lib/server/market/upstream";
import { TAPE_CODES } from "./auction-print";

const WireAsset = z.object({
  id: z.uuid(),
  symbol: z.string(),
  name: z.string(),
  exchange: z.string(),
  status: z.string(),
  tradable: z.boolean(),
  marginable: z.boolean(),
  shortable: z.boolean(),
  attributes: z.array(z.string()).default([]),
  cusip: z.string().nullish(),
  fractionable: z.boolean().default(true),
  borrow_status: z.string().nullish(),
});
const WireContract = z.object({
  id: z.uuid(),
  symbol: z.string(),
  name: z.string(),
  tradable: z.boolean(),
  expiration_date: z.string(),
  root_symbol: z.string(),
  underlying_symbol: z.string(),
  type: z.enum(["call", "put"]),
  style: z.enum(["american", "european"]),
  strike_price: z.string(),
  multiplier: z.string().default("100"),
  open_interest: z.string().nullish(),
  open_interest_date: z.string().nullish(),
  close_price: z.string().nullish(),
  close_price_date: z.string().nullish(),
  /** How it ends; a data account that lists stocks and ETFs alone says nothing, and means this. */
  settlement: z.enum(["physical", "cash"]).default("physical"),
  settlement_time: z.enum(["am", "pm"]).default("pm"),
});
const ContractPage = z.object({
  option_contracts: z.array(WireContract),
  next_page_token: z.string().nullable().default(null),
});

const FAR_FUTURE = new Date("2099-12-31");

/** ETFs on broad indices, whose options carry 15% margin. Source: Cboe Margin Manual, read 2026-11-20. */
const BROAD_INDEX = new Set(["SPY", "QQQ", "IWM", "DIA"]);

const ASSETS_SQL = `
  INSERT INTO instruments (symbol, market, asset_id, name, exchange, tradable, marginable, shortable,
    has_options, late_close, broad_index, cusip, fractionable, easy_to_borrow, attributes, updated_at)
  SELECT r.*, now() FROM json_to_recordset($1::json) AS r(symbol text, market text, asset_id uuid,
    name text, exchange text, tradable boolean, marginable boolean, shortable boolean,
    has_options boolean, late_close boolean, broad_index boolean, cusip text, fractionable boolean,
    easy_to_borrow boolean, attributes text[])
  ON CONFLICT (symbol) DO UPDATE SET market = excluded.market, asset_id = excluded.asset_id,
    name = excluded.name, tradable = excluded.tradable, marginable = excluded.marginable,
    shortable = excluded.shortable, has_options = excluded.has_options,
    late_close = excluded.late_close, broad_index = excluded.broad_index, cusip = excluded.cusip,
    fractionable = excluded.fractionable, easy_to_borrow = excluded.easy_to_borrow,
    attributes = excluded.attributes, updated_at = now()`;
const CONTRACTS_SQL = `
  INSERT INTO option_contracts (symbol, asset_id, underlying, root, name, expiry_date, strike_micros,
    "right", style, multiplier, tradable, open_interest, open_interest_date, close_micros, close_date,
    settlement, settlement_time, updated_at)
  SELECT r.*, now() FROM json_to_recordset($1::json) AS r(symbol text, asset_id uuid, underlying text,
    root text, name text, expiry_date text, strike_micros bigint, "right" text, style text,
    multiplier int, tradable boolean, open_interest bigint, open_interest_date text, close_micros bigint,
    close_date text, settlement text, settlement_time text)
  ON CONFLICT (symbol) DO UPDATE SET tradable = excluded.tradable,
    settlement = excluded.settlement, settlement_time = excluded.settlement_time,
    open_interest = excluded.open_interest, open_interest_date = excluded.open_interest_date,
    close_micros = excluded.close_micros, close_date = excluded.close_date, updated_at = now()
  WHERE (option_contracts.tradable, option_contracts.open_interest, option_contracts.open_interest_date,
      option_contracts.close_micros, option_contracts.close_date, option_contracts.settlement,
      option_contracts.settlement_time)
    IS DISTINCT FROM (excluded.tradable, excluded.open_interest, excluded.open_interest_date,
      excluded.close_micros, excluded.close_date, excluded.settlement, excluded.settlement_time)`;

export class ReferenceData {
  private readonly stocks = new Set<string>();
  private readonly exchanges = new Map<string, string>();
  private syncedFor = "";

  constructor(
    private readonly deps: {
      readonly upstream: Upstream;
      readonly pool: pg.Pool;
      readonly redis: Redis;
      readonly log: Log;
      /** Alpaca lists thousands of underlyings; a deployment names those it serves. Null for all. */
      readonly symbols: ReadonlySet<string> | null;
    },
  ) {}

  /** Symbols of all stocks and ETFs. */
  listStocks(): ReadonlySet<string> {
    return this.stocks;
  }

  /** The exchange a stock is listed on, by its code on the tape; null when that is not known. */
  primaryOf(symbol: string): string | null {
    return TAPE_CODES[this.exchanges.get(symbol) ?? ""] ?? null;
  }

  /** Reads everything again when the market's date is a new one. */
  async sync(marketDate: string): Promise<void> {
    if (this.syncedFor === marketDate) return;
    const assets = await this.syncAssets();
    if (await this.isStored(marketDate)) {
      this.syncedFor = marketDate;
      return;
    }
    const count = await this.syncContracts(assets.filter(hasOptions).map((asset) => asset.symbol));
    this.syncedFor = marketDate;
    await this.deps.redis.set(this.storedKey(), marketDate);
    this.deps.log.info({ stocks: assets.length, contracts: count, marketDate }, "reference data");
  }

  /** A restart on the same market day need not read a hundred thousand contracts again. */
  private async isStored(marketDate: string): Promise<boolean> {
    if ((await this.deps.redis.get(this.storedKey())) !== marketDate) return false;
    const { rows } = await this.deps.pool.query("SELECT 1 FROM option_contracts LIMIT 1");
    return rows.length > 0;
  }

  private storedKey(): string {
    return `raxx:${this.deps.upstream.market}:reference-date`;
  }

  private async syncAssets() {
    const { upstream, pool, symbols } = this.deps;
    const raw = await upstream.alpaca.trading.assets.getV2AssetsRaw({ status: "active" });
    const listed = z.array(WireAsset).parse(await raw.raw.json());
    const assets = listed.filter((asset) => symbols === null || symbols.has(asset.symbol));
    const rows = assets.map((asset) => ({
      symbol: asset.symbol,
      market: upstream.market,
      asset_id: asset.id,
      name: asset.name,
      exchange: asset.exchange,
      tradable: asset.tradable && asset.status === "active",
      marginable: asset.marginable,
      shortable: asset.shortable,
      has_options: hasOptions(asset),
      late_close: asset.attributes.includes("options_late_close"),
      broad_index: BROAD_INDEX.has(asset.symbol),
      cusip: asset.cusip ?? null,
      fractionable: asset.fractionable,
      easy_to_borrow: asset.shortable && asset.borrow_status !== "hard_to_borrow",
      attributes: asset.attributes,
    }));
    await pool.query(ASSETS_SQL, [JSON.stringify(rows)]);
    for (const { symbol, exchange } of rows) {
      this.stocks.add(symbol);
      this.exchanges.set(symbol, exchange);
    }
    return assets;
  }

  private async syncContracts(underlyings: readonly string[]): Promise<number> {
    let count = 0;
    let token: string | null = null;
    do {
      const page: z.infer<typeof ContractPage> = await this.contractPage(underlyings, token);
      count += page.option_contracts.length;
      await this.storeContracts(page.option_contracts);
      token = page.next_page_token;
    } while (token !== null);
    return count;
  }

  private async contractPage(underlyings: readonly string[], token: string | null) {
    const raw = await this.deps.upstream.alpaca.trading.assets.getOptionsContractsRaw({
      underlyingSymbols: underlyings.join(","),
      // Without a bound Alpaca answers only the next weekend's series (alpaca-wire.md §1.10).
      expirationDateLte: FAR_FUTURE,
      limit: 10_000,
      ...(token === null ? {} : { pageToken: token }),
    });
    return ContractPage.parse(await raw.raw.json());
  }

  private async storeContracts(contracts: readonly z.infer<typeof WireContract>[]): Promise<void> {
    const rows = contracts.map((contract) => ({
      symbol: contract.symbol,
      asset_id: contract.id,
      underlying: contract.underlying_symbol,
      root: contract.root_symbol,
      name: contract.name,
      expiry_date: contract.expiration_date,
      strike_micros: String(parseDollars(contract.strike_price) ?? micros(0n)),
      right: contract.type,
      style: contract.style,
      multiplier: Number(contract.multiplier),
      tradable: contract.tradable,
      open_interest: contract.open_interest ?? null,
      open_interest_date: contract.open_interest_date ?? null,
      close_micros: priceOf(contract.close_price),
      close_date: contract.close_price_date ?? null,
      settlement: contract.settlement,
      settlement_time: contract.settlement_time,
    }));
    await this.deps.pool.query(CONTRACTS_SQL, [JSON.stringify(rows)]);
  }
}

function priceOf(text: string | null | undefined): string | null {
  const price = text == null ? null : parseDollars(text);
  return price === null ? null : String(price);
}

function hasOptions(asset: { readonly attributes: readonly string[] }): boolean {
  return asset.attributes.includes("has_options") || asset.attributes.includes("options_enabled");
}
