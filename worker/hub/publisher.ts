/** Writes what changed to Redis: the latest quotes for the web, and one message per flush for gateways. */
import type { Redis } from "ioredis";
import type { Clock } from "@/lib/server/clock";
import {
  ALIVE_FIELD,
  HALTED_FIELD,
  latestKey,
  type MarketName,
  quotesChannel,
} from "@/lib/wire/market-bus";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import type { Books } from "./book-market";

export class Publisher {
  constructor(
    private readonly deps: {
      readonly redis: Redis;
      readonly books: Books;
      readonly market: MarketName;
      readonly clock: Clock;
    },
  ) {}

  /** Removes what an earlier run left: its quotes are nobody's present. */
  async reset(): Promise<void> {
    const { redis, market } = this.deps;
    await redis.del(latestKey(market, "real_time"), latestKey(market, "delayed"));
  }

  /** One pipeline per feed: each quote is serialised once. */
  async flush(): Promise<void> {
    await Promise.all([this.flushFeed("real_time"), this.flushFeed("delayed")]);
  }

  private async flushFeed(feed: FeedKind): Promise<void> {
    const { redis, books, market } = this.deps;
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
    if (texts.length > 0) pipeline.publish(quotesChannel(market, feed), `[${texts.join(",")}]`);
    await pipeline.exec();
  }
}
