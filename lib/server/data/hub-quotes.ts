/**
 * The quotes of the hub in Alpaca's spelling: those an account is filled on, so that what a program
 * reads is what it trades at (product.md, one world per user).
 */
import { formatUtc } from "@/lib/engine/calendar/new-york";
import type { Quote } from "@/lib/engine/market/quote";
import { NANOS_PER_UNIT } from "@/lib/engine/money";
import type { OptionQuote, StockQuote } from "@/lib/wire/alpaca/market-data";
import type { Deps } from "../deps";
import type { Asset } from "../market/catalog";
import { awaitQuotes } from "../market/watch";
import type { DataWorld } from "./data-world";

/** A series that nobody watched until now is quoted within this, or shows no quote yet. */
const FIRST_QUOTES_MS_MAX = 1_500;

/** The latest quotes of symbols that exist; one without a quote is absent. */
export async function hubQuotes(
  deps: Deps,
  { feed }: DataWorld,
  symbols: readonly string[],
): Promise<ReadonlyMap<string, Quote>> {
  await awaitQuotes(deps, feed, symbols, FIRST_QUOTES_MS_MAX);
  const view = await deps.market.view(feed, symbols);
  const quotes = new Map<string, Quote>();
  for (const symbol of symbols) {
    const quote = view.quoteOf(symbol);
    if (quote !== null) quotes.set(symbol, quote);
  }
  return quotes;
}

/** A quote of a stock: regular, on the tape of its listing exchange. */
export function stockQuoteOf(quote: Quote, { exchange }: Pick<Asset, "exchange">): StockQuote {
  return { ...touchesOf(quote), c: ["R"], z: tapeOf(exchange) };
}

export function optionQuoteOf(quote: Quote): OptionQuote {
  return { ...touchesOf(quote), c: " " };
}

/** Tapes: A for NYSE, C for NASDAQ, B for everybody else (UTP and CTA plans). */
export function tapeOf(exchange: string): "A" | "B" | "C" {
  if (exchange === "NYSE") return "A";
  return exchange === "NASDAQ" ? "C" : "B";
}

function touchesOf(quote: Quote) {
  return {
    t: formatUtc(quote.atMs),
    ax: quote.askExchange,
    ap: Number(quote.askMicros) / 1e6,
    as: Number(quote.askSizeNanos / NANOS_PER_UNIT),
    bx: quote.bidExchange,
    bp: Number(quote.bidMicros) / 1e6,
    bs: Number(quote.bidSizeNanos / NANOS_PER_UNIT),
  };
}
