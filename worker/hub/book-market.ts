/** The market as the worker sees it: its own quote and print books, with no trip to Redis. */

import { NO_ACTIONS } from "@/lib/engine/action/action-fact";
import type { MarketView } from "@/lib/engine/market/quote";
import type { Clock } from "@/lib/server/clock";
import { FEED_SILENT_MS } from "@/lib/server/market/latest-quotes";
import type { MarketClock } from "@/lib/server/market/market-clock";
import type { MarketSource } from "@/lib/server/market/market-source";
import { unpackQuote } from "@/lib/server/market/quote-codec";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import type { PrintBook } from "./print-book";
import type { QuoteBook } from "./quote-book";

export type Books = { readonly [F in FeedKind]: QuoteBook };
export type PrintBooks = { readonly [F in FeedKind]: PrintBook };

export class BookMarket implements MarketSource {
  constructor(
    private readonly deps: {
      readonly books: Books;
      readonly prints: PrintBooks;
      readonly marketClock: MarketClock;
      readonly clock: Clock;
    },
  ) {}

  async view(feed: FeedKind): Promise<MarketView> {
    const { books, marketClock, clock } = this.deps;
    const book = books[feed];
    const prints = this.deps.prints[feed];
    const nowMs = marketClock.nowMs(feed);
    return {
      nowMs,
      feedAlive: clock.nowMs() - book.aliveAtMs <= FEED_SILENT_MS,
      quoteOf: (symbol) => {
        const packed = book.get(symbol);
        return packed === null ? null : unpackQuote(packed);
      },
      isHalted: (symbol) => book.halted.has(symbol),
      tradesOf: (symbol) => prints.tradesOf(symbol),
      auctionOf: (symbol, kind) => prints.auctionOf(symbol, kind, nowMs),
      ...NO_ACTIONS,
    };
  }
}
