/** The market as the worker sees it: its own quote and print books, with no trip to Redis, and the table of corporate actions. */

import type { MarketView } from "@/lib/engine/market/quote";
import type { Clock } from "@/lib/server/clock";
import type { ActionBook } from "@/lib/server/market/action-book";
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
      readonly actions: Pick<ActionBook, "refresh" | "facts">;
      readonly marketClock: MarketClock;
      readonly clock: Clock;
    },
  ) {}

  async view(feed: FeedKind): Promise<MarketView> {
    const { books, actions, marketClock, clock } = this.deps;
    await actions.refresh();
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
      ...actions.facts(nowMs),
    };
  }
}
