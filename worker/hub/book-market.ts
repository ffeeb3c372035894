/** The market as the worker sees it: its own quote books, with no trip to Redis. */

import { NO_ACTIONS } from "@/lib/engine/action/action-fact";
import type { MarketView } from "@/lib/engine/market/quote";
import { NO_PRINTS } from "@/lib/engine/market/trade";
import type { Clock } from "@/lib/server/clock";
import { FEED_SILENT_MS } from "@/lib/server/market/latest-quotes";
import type { MarketClock } from "@/lib/server/market/market-clock";
import type { MarketSource } from "@/lib/server/market/market-source";
import { unpackQuote } from "@/lib/server/market/quote-codec";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import type { QuoteBook } from "./quote-book";

export type Books = { readonly [F in FeedKind]: QuoteBook };

export class BookMarket implements MarketSource {
  constructor(
    private readonly books: Books,
    private readonly marketClock: MarketClock,
    private readonly clock: Clock,
  ) {}

  async view(feed: FeedKind): Promise<MarketView> {
    const book = this.books[feed];
    return {
      nowMs: this.marketClock.nowMs(feed),
      feedAlive: this.clock.nowMs() - book.aliveAtMs <= FEED_SILENT_MS,
      quoteOf: (symbol) => {
        const packed = book.get(symbol);
        return packed === null ? null : unpackQuote(packed);
      },
      isHalted: (symbol) => book.halted.has(symbol),
      ...NO_PRINTS,
      ...NO_ACTIONS,
    };
  }
}
