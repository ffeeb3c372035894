/** GET …/{bars,quotes,trades,auctions}: pages of history, of several symbols or of one (alpaca-wire.md §5). */
import {
  type HistoryRequest,
  type OptionHistoryKind,
  optionHistory,
  type StockHistoryKind,
  stockHistory,
} from "@/lib/server/data/history";
import {
  adjustmentOf,
  askedSpan,
  asofOf,
  BadDataQuery,
  limitOf,
  pageTokenOf,
  symbolOf,
  symbolsOf,
  timeframeOf,
  wordOf,
} from "@/lib/wire/alpaca/data-query";
import { type Call, type Handler, param } from "../call";
import { barsInstead } from "./archive";
import { optionWorld, refuseRecent, stockWorld } from "./feed";

const OPTIONS_MAX = 100;

/** Several stocks. */
export function getStockHistory(kind: StockHistoryKind): Handler {
  return async (call) => {
    const { page, world } = await stockPage(call, kind, symbolsOf(call.query));
    const body = { [kind]: page.items, next_page_token: page.nextPageToken };
    return { status: 200, body, feed: world.feed };
  };
}

/** One stock: without data an empty list, which clients of 2024 iterate unasked. */
export function getStockHistoryOfOne(kind: StockHistoryKind): Handler {
  return async (call) => {
    const symbol = symbolOf(param(call, "symbol"));
    const { page, world } = await stockPage(call, kind, [symbol]);
    const items = page.items[symbol] ?? [];
    const body = { symbol, [kind]: items, next_page_token: page.nextPageToken };
    return { status: 200, body, feed: world.feed };
  };
}

/** Several option series. */
export function getOptionHistory(kind: OptionHistoryKind): Handler {
  return async (call) => {
    const world = await optionWorld(call);
    const symbols = symbolsOf(call.query, OPTIONS_MAX);
    const request = requestOf(call.query, symbols, kind);
    refuseRecent(call, world, request.span.endMs);
    const continued = await barsInstead(call, world, request, null);
    const found = continued ?? (await optionHistory(call.deps, world, kind, request));
    const page = (await barsInstead(call, world, request, found)) ?? found;
    const body = { [kind]: page.items, next_page_token: page.nextPageToken };
    return { status: 200, body, feed: world.feed };
  };
}

async function stockPage(call: Call, kind: StockHistoryKind, symbols: readonly string[]) {
  const world = await stockWorld(call);
  const request = requestOf(call.query, symbols, kind);
  refuseRecent(call, world, request.span.endMs);
  const continued = await barsInstead(call, world, request, null);
  if (continued !== null) return { page: continued, world };
  const page = await stockHistory(call.deps, world, kind, request);
  return { page: (await barsInstead(call, world, request, page)) ?? page, world };
}

function requestOf(
  query: URLSearchParams,
  symbols: readonly string[],
  kind: StockHistoryKind,
): HistoryRequest {
  const currency = wordOf(query, "currency");
  if (currency !== null && currency !== "USD") {
    throw new BadDataQuery(`invalid currency: ${currency.slice(0, 32)} (only USD)`);
  }
  const isBars = kind === "bars";
  return {
    symbols,
    span: askedSpan(query),
    limit: limitOf(query),
    pageToken: pageTokenOf(query),
    timeframe: isBars ? { text: query.get("timeframe") ?? "", parsed: timeframeOf(query) } : null,
    adjustment: isBars ? adjustmentOf(query) : null,
    asof: asofOf(query),
  };
}
