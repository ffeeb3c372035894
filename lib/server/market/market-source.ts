/** Where the engine's market comes from: Redis in the web process, the quote book in the worker. */
import type { MarketView } from "@/lib/engine/market/quote";
import type { FeedKind } from "@/lib/wire/raxx/desk";

export interface MarketSource {
  /** The market of one feed at this instant, able to quote at least these symbols. */
  view(feed: FeedKind, symbols: Iterable<string>): Promise<MarketView>;
  /** True when all of them are known to have had a quote a moment ago; false, or left out, says nothing. */
  hasQuotes?(feed: FeedKind, symbols: readonly string[]): boolean;
}
