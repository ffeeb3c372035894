/**
 * The market-data hub: one data account in, two worlds out. Real-time quotes, prints and halts go into
 * the real-time books and, fifteen minutes later, into the delayed ones; each book feeds its matcher
 * view, its latest quotes in Redis and its topics. There is no path from the real-time book to a delayed
 * account: tier gating is here, not in the pages.
 */
import type { Redis } from "ioredis";
import { newYorkOf } from "@/lib/engine/calendar/new-york";
import { parseOccSymbol } from "@/lib/engine/instrument/occ-symbol";
import type { Clock } from "@/lib/server/clock";
import type { Log } from "@/lib/server/log";
import type { Catalog } from "@/lib/server/market/catalog";
import type { MarketClock } from "@/lib/server/market/market-clock";
import type { Upstream } from "@/lib/server/market/upstream";
import { previousCloseKey, type TapeNews, WATCH_KEY } from "@/lib/wire/market-bus";
import type { Loop } from "../loop";
import type { Books, PrintBooks } from "./book-market";
import { DelayLine } from "./delay-line";
import { type InterestSource, wantedSymbols } from "./interest";
import { LaterLine } from "./later-line";
import { LiveFeed } from "./live-feed";
import { PrintFeed } from "./print-feed";
import { PrintHistory } from "./print-history";
import { Publisher } from "./publisher";
import type { FeedQuote } from "./quote-book";
import { QuoteHistory } from "./quote-history";
import type { ReferenceData } from "./reference-data";
import { newTapeNewsBooks } from "./tape-news-book";

const FLUSH_MS = 100;
const PLAY_MS = 50;
const INTEREST_MS = 1_000;
const REFERENCE_MS = 30_000;

export interface HubDeps {
  readonly redis: Redis;
  /** A connection of its own: a subscriber can do nothing else. */
  readonly subscriber: Redis;
  readonly books: Books;
  readonly prints: PrintBooks;
  readonly upstream: Upstream;
  readonly reference: ReferenceData;
  readonly catalog: Catalog;
  readonly marketClock: MarketClock;
  readonly clock: Clock;
  readonly log: Log;
}

interface Look {
  /** Ends when what is new has its present. */
  readonly fetched: Promise<void>;
}

export class Hub {
  private readonly feed: LiveFeed;
  private readonly history: QuoteHistory;
  private readonly delay: DelayLine<FeedQuote>;
  private readonly halts: LaterLine<{ readonly symbol: string; readonly halted: boolean }>;
  private readonly news: LaterLine<TapeNews>;
  private readonly prints: PrintFeed;
  private readonly publisher: Publisher;
  private readonly known = new Set<string>();
  private wanted: ReadonlySet<string> = new Set();
  private looked: Promise<unknown> = Promise.resolve();
  private nextLook: Promise<Look> | null = null;
  orders: InterestSource | null = null;

  constructor(private readonly deps: HubDeps) {
    const { books, prints, upstream, clock, log, marketClock, redis, reference } = deps;
    this.history = new QuoteHistory(upstream);
    this.delay = new DelayLine({ book: books.delayed, history: this.history, isOption, log });
    this.halts = new LaterLine(({ symbol, halted }) => books.delayed.setHalted(symbol, halted));
    const news = newTapeNewsBooks();
    this.news = new LaterLine((one) => news.delayed.put(one));
    const primaryOf = (symbol: string) => reference.primaryOf(symbol);
    const history = new PrintHistory(upstream);
    this.prints = new PrintFeed({ books: prints, history, isOption, primaryOf, marketClock, log });
    const { market } = marketClock;
    this.publisher = new Publisher({ redis, books, prints, news, market, clock });
    this.feed = new LiveFeed(
      upstream,
      {
        onQuote: (quote) => {
          books.real_time.put(quote);
          this.delay.record(quote);
        },
        onAlive: () => {
          books.real_time.aliveAtMs = clock.nowMs();
        },
        onHalt: (symbol, halted) => {
          books.real_time.setHalted(symbol, halted);
          this.halts.record({ symbol, halted }, marketClock.nowMs("real_time"));
        },
        onTrade: (trade) => this.prints.record(trade),
        onNews: (one) => {
          news.real_time.put(one);
          this.news.record(one, one.t);
        },
        onGap: () => {
          books.real_time.markGap();
          void this.prints.catchUp([...this.wanted]);
        },
      },
      { clock, log },
    );
  }

  /** Reads reference data, connects the streams and takes up what is watched. */
  async start(): Promise<void> {
    await this.publisher.reset();
    await this.syncReference();
    await this.feed.start();
    await this.refreshInterest();
    await this.deps.subscriber.subscribe(WATCH_KEY);
    this.deps.subscriber.on("message", (channel: string) => {
      if (channel === WATCH_KEY) void this.refreshInterest();
    });
  }

  /** What keeps the hub going; the worker runs and stops these. */
  loops(): readonly Loop[] {
    const { marketClock } = this.deps;
    const delayedNow = () => marketClock.nowMs("delayed");
    return [
      { name: "hub publish", everyMs: FLUSH_MS, step: () => this.publisher.flush() },
      {
        name: "hub play",
        everyMs: PLAY_MS,
        ofMarket: "follows",
        step: () => this.play(delayedNow()),
      },
      {
        name: "hub history",
        everyMs: INTEREST_MS,
        ofMarket: "follows",
        step: () => this.delay.fill(delayedNow()),
      },
      {
        name: "hub prints",
        everyMs: INTEREST_MS,
        ofMarket: "follows",
        step: () => this.prints.fill(),
      },
      { name: "hub interest", everyMs: INTEREST_MS, step: () => this.refreshInterest() },
      { name: "hub reference", everyMs: REFERENCE_MS, step: () => this.syncReference() },
      {
        name: "hub auctions",
        everyMs: REFERENCE_MS,
        ofMarket: "follows",
        step: () => this.syncAuctions(),
      },
    ];
  }

  stop(): void {
    this.feed.stop();
  }

  /** Halts before quotes: a quote of the delayed world must not meet the halt of a moment later. */
  private play(delayedNowMs: number): void {
    this.halts.play(delayedNowMs);
    if (this.delay.play(delayedNowMs)) {
      this.deps.books.delayed.aliveAtMs = this.deps.clock.nowMs();
    }
    this.prints.play();
    this.news.play(delayedNowMs);
  }

  private syncAuctions(): Promise<void> {
    return this.prints.syncAuctions([...this.deps.reference.listStocks()]);
  }

  /**
   * One look at a time; all calls during one share the next, so that no watch is overlooked. What is fetched for one
   * holds up no other: whoever asks for a chain does not wait for the past of somebody else's.
   */
  private async refreshInterest(): Promise<void> {
    this.nextLook ??= this.looked.then(async () => {
      this.nextLook = null;
      const added = await this.takeInterest();
      return { fetched: added.length === 0 ? Promise.resolve() : this.fetchPresent(added) };
    });
    const look = this.nextLook;
    this.looked = look.catch(() => undefined);
    await (await look).fetched;
  }

  /** Takes up what is wanted from now on; answers what was not before. */
  private async takeInterest(): Promise<readonly string[]> {
    const { redis, clock, books, reference, marketClock } = this.deps;
    const delayedNow = () => marketClock.nowMs("delayed");
    await this.learnSymbols();
    const isKnown = (symbol: string) => this.known.has(symbol);
    const wanted = await wantedSymbols(
      { redis, clock },
      reference.listStocks(),
      this.orders,
      isKnown,
    );
    const added = [...wanted].filter((symbol) => !this.wanted.has(symbol));
    const gone = [...this.wanted].filter((symbol) => !wanted.has(symbol));
    for (const symbol of gone) books.real_time.drop(symbol);
    this.wanted = wanted;
    this.feed.subscribe(wanted, isOption);
    this.delay.watch(wanted, delayedNow());
    this.prints.watch(wanted, gone);
    return added;
  }

  /** The present of what is newly wanted, as soon as it is there, and then what leads up to that of the delayed world. */
  private async fetchPresent(added: readonly string[]): Promise<void> {
    const { books, marketClock } = this.deps;
    const delayedNow = () => marketClock.nowMs("delayed");
    const latest = this.history.latest(added, isOption).then((quotes) => {
      for (const quote of quotes) books.real_time.put(quote);
      return this.publisher.flush(); // whoever waits for a first quote need not wait for the past too
    });
    const delayed = Promise.all([this.delay.fill(delayedNow()), this.prints.fill()]);
    await Promise.all([latest, this.prints.catchUp(added), delayed]);
    this.play(delayedNow());
    await this.publisher.flush();
  }

  /** Only symbols the catalog knows are subscribed: a made-up one must not reach the data account. */
  private async learnSymbols(): Promise<void> {
    const { redis, catalog, reference } = this.deps;
    for (const stock of reference.listStocks()) this.known.add(stock);
    const asked = await redis.zrange(WATCH_KEY, "0", "-1");
    const unknown = [...asked, ...(this.orders?.watchedSymbols() ?? [])].filter(
      (symbol) => !this.known.has(symbol) && isOption(symbol),
    );
    if (unknown.length === 0) return;
    for (const symbol of (await catalog.findContracts([...new Set(unknown)])).keys()) {
      this.known.add(symbol);
    }
  }

  private async syncReference(): Promise<void> {
    const { reference, marketClock, redis, upstream } = this.deps;
    const { date } = newYorkOf(marketClock.nowMs("real_time"));
    await reference.sync(date);
    const symbols = [...reference.listStocks()].join(",");
    const snapshots = await upstream.alpaca.marketData.stocks.stockSnapshots({ symbols });
    const closes = Object.entries(snapshots).flatMap(([symbol, snapshot]) => {
      const close = snapshot.prevDailyBar?.c;
      return close === undefined ? [] : [symbol, String(close)];
    });
    if (closes.length > 0) await redis.hset(previousCloseKey(marketClock.market), ...closes);
  }
}

function isOption(symbol: string): boolean {
  return parseOccSymbol(symbol) !== null;
}
