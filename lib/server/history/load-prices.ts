/** Closes of past bars of what an account held, from the data account, stocks and options alike. */
import { parseOccSymbol } from "@/lib/engine/instrument/occ-symbol";
import { micros } from "@/lib/engine/money";
import { BadDataQuery } from "@/lib/wire/alpaca/data-query";
import type { Bar } from "@/lib/wire/alpaca/market-data";
import type { HistoryTimeframe } from "@/lib/wire/alpaca/portfolio-history";
import { barEndMs, parseTimeframe, type Timeframe } from "@/lib/wire/alpaca/timeframe";
import type { DataWorld } from "../data/data-world";
import {
  type HistoryPage,
  type HistoryRequest,
  optionHistory,
  stockHistory,
} from "../data/history";
import type { Deps } from "../deps";
import { AppError } from "../errors";
import type { PricePoint } from "./equity-series";

const PAGE_LIMIT = 10_000;
const PAGES_MAX = 50;
const SYMBOLS_PER_CALL = 100;
const MICROS = 1_000_000;

export interface PriceSpan {
  readonly fromMs: number;
  readonly timeframe: Exclude<HistoryTimeframe, "1D">;
}

type Prices = Map<string, readonly PricePoint[]>;
type Ask = (request: HistoryRequest) => Promise<HistoryPage>;

/** Loads them by symbol; a symbol the data account does not know is absent. */
export async function loadPrices(
  deps: Deps,
  world: DataWorld,
  symbols: readonly string[],
  span: PriceSpan,
): Promise<ReadonlyMap<string, readonly PricePoint[]>> {
  const prices: Prices = new Map();
  const isOption = (symbol: string) => parseOccSymbol(symbol) !== null;
  const stocks = symbols.filter((symbol) => !isOption(symbol));
  const ofStocks: Ask = (request) => stockHistory(deps, world, "bars", request);
  const ofOptions: Ask = (request) => optionHistory(deps, world, "bars", request);
  await readAll(ofStocks, stocks, span, prices);
  await readAll(ofOptions, symbols.filter(isOption), span, prices);
  return prices;
}

async function readAll(ask: Ask, symbols: readonly string[], span: PriceSpan, into: Prices) {
  for (let from = 0; from < symbols.length; from += SYMBOLS_PER_CALL) {
    const request = requestOf(symbols.slice(from, from + SYMBOLS_PER_CALL), span);
    await readPages(ask, request, into).catch((error: unknown) => {
      // A name of before a corporate action: what it was worth is told by its own trades alone.
      if (!(error instanceof BadDataQuery)) throw error;
    });
  }
}

async function readPages(ask: Ask, first: HistoryRequest, into: Prices): Promise<void> {
  let pageToken: string | null = null;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const { items, nextPageToken }: HistoryPage = await ask({ ...first, pageToken });
    for (const [symbol, bars] of Object.entries(items)) {
      const points = (bars as readonly Bar[]).map((bar) => pointOf(bar, first));
      into.set(symbol, [...(into.get(symbol) ?? []), ...points]);
    }
    if (nextPageToken === null) return;
    pageToken = nextPageToken;
  }
  throw new AppError(
    "too_large",
    "the account held too much for steps this short; ask for longer ones",
  );
}

/** A close is known when its bar is over. */
function pointOf({ t, c }: Bar, { timeframe }: HistoryRequest): PricePoint {
  const startMs = Date.parse(t);
  const atMs = timeframe === null ? startMs : barEndMs(startMs, timeframe.parsed);
  return { atMs, priceMicros: micros(BigInt(Math.round(c * MICROS))) };
}

function requestOf(symbols: readonly string[], { fromMs, timeframe }: PriceSpan): HistoryRequest {
  const text = timeframe === "1H" ? "1Hour" : timeframe;
  return {
    symbols,
    span: { startMs: fromMs, endMs: null, isDescending: false },
    limit: PAGE_LIMIT,
    pageToken: null,
    timeframe: { text, parsed: parseTimeframe(text) ?? MINUTE },
    adjustment: "raw",
    asof: null,
  };
}

const MINUTE: Timeframe = { unit: "minute", count: 1 };
