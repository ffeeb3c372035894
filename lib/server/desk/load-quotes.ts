/** Quotes of symbols in the caller's world, with the market clock they belong to. */

import { previousCloseKey } from "@/lib/wire/market-bus";
import type { ClockView, QuoteView } from "@/lib/wire/raxx/desk";
import type { Caller, Deps } from "../deps";
import { awaitQuotes, watchSymbols } from "../market/watch";
import { clockView, feedLabel, quoteView } from "./quote-view";

const FIRST_QUOTES_MS_MAX = 1_200;

/** Watches the symbols and answers the quotes there are. */
export async function loadQuotes(
  deps: Deps,
  caller: Pick<Caller, "feed">,
  symbols: readonly string[],
): Promise<{ readonly clock: ClockView; readonly quotes: readonly QuoteView[] }> {
  await watchSymbols(deps, symbols);
  await awaitQuotes(deps, caller.feed, symbols, FIRST_QUOTES_MS_MAX);
  const market = await deps.market.view(caller.feed, symbols);
  const closes = await previousCloses(deps, symbols);
  const quotes = symbols.flatMap((symbol, index) => {
    const quote = market.quoteOf(symbol);
    return quote === null ? [] : [quoteView(quote, market, closes[index] ?? null)];
  });
  return { clock: clockView(feedLabel(deps.marketClock.market, caller.feed), market), quotes };
}

async function previousCloses(deps: Deps, symbols: readonly string[]): Promise<(string | null)[]> {
  if (symbols.length === 0) return [];
  return deps.redis.hmget(previousCloseKey(deps.marketClock.market), ...symbols);
}
