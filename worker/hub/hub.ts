/**
 * The market-data hub: one data account in, two worlds out. Real-time quotes go into the real-time
 * book and, fifteen minutes later, into the delayed one; each book feeds its matcher view, its
 * latest quotes in Redis and its topics. There is no path from the real-time book to a delayed
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
import { previousCloseKey, WATCH_KEY } from "@/lib/wire/market-bus";
import type { Loop } from "../loop";
import type { Books } from "./book-market";
import { DelayLine } from "./delay-line";
import { type InterestSource, wantedSymbols } from "./interest";
import { LiveFeed } from "./live-feed";
import { Publisher } from "./publisher";
import { QuoteHistory } from "./quote-history";
import type { ReferenceData } from "./reference-data";

const FLUSH_MS = 100;
const PLAY_MS = 50;
const INTEREST_MS = 1_000;
const REFERENCE_MS = 30_000;

export interface HubDeps {
  readonly redis: Redis;
  /** A connection of its own: a subscriber can do nothing else. */
  readonly subscriber: Redis;
  readonly books: Books;
  readonly upstream: Upstream;
  readonly reference: ReferenceData;
  readonly catalog: Catalog;
  readonly marketClock: MarketClock;
  readonly clock: Clock;
  readonly log: Log;
}

export class Hub {
  private readonly feed: LiveFeed;
  private readonly history: QuoteHistory;
  private readonly delay: DelayLine;
  private readonly publisher: Publisher;
  private readonly known = new Set<string>();
  private wanted: ReadonlySet<string> = new Set();
  private refreshing: Promise<void> | null = null;
  orders: InterestSource | null = null;

  constructor(private readonly deps: HubDeps) {
    const { books, upstream, clock, log, marketClock, redis } = deps;
    this.history = new QuoteHistory(upstream);
    this.delay = new DelayLine({ book: books.delayed, history: this.history, isOption, log });
    this.publisher = new Publisher({ redis, books, market: marketClock.market, clock });
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
          if (halted) books.real_time.halted.add(symbol);
          else books.real_time.halted.delete(symbol);
        },
        onGap: () => books.real_time.markGap(),
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
    const { marketClock, clock } = this.deps;
    const delayedNow = () => marketClock.nowMs("delayed");
    return [
      { name: "hub publish", everyMs: FLUSH_MS, step: () => this.publisher.flush() },
      {
        name: "hub play",
        everyMs: PLAY_MS,
        step: () => this.delay.play(delayedNow(), clock.nowMs()),
      },
      { name: "hub history", everyMs: INTEREST_MS, step: () => this.delay.fill(delayedNow()) },
      { name: "hub interest", everyMs: INTEREST_MS, step: () => this.refreshInterest() },
      { name: "hub reference", everyMs: REFERENCE_MS, step: () => this.syncReference() },
    ];
  }

  stop(): void {
    this.feed.stop();
  }

  /** One refresh at a time; a call during one waits for the next, so that no watch is overlooked. */
  private async refreshInterest(): Promise<void> {
    const before = this.refreshing;
    const next = (before ?? Promise.resolve()).then(() => this.takeInterest());
    this.refreshing = next.catch(() => undefined);
    return next;
  }

  private async takeInterest(): Promise<void> {
    const { redis, clock, books, reference, marketClock } = this.deps;
    await this.learnSymbols();
    const isKnown = (symbol: string) => this.known.has(symbol);
    const wanted = await wantedSymbols(
      { redis, clock },
      reference.listStocks(),
      this.orders,
      isKnown,
    );
    const added = [...wanted].filter((symbol) => !this.wanted.has(symbol));
    for (const symbol of this.wanted) if (!wanted.has(symbol)) books.real_time.drop(symbol);
    this.wanted = wanted;
    this.feed.subscribe(wanted, isOption);
    this.delay.watch(wanted, marketClock.nowMs("delayed"));
    if (added.length === 0) return;
    const latest = this.history.latest(added, isOption).then((quotes) => {
      for (const quote of quotes) books.real_time.put(quote);
    });
    const delayed = this.delay
      .fill(marketClock.nowMs("delayed"))
      .then(() => this.delay.play(marketClock.nowMs("delayed"), clock.nowMs()));
    await Promise.all([latest, delayed]);
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
