/** A market that stands still until a test moves it: quotes and prints of two feeds and one clock. */

import type { ActionFact } from "@/lib/engine/action/action-fact";
import type { MarketView, Quote } from "@/lib/engine/market/quote";
import type { Auction, Trade } from "@/lib/engine/market/trade";
import { micros, units } from "@/lib/engine/money";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import type { Clock } from "../clock";
import { DELAY_MS } from "../market/market-clock";
import type { MarketSource } from "../market/market-source";

/** Tuesday 2026-11-17 10:30 in New York: the middle of a full trading day. */
export const MARKET_OPEN_MS = Date.UTC(2026, 10, 17, 15, 30);

export interface Touch {
  /** Dollars and cents as text; "0" for a side that is missing. */
  readonly bid: string;
  readonly ask: string;
  readonly size?: number;
}

export interface Print {
  readonly price: string;
  readonly size?: number;
  readonly conditions?: readonly string[];
}

export class FakeMarket implements MarketSource, Clock {
  feedAlive = true;
  /** Symbols whose quote throws: what a bug in a decision looks like from outside. */
  readonly faulty = new Set<string>();
  /** Corporate actions every account meets. */
  readonly actions: ActionFact[] = [];
  private seq = 0;
  private atMs = MARKET_OPEN_MS;
  private readonly quotes = {
    real_time: new Map<string, Quote>(),
    delayed: new Map<string, Quote>(),
  } as const;
  private readonly trades = { real_time: [] as Trade[], delayed: [] as Trade[] } as const;
  private readonly auctions = { real_time: [] as Auction[], delayed: [] as Auction[] } as const;

  /** Real-time market time; a MarketClock over this clock gives both feeds theirs. */
  nowMs(): number {
    return this.atMs;
  }

  /** Moves the clock on; quotes stay as they are. */
  advance(ms: number): void {
    this.atMs += ms;
  }

  /** Sets a quote; each is a new one, so what was taken of the last is there again. */
  quote(feed: FeedKind, symbol: string, touch: Touch): Quote {
    this.seq += 1;
    const sizeNanos = units(touch.size ?? 1_000);
    const atMs = this.feedMs(feed);
    const quote: Quote = {
      symbol,
      bidMicros: dollars(touch.bid),
      bidSizeNanos: sizeNanos,
      bidExchange: "Q",
      askMicros: dollars(touch.ask),
      askSizeNanos: sizeNanos,
      askExchange: "Q",
      atMs,
      seq: this.seq,
      feed: "fake",
      bidSetAtMs: atMs + this.seq,
      askSetAtMs: atMs + this.seq,
      afterGap: false,
    };
    this.quotes[feed].set(symbol, quote);
    return quote;
  }

  /** Prints a trade of a stock, by default a round lot that makes a last sale. */
  print(feed: FeedKind, symbol: string, { price, size, conditions }: Print): Trade {
    this.seq += 1;
    const trade: Trade = {
      ...{ symbol, exchange: "Q", tape: "C", conditions: conditions ?? ["@"] },
      ...{ priceMicros: dollars(price), sizeNanos: units(size ?? 100) },
      ...{ atMs: this.feedMs(feed), seq: this.seq, feed: "fake" },
    };
    this.trades[feed].push(trade);
    return trade;
  }

  /** The official print of an auction. */
  auction(feed: FeedKind, symbol: string, kind: Auction["kind"], { price, size }: Print): void {
    const amounts = { priceMicros: dollars(price), sizeNanos: units(size ?? 100_000) };
    const atMs = this.feedMs(feed);
    this.auctions[feed].push({ symbol, kind, ...amounts, exchange: "Q", atMs });
  }

  /** The same quote on both feeds. */
  quoteBoth(symbol: string, touch: Touch): void {
    this.quote("real_time", symbol, touch);
    this.quote("delayed", symbol, touch);
  }

  async view(feed: FeedKind): Promise<MarketView> {
    const quotes = new Map(this.quotes[feed]);
    return {
      nowMs: this.feedMs(feed),
      feedAlive: this.feedAlive,
      quoteOf: (symbol) => {
        if (this.faulty.has(symbol)) throw new Error(`no quote of ${symbol}`);
        return quotes.get(symbol) ?? null;
      },
      isHalted: () => false,
      tradesOf: (symbol) => this.trades[feed].filter((trade) => trade.symbol === symbol),
      auctionOf: (symbol, kind) =>
        this.auctions[feed].findLast((one) => one.symbol === symbol && one.kind === kind) ?? null,
      actionsDue: new Set(this.actions.map(({ symbol }) => symbol)),
      actionsOf: (symbol) => this.actions.filter((fact) => fact.symbol === symbol),
    };
  }

  private feedMs(feed: FeedKind): number {
    return feed === "delayed" ? this.atMs - DELAY_MS : this.atMs;
  }
}

/** Dollars and at most four decimals, as micros. */
export function dollars(text: string) {
  const [whole = "0", cents = ""] = text.replace("-", "").split(".");
  const size = BigInt(whole) * 1_000_000n + BigInt(cents.padEnd(6, "0"));
  return micros(text.startsWith("-") ? -size : size);
}
