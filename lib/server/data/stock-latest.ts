/** The latest of stocks: quotes from the hub, prints and bars from the data account at the same age. */
import { z } from "zod";
import { Bar, StockSnapshot, StockTrade } from "@/lib/wire/alpaca/market-data";
import type { Deps } from "../deps";
import { findUpstream } from "../market/find-upstream";
import { type DataWorld, latestStockFeed } from "./data-world";
import { hubQuotes, stockQuoteOf } from "./hub-quotes";
import { readUpstream } from "./read-upstream";

export type LatestKind = "quotes" | "trades" | "bars";
type BySymbol = { readonly [symbol: string]: unknown };

/** Symbols of one call to the data account: addresses have a length. */
const SYMBOLS_PER_CALL = 200;

/** The latest items of stocks the catalog lists; one without any is absent. */
export async function latestOfStocks(
  deps: Deps,
  world: DataWorld,
  kind: LatestKind,
  symbols: readonly string[],
): Promise<BySymbol> {
  const listed = await listedStocks(deps, symbols);
  if (kind === "quotes") return quotesOf(deps, world, listed);
  const upstream = await findUpstream(deps);
  const item: z.ZodType = kind === "bars" ? Bar : StockTrade;
  const shape = z.record(z.string(), nullable(item));
  const answers = await inParts(listed, async (part) => {
    const params = { symbols: part.join(","), feed: latestStockFeed(upstream, world) };
    const path = `/v2/stocks/${kind}/latest`;
    return (await readUpstream(deps, upstream, { path, params }, shape))[kind] ?? {};
  });
  return present(answers);
}

/** Snapshots of stocks the catalog lists, by symbol. */
export async function stockSnapshots(
  deps: Deps,
  world: DataWorld,
  symbols: readonly string[],
): Promise<{ readonly [symbol: string]: StockSnapshot }> {
  const listed = await listedStocks(deps, symbols);
  const upstream = await findUpstream(deps);
  const [answers, quotes] = await Promise.all([
    inParts(listed, (part) => {
      const params = { symbols: part.join(","), feed: latestStockFeed(upstream, world) };
      const question = { path: "/v2/stocks/snapshots", params };
      return readUpstream(deps, upstream, question, nullable(Snapshot));
    }),
    quotesOf(deps, world, listed),
  ]);
  const snapshots: Record<string, StockSnapshot> = {};
  for (const [symbol, snapshot] of Object.entries(present(answers))) {
    // The hub's quote alone: it is the one an order meets.
    const latestQuote = quotes[symbol] ?? null;
    snapshots[symbol] = { ...EMPTY, ...(snapshot as Partial<StockSnapshot>), latestQuote };
  }
  return snapshots;
}

/** The data account leaves out what it does not know; the quote is not taken from it. */
const Snapshot = StockSnapshot.omit({ latestQuote: true }).partial();
const EMPTY: StockSnapshot = {
  latestTrade: null,
  latestQuote: null,
  minuteBar: null,
  dailyBar: null,
  prevDailyBar: null,
};

function nullable<Item extends z.ZodType>(item: Item) {
  return z.record(z.string(), item.nullable());
}

async function listedStocks(
  { catalog }: Pick<Deps, "catalog">,
  symbols: readonly string[],
): Promise<readonly string[]> {
  const assets = await catalog.listAssets();
  return symbols.filter((symbol) => assets.has(symbol));
}

async function quotesOf(deps: Deps, world: DataWorld, symbols: readonly string[]) {
  const assets = await deps.catalog.listAssets();
  const quotes: Record<string, StockSnapshot["latestQuote"]> = {};
  for (const [symbol, quote] of await hubQuotes(deps, world, symbols)) {
    const asset = assets.get(symbol);
    if (asset !== undefined) quotes[symbol] = stockQuoteOf(quote, asset);
  }
  return quotes;
}

/** Asks in parts of what an address can carry. */
async function inParts<Answer>(
  symbols: readonly string[],
  ask: (part: readonly string[]) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (let from = 0; from < symbols.length; from += SYMBOLS_PER_CALL) {
    answers.push(await ask(symbols.slice(from, from + SYMBOLS_PER_CALL)));
  }
  return answers;
}

/** Joins maps by symbol, in order of symbols, without those of which nothing is known. */
function present(parts: readonly BySymbol[]): BySymbol {
  const known = parts.flatMap(Object.entries).filter(([, item]) => item !== null);
  return Object.fromEntries(known.sort(([a], [b]) => (a < b ? -1 : 1)));
}
