/** Writes what changed to Redis: the latest quotes and prints for the web, and one message per flush for gateways. */
import type { Redis } from "ioredis";
import type { Clock } from "@/lib/server/clock";
import { packPrints } from "@/lib/server/market/print-codec";
import {
  ALIVE_FIELD,
  HALTED_FIELD,
  latestKey,
  type MarketName,
  printsKey,
  quotesChannel,
  tapeNewsChannel,
  tradesChannel,
} from "@/lib/wire/market-bus";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import type { Books, PrintBooks } from "./book-market";
import type { TapeNewsBooks } from "./tape-news-book";

const FEEDS: readonly FeedKind[] = ["real_time", "delayed"];

export class Publisher {
  constructor(
    private readonly deps: {
      readonly redis: Redis;
      readonly books: Books;
      readonly prints: PrintBooks;
      readonly news: TapeNewsBooks;
      readonly market: MarketName;
      readonly clock: Clock;
    },
  ) {}

  /** Removes what an earlier run left: its quotes are nobody's present. */
  async reset(): Promise<void> {
    const { redis, market } = this.deps;
    const keys = FEEDS.flatMap((feed) => [latestKey(market, feed), printsKey(market, feed)]);
    await redis.del(...keys);
  }

  /** One pipeline per feed: each quote is serialised once. */
  async flush(): Promise<void> {
    await Promise.all(FEEDS.map((feed) => this.flushFeed(feed)));
  }

  private async flushFeed(feed: FeedKind): Promise<void> {
    const { redis, books, prints, news, market } = this.deps;
    const book = books[feed];
    const { changed, gone } = book.takeChanges();
    const key = latestKey(market, feed);
    const texts = changed.map((quote) => JSON.stringify(quote));
    const fields = changed.flatMap((quote, index) => [quote[0], texts[index] ?? ""]);
    const pipeline = redis.pipeline();
    pipeline.hset(
      key,
      ALIVE_FIELD,
      book.aliveAtMs,
      HALTED_FIELD,
      [...book.halted].join(","),
      ...fields,
    );
    if (gone.length > 0) pipeline.hdel(key, ...gone);
    const printed = [...prints[feed].takeChanges()].flatMap(([symbol, recent]) => [
      symbol,
      JSON.stringify(packPrints(recent)),
    ]);
    if (printed.length > 0) pipeline.hset(printsKey(market, feed), ...printed);
    const trades = prints[feed].takeTrades();
    const told = news[feed].take();
    if (told.length > 0) pipeline.publish(tapeNewsChannel(market, feed), JSON.stringify(told));
    if (trades.length > 0) pipeline.publish(tradesChannel(market, feed), JSON.stringify(trades));
    if (texts.length > 0) pipeline.publish(quotesChannel(market, feed), `[${texts.join(",")}]`);
    await pipeline.exec();
  }
}
