/**
 * Pages of history from the data account, cut at the asking world's present.
 *
 * Items arrive sorted by symbol, then time; the limit counts over all symbols, and the token is the
 * account's own, so that pages join without a memory on our side (alpaca-wire.md §5.1).
 */
import { z } from "zod";
import type { AskedSpan } from "@/lib/wire/alpaca/data-query";
import {
  Bar,
  DailyAuctions,
  OptionTrade,
  StockQuote,
  StockTrade,
} from "@/lib/wire/alpaca/market-data";
import { barEndMs, type Timeframe } from "@/lib/wire/alpaca/timeframe";
import { isoTime } from "../clock";
import type { Deps } from "../deps";
import { findUpstream } from "../market/find-upstream";
import type { DataWorld } from "./data-world";
import { readUpstream } from "./read-upstream";

export type StockHistoryKind = "bars" | "quotes" | "trades" | "auctions";
export type OptionHistoryKind = "bars" | "trades";

export interface HistoryRequest {
  readonly symbols: readonly string[];
  readonly span: AskedSpan;
  readonly limit: number;
  readonly pageToken: string | null;
  /** Of bars: as it was spelled, and what it means. */
  readonly timeframe: { readonly text: string; readonly parsed: Timeframe } | null;
  readonly adjustment: string | null;
  readonly asof: string | null;
}

export interface HistoryPage {
  /** A symbol without items is absent. */
  readonly items: { readonly [symbol: string]: readonly unknown[] };
  readonly nextPageToken: string | null;
}

const NOTHING: HistoryPage = { items: {}, nextPageToken: null };

/** A page of a stock history. */
export async function stockHistory(
  deps: Deps,
  world: DataWorld,
  kind: StockHistoryKind,
  request: HistoryRequest,
): Promise<HistoryPage> {
  const { stockFeed } = await findUpstream(deps);
  const params = { feed: kind === "auctions" ? "sip" : stockFeed };
  const ask = { path: `/v2/stocks/${kind}`, kind, params };
  switch (kind) {
    case "bars":
      return pageOf(deps, world, request, { ...ask, item: Bar });
    case "quotes":
      return pageOf(deps, world, request, { ...ask, item: StockQuote });
    case "trades":
      return pageOf(deps, world, request, { ...ask, item: StockTrade });
    case "auctions":
      return pageOf(deps, world, request, { ...ask, item: DailyAuctions });
  }
}

/** A page of an option history; of quotes there is none at Alpaca (§5.2). */
export function optionHistory(
  deps: Deps,
  world: DataWorld,
  kind: OptionHistoryKind,
  request: HistoryRequest,
): Promise<HistoryPage> {
  const ask = { path: `/v1beta1/options/${kind}`, kind, params: {} };
  return kind === "bars"
    ? pageOf(deps, world, request, { ...ask, item: Bar })
    : pageOf(deps, world, request, { ...ask, item: OptionTrade });
}

interface Ask<Item> {
  readonly path: string;
  readonly kind: string;
  readonly params: { readonly [name: string]: string };
  readonly item: z.ZodType<Item>;
}

async function pageOf<Item>(
  deps: Deps,
  world: DataWorld,
  request: HistoryRequest,
  ask: Ask<Item>,
): Promise<HistoryPage> {
  const { span, timeframe } = request;
  const endMs = Math.min(span.endMs ?? world.nowMs, world.nowMs);
  if (span.startMs !== null && span.startMs > endMs) return NOTHING;
  const question = {
    path: ask.path,
    params: {
      ...ask.params,
      symbols: request.symbols.join(","),
      timeframe: timeframe?.text ?? null,
      start: span.startMs === null ? null : isoTime(span.startMs),
      end: isoTime(endMs),
      limit: String(request.limit),
      sort: span.isDescending ? "desc" : "asc",
      adjustment: request.adjustment,
      asof: request.asof,
      page_token: request.pageToken,
    },
  };
  const shape = z.object({
    [ask.kind]: z.record(z.string(), z.array(ask.item).nullable()).nullable(),
    next_page_token: z.string().nullish(),
  });
  const body = await readUpstream(deps, await findUpstream(deps), question, shape);
  const bySymbol = (body[ask.kind] ?? {}) as Record<string, readonly Item[] | null>;
  const items: Record<string, readonly unknown[]> = {};
  for (const symbol of Object.keys(bySymbol).sort()) {
    const told = toldOf(bySymbol[symbol] ?? [], world, timeframe?.parsed ?? null);
    if (told.length > 0) items[symbol] = told;
  }
  return { items, nextPageToken: (body.next_page_token as string | null | undefined) || null };
}

/**
 * What the delayed world may know: a bar that is not over there holds prices from after its present,
 * and so may a day's auctions. The real-time world knows all there is.
 */
function toldOf(items: readonly unknown[], world: DataWorld, timeframe: Timeframe | null) {
  if (world.feed === "real_time") return items;
  if (timeframe !== null) {
    return (items as readonly Bar[]).filter(
      ({ t }) => barEndMs(Date.parse(t), timeframe) <= world.nowMs,
    );
  }
  return items.map((item) => {
    if (!isAuctionDay(item)) return item;
    const known = ({ t }: { t: string }) => Date.parse(t) <= world.nowMs;
    return { ...item, o: item.o.filter(known), c: item.c.filter(known) };
  });
}

function isAuctionDay(item: unknown): item is DailyAuctions {
  return typeof item === "object" && item !== null && "d" in item;
}
