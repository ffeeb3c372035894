/** Reference data: which stocks and option series exist. Kept in memory; misses ask the database once. */
import type pg from "pg";
import type { Equity, Instrument, OptionSeries } from "@/lib/engine/instrument/instrument";
import { parseOccSymbol } from "@/lib/engine/instrument/occ-symbol";
import { micros } from "@/lib/engine/money";
import type { Clock } from "../clock";

export interface Asset {
  readonly assetId: string;
  readonly symbol: string;
  readonly name: string;
  readonly exchange: string;
  readonly tradable: boolean;
  readonly marginable: boolean;
  readonly shortable: boolean;
  readonly hasOptions: boolean;
  readonly lateClose: boolean;
  readonly broadIndex: boolean;
  readonly cusip: string | null;
  readonly fractionable: boolean;
  readonly easyToBorrow: boolean;
  /** As Alpaca names them (alpaca-wire.md §1.10). */
  readonly attributes: readonly string[];
}

export interface Contract {
  readonly assetId: string;
  readonly name: string;
  readonly root: string;
  readonly tradable: boolean;
  readonly series: OptionSeries;
}

const REFRESH_MS = 60_000;
const CONTRACTS_MAX = 100_000;

interface AssetRow {
  asset_id: string;
  symbol: string;
  name: string;
  exchange: string;
  tradable: boolean;
  marginable: boolean;
  shortable: boolean;
  has_options: boolean;
  late_close: boolean;
  broad_index: boolean;
  cusip: string | null;
  fractionable: boolean;
  easy_to_borrow: boolean;
  attributes: string[];
}

export interface ContractRow {
  symbol: string;
  asset_id: string;
  underlying: string;
  root: string;
  name: string;
  expiry_date: string;
  strike_micros: string;
  right: "call" | "put";
  style: "american" | "european";
  multiplier: number;
  tradable: boolean;
  settlement: "physical" | "cash";
  settlement_time: "am" | "pm";
}

export class Catalog {
  private assets = new Map<string, Asset>();
  private readonly contracts = new Map<string, Contract>();
  private readAtMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  /** All stocks and ETFs by symbol. */
  async listAssets(): Promise<ReadonlyMap<string, Asset>> {
    const stale = this.clock.nowMs() - this.readAtMs > REFRESH_MS;
    if (!stale && this.assets.size > 0) return this.assets;
    const { rows } = await this.pool.query<AssetRow>("SELECT * FROM instruments ORDER BY symbol");
    this.assets = new Map(rows.map((row) => [row.symbol, toAsset(row)]));
    this.readAtMs = this.clock.nowMs();
    return this.assets;
  }

  /** The instruments of symbols, stocks and option series mixed; unknown ones are absent. */
  async findInstruments(symbols: readonly string[]): Promise<ReadonlyMap<string, Instrument>> {
    const assets = await this.listAssets();
    const found = new Map<string, Instrument>();
    const options = symbols.filter((symbol) => parseOccSymbol(symbol) !== null);
    for (const symbol of symbols) {
      const asset = assets.get(symbol);
      if (asset?.tradable) found.set(symbol, toEquity(asset));
    }
    for (const [symbol, contract] of await this.findContracts(options)) {
      if (contract.tradable) found.set(symbol, contract.series);
    }
    return found;
  }

  /** Option contracts by symbol; unknown ones are absent. */
  async findContracts(symbols: readonly string[]): Promise<ReadonlyMap<string, Contract>> {
    const missing = symbols.filter((symbol) => !this.contracts.has(symbol));
    if (missing.length > 0) {
      const { rows } = await this.pool.query<ContractRow>({
        name: "contracts_by_symbol",
        text: "SELECT * FROM option_contracts WHERE symbol = ANY ($1)",
        values: [missing],
      });
      await this.remember(rows);
    }
    const found = new Map<string, Contract>();
    for (const symbol of symbols) {
      const contract = this.contracts.get(symbol);
      if (contract !== undefined) found.set(symbol, contract);
    }
    return found;
  }

  /** Turns rows into contracts and keeps them. */
  async remember(rows: readonly ContractRow[]): Promise<readonly Contract[]> {
    const assets = await this.listAssets();
    if (this.contracts.size > CONTRACTS_MAX) this.contracts.clear();
    return rows.map((row) => {
      const contract = toContract(row, assets.get(row.underlying));
      this.contracts.set(row.symbol, contract);
      return contract;
    });
  }
}

function toAsset(row: AssetRow): Asset {
  return {
    assetId: row.asset_id,
    symbol: row.symbol,
    name: row.name,
    exchange: row.exchange,
    tradable: row.tradable,
    marginable: row.marginable,
    shortable: row.shortable,
    hasOptions: row.has_options,
    lateClose: row.late_close,
    broadIndex: row.broad_index,
    cusip: row.cusip,
    fractionable: row.fractionable,
    easyToBorrow: row.easy_to_borrow,
    attributes: row.attributes,
  };
}

/** What is as with other marginable stock is left out, and so in every event that holds it. */
function toEquity(asset: Asset): Equity {
  const { symbol, marginable, shortable, easyToBorrow, fractionable } = asset;
  return {
    ...{ kind: "equity", symbol, marginable },
    ...(!shortable && { shortable }),
    ...(!easyToBorrow && { easyToBorrow }),
    ...(!fractionable && { fractionable }),
  };
}

function toContract(row: ContractRow, underlying: Asset | undefined): Contract {
  return {
    assetId: row.asset_id,
    name: row.name,
    root: row.root,
    tradable: row.tradable,
    series: {
      kind: "option",
      symbol: row.symbol,
      underlying: row.underlying,
      expiryDate: row.expiry_date,
      strikeMicros: micros(BigInt(row.strike_micros)),
      right: row.right,
      multiplier: row.multiplier,
      style: row.style,
      lateClose: underlying?.lateClose ?? false,
      broadIndex: underlying?.broadIndex ?? false,
      // What is as with almost every series is left out, and so in every event that holds one.
      ...(row.settlement === "cash" && { settlement: row.settlement }),
      ...(row.settlement_time === "am" && { settlementTime: row.settlement_time }),
    },
  };
}
