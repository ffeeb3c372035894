/**
 * The latest of option series: quotes from the hub, prints and bars from the data account, implied
 * volatility and greeks from our own models (lib/engine/option), whatever the account says of them.
 */
import { setImmediate as breathe } from "node:timers/promises";
import { z } from "zod";
import type { OptionSeries } from "@/lib/engine/instrument/instrument";
import { markMicros } from "@/lib/engine/market/quote";
import { type Micros, micros } from "@/lib/engine/money";
import {
  type OptionQuote,
  OptionSnapshot,
  OptionTrade,
  type OptionSnapshot as Snapshot,
} from "@/lib/wire/alpaca/market-data";
import type { Deps } from "../deps";
import { optionNumbers } from "../desk/option-numbers";
import { findUpstream } from "../market/find-upstream";
import type { Upstream } from "../market/upstream";
import { awaitQuotes } from "../market/watch";
import { type DataWorld, latestOptionFeed } from "./data-world";
import { hubQuotes, optionQuoteOf } from "./hub-quotes";
import { readUpstream } from "./read-upstream";

type Snapshots = { readonly [symbol: string]: Snapshot };

export interface ChainRequest {
  readonly underlying: string;
  /** Alpaca's filters, checked, as they are sent on; null for what was not asked. */
  readonly filters: { readonly [name: string]: string | null };
}

export interface SnapshotPage {
  readonly snapshots: Snapshots;
  readonly nextPageToken: string | null;
}

const Page = z.object({
  snapshots: z.record(z.string(), OptionSnapshot.nullable()).nullable(),
  next_page_token: z.string().nullish(),
});
const FIRST_QUOTE_MS_MAX = 1_500;
/** How many series are priced before other work is let through: some milliseconds of it. */
const PRICED_AT_ONCE = 25;

/** The latest quotes or trades of series the catalog lists. */
export async function latestOfOptions(
  deps: Deps,
  world: DataWorld,
  kind: "quotes" | "trades",
  symbols: readonly string[],
): Promise<{ readonly [symbol: string]: unknown }> {
  const listed = [...(await deps.catalog.findContracts(symbols)).keys()];
  if (kind === "quotes") return quotesOf(deps, world, listed);
  if (listed.length === 0) return {};
  const upstream = await findUpstream(deps);
  const params = { symbols: listed.join(","), feed: latestOptionFeed(upstream, world) };
  const question = { path: "/v1beta1/options/trades/latest", params };
  const shape = z.object({ trades: z.record(z.string(), OptionTrade.nullable()) });
  const { trades } = await readUpstream(deps, upstream, question, shape);
  return Object.fromEntries(Object.entries(trades).filter(([, trade]) => trade !== null));
}

/** Snapshots of series by symbol. */
export async function optionSnapshots(
  deps: Deps,
  world: DataWorld,
  symbols: readonly string[],
): Promise<Snapshots> {
  const listed = [...(await deps.catalog.findContracts(symbols)).keys()].sort();
  if (listed.length === 0) return {};
  const upstream = await findUpstream(deps);
  const params = { symbols: listed.join(","), feed: latestOptionFeed(upstream, world) };
  const question = { path: "/v1beta1/options/snapshots", params };
  const [page, quotes] = await Promise.all([
    readUpstream(deps, upstream, question, Page),
    quotesOf(deps, world, listed),
  ]);
  return completed(deps, { world, upstream, quotes }, page.snapshots ?? {});
}

/**
 * A page of a chain. A thousand series are not subscribed for one question: only those that the hub
 * keeps up already show its quote, the others the account's, where that is of the same world.
 */
export async function optionChain(
  deps: Deps,
  world: DataWorld,
  { underlying, filters }: ChainRequest,
): Promise<SnapshotPage> {
  const upstream = await findUpstream(deps);
  const question = {
    path: `/v1beta1/options/snapshots/${encodeURIComponent(underlying)}`,
    params: { ...filters, feed: latestOptionFeed(upstream, world) },
  };
  const page = await readUpstream(deps, upstream, question, Page);
  const found = page.snapshots ?? {};
  const view = await deps.market.view(world.feed, Object.keys(found));
  const quotes: Record<string, OptionQuote> = {};
  for (const symbol of Object.keys(found)) {
    const quote = view.quoteOf(symbol);
    if (quote !== null) quotes[symbol] = optionQuoteOf(quote);
  }
  const snapshots = await completed(deps, { world, upstream, quotes }, found);
  return { snapshots, nextPageToken: page.next_page_token || null };
}

async function quotesOf(deps: Deps, world: DataWorld, symbols: readonly string[]) {
  const quotes: Record<string, OptionQuote> = {};
  for (const [symbol, quote] of await hubQuotes(deps, world, symbols)) {
    quotes[symbol] = optionQuoteOf(quote);
  }
  return quotes;
}

interface Known {
  readonly world: DataWorld;
  readonly upstream: Upstream;
  readonly quotes: { readonly [symbol: string]: OptionQuote };
}

/** Puts quote, volatility and greeks of our own into the account's snapshots. */
async function completed(
  deps: Deps,
  { world, upstream, quotes }: Known,
  found: { readonly [symbol: string]: Snapshot | null },
): Promise<Snapshots> {
  const contracts = await deps.catalog.findContracts(Object.keys(found));
  const underlyings = [...new Set([...contracts.values()].map(({ series }) => series.underlying))];
  await awaitQuotes(deps, world.feed, underlyings, FIRST_QUOTE_MS_MAX);
  const market = await deps.market.view(world.feed, underlyings);
  // Alpaca's indicative quotes are of now, not of 15 minutes ago: they are no part of that world.
  const sameAge = world.feed === "real_time" || upstream.market === "sim";
  const snapshots: Record<string, Snapshot> = {};
  let priced = 0;
  for (const symbol of Object.keys(found).sort()) {
    const series = contracts.get(symbol)?.series;
    const { latestQuote: theirs, greeks: _, impliedVolatility: __, ...rest } = found[symbol] ?? {};
    const latestQuote = quotes[symbol] ?? (sameAge ? theirs : undefined);
    const underlying = series === undefined ? null : markMicros(market, series.underlying);
    const at = { underlying, nowMs: world.nowMs };
    snapshots[symbol] = {
      ...(latestQuote === undefined ? {} : { latestQuote }),
      ...rest,
      ...(series === undefined ? {} : computed(series, latestQuote, at)),
    };
    priced += 1;
    if (priced % PRICED_AT_ONCE === 0) await breathe();
  }
  return snapshots;
}

/** Volatility and greeks at the middle of a two-sided quote; nothing where the model has no answer. */
function computed(
  series: OptionSeries,
  quote: OptionQuote | undefined,
  at: { readonly underlying: Micros | null; readonly nowMs: number },
) {
  if (quote === undefined || quote.bp <= 0 || quote.ap <= 0) return {};
  const mark = micros(BigInt(Math.round(((quote.bp + quote.ap) / 2) * 1e6)));
  const numbers = optionNumbers(series, { mark, ...at });
  if (numbers === null) return {};
  const { delta, gamma, rho, theta, vega } = numbers.greeks;
  return {
    impliedVolatility: rounded(numbers.volatility),
    greeks: {
      delta: rounded(delta),
      gamma: rounded(gamma),
      rho: rounded(rho),
      theta: rounded(theta),
      vega: rounded(vega),
    },
  };
}

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
