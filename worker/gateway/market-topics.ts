/** What the hub publishes, read once for everybody in this process who wants it. */
import type { Redis } from "ioredis";
import { z } from "zod";
import type { FeedSwitches } from "@/lib/server/market/feed-switches";
import {
  type MarketName,
  PackedQuote,
  quotesChannel,
  TapeNews,
  ToldTrade,
  tapeNewsChannel,
  tradesChannel,
} from "@/lib/wire/market-bus";
import type { FeedKind } from "@/lib/wire/raxx/desk";

export interface TopicListener {
  /** A feed that nobody reads is not even parsed. */
  wantsQuotes(feed: FeedKind): boolean;
  onQuotes(feed: FeedKind, quotes: readonly PackedQuote[]): void;
}

export interface TradeListener {
  wantsTrades(feed: FeedKind): boolean;
  onTrades(feed: FeedKind, trades: readonly ToldTrade[]): void;
}

export interface NewsListener {
  wantsNews(feed: FeedKind): boolean;
  onNews(feed: FeedKind, news: readonly TapeNews[]): void;
}

const FEEDS: readonly FeedKind[] = ["real_time", "delayed"];
const Quotes = z.array(PackedQuote);
const Trades = z.array(ToldTrade);
const News = z.array(TapeNews);

export class MarketTopics {
  private readonly listeners: TopicListener[] = [];
  private readonly tradeListeners: TradeListener[] = [];
  private readonly newsListeners: NewsListener[] = [];

  constructor(
    private readonly subscriber: Redis,
    private readonly market: MarketName,
    private readonly switches: FeedSwitches,
  ) {}

  listen(listener: TopicListener): void {
    this.listeners.push(listener);
  }

  listenToTrades(listener: TradeListener): void {
    this.tradeListeners.push(listener);
  }

  listenToNews(listener: NewsListener): void {
    this.newsListeners.push(listener);
  }

  /** Follows both feeds. */
  async start(): Promise<void> {
    const feeds = new Map(FEEDS.map((feed) => [quotesChannel(this.market, feed), feed]));
    const tapes = new Map(FEEDS.map((feed) => [tradesChannel(this.market, feed), feed]));
    const news = new Map(FEEDS.map((feed) => [tapeNewsChannel(this.market, feed), feed]));
    this.subscriber.on("message", (channel: string, text: string) => {
      const feed = feeds.get(channel);
      if (feed !== undefined) this.tellQuotes(feed, text);
      const tape = tapes.get(channel);
      if (tape !== undefined) this.tellTrades(tape, text);
      const told = news.get(channel);
      if (told !== undefined) this.tellNews(told, text);
    });
    await this.subscriber.subscribe(...feeds.keys(), ...tapes.keys(), ...news.keys());
  }

  private tellQuotes(feed: FeedKind, text: string): void {
    const wanting = this.listeners.filter((listener) => listener.wantsQuotes(feed));
    if (wanting.length === 0) return;
    const all = Quotes.parse(JSON.parse(text));
    const quotes = all.filter(([symbol]) => !this.switches.hides(feed, symbol));
    for (const listener of wanting) listener.onQuotes(feed, quotes);
  }

  private tellTrades(feed: FeedKind, text: string): void {
    const wanting = this.tradeListeners.filter((listener) => listener.wantsTrades(feed));
    if (wanting.length === 0) return;
    const all = Trades.parse(JSON.parse(text));
    const trades = all.filter(([symbol]) => !this.switches.hides(feed, symbol));
    for (const listener of wanting) listener.onTrades(feed, trades);
  }

  private tellNews(feed: FeedKind, text: string): void {
    const wanting = this.newsListeners.filter((listener) => listener.wantsNews(feed));
    if (wanting.length === 0) return;
    const news = News.parse(JSON.parse(text)).filter(({ S }) => !this.switches.hides(feed, S));
    for (const listener of wanting) listener.onNews(feed, news);
  }
}
