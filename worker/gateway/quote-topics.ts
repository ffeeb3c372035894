/**
 * Quotes for screens and programs: one Redis message per feed and flush in, one write per socket
 * out, each quote serialised once. A socket is in one feed's set for life: there is no request that
 * moves it to the other.
 */
import { NO_ACTIONS } from "@/lib/engine/action/action-fact";
import { NO_PRINTS } from "@/lib/engine/market/trade";
import type { Deps } from "@/lib/server/deps";
import { clockView, feedLabel, quoteView } from "@/lib/server/desk/quote-view";
import { unpackQuote } from "@/lib/server/market/quote-codec";
import { watchSymbols } from "@/lib/server/market/watch";
import { type PackedQuote, previousCloseKey } from "@/lib/wire/market-bus";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import type { TopicListener } from "./market-topics";

export interface QuoteReader {
  readonly feed: FeedKind;
  readonly symbols: ReadonlySet<string>;
  send(text: string): void;
}

export class QuoteTopics implements TopicListener {
  private readonly readers = new Set<QuoteReader>();
  private closes: Readonly<Record<string, string>> = {};

  constructor(private readonly deps: Deps) {}

  add(reader: QuoteReader): void {
    this.readers.add(reader);
  }

  remove(reader: QuoteReader): void {
    this.readers.delete(reader);
  }

  wantsQuotes(feed: FeedKind): boolean {
    for (const reader of this.readers) if (reader.feed === feed) return true;
    return false;
  }

  /** Keeps what is on screens subscribed at the hub. */
  async renewWatches(): Promise<void> {
    const symbols = new Set<string>();
    for (const reader of this.readers) for (const symbol of reader.symbols) symbols.add(symbol);
    await watchSymbols(this.deps, [...symbols]);
  }

  async refreshCloses(): Promise<void> {
    this.closes = await this.deps.redis.hgetall(previousCloseKey(this.deps.marketClock.market));
  }

  previousClose(symbol: string): string | null {
    return this.closes[symbol] ?? null;
  }

  onQuotes(feed: FeedKind, batch: readonly PackedQuote[]): void {
    const readers = [...this.readers].filter((reader) => reader.feed === feed);
    const texts = this.serialise(feed, batch);
    const head = `{"type":"quotes","clock":${JSON.stringify(this.clockNow(feed))},"quotes":[`;
    for (const reader of readers) {
      const parts: string[] = [];
      for (const [symbol, part] of texts) if (reader.symbols.has(symbol)) parts.push(part);
      if (parts.length > 0) reader.send(`${head}${parts.join(",")}]}`);
    }
  }

  private serialise(feed: FeedKind, batch: readonly PackedQuote[]): ReadonlyMap<string, string> {
    const nowMs = this.deps.marketClock.nowMs(feed);
    return new Map(
      batch.map((packed) => {
        const quote = unpackQuote(packed);
        const market = {
          nowMs,
          feedAlive: true,
          quoteOf: () => quote,
          isHalted: () => false,
          ...NO_PRINTS,
          ...NO_ACTIONS,
        };
        const view = quoteView(quote, market, this.previousClose(quote.symbol));
        return [quote.symbol, JSON.stringify(view)];
      }),
    );
  }

  private clockNow(feed: FeedKind) {
    const nowMs = this.deps.marketClock.nowMs(feed);
    const label = feedLabel(this.deps.marketClock.market, feed);
    return clockView(label, {
      nowMs,
      feedAlive: true,
      quoteOf: () => null,
      isHalted: () => false,
      ...NO_PRINTS,
      ...NO_ACTIONS,
    });
  }
}
