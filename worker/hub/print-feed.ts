/**
 * Prints of both worlds: the real-time book as they come, the delayed one fifteen minutes later, and
 * from history what was printed while nobody listened.
 */
import { newYorkOf } from "@/lib/engine/calendar/new-york";
import { tradingDay } from "@/lib/engine/calendar/trading-calendar";
import { PRINT_WINDOW_MS } from "@/lib/engine/market/trade";
import type { Log } from "@/lib/server/log";
import type { MarketClock } from "@/lib/server/market/market-clock";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import type { PrintBooks } from "./book-market";
import { DelayLine } from "./delay-line";
import type { FeedTrade } from "./print-book";
import type { PrintHistory } from "./print-history";

const FEEDS: readonly FeedKind[] = ["real_time", "delayed"];

interface PrintFeedDeps {
  readonly books: PrintBooks;
  readonly history: PrintHistory;
  readonly isOption: (symbol: string) => boolean;
  readonly primaryOf: (symbol: string) => string | null;
  readonly marketClock: MarketClock;
  readonly log: Log;
}

export class PrintFeed {
  private readonly delay: DelayLine<FeedTrade>;

  constructor(private readonly deps: PrintFeedDeps) {
    const { books, history, isOption, log } = deps;
    this.delay = new DelayLine({ book: books.delayed, history, isOption, log, keepsAll: true });
  }

  /** A live print. */
  record(trade: FeedTrade): void {
    this.deps.books.real_time.put(trade);
    this.delay.record(trade);
  }

  /** Makes the watched symbols exactly these. */
  watch(symbols: ReadonlySet<string>, gone: readonly string[]): void {
    for (const symbol of gone) this.deps.books.real_time.drop(symbol);
    this.delay.watch(symbols, this.deps.marketClock.nowMs("delayed"));
  }

  /** Reads what was printed just before now: of new symbols, or of all after a break of the stream. */
  async catchUp(symbols: readonly string[]): Promise<void> {
    const { books, history, isOption, marketClock, log } = this.deps;
    const toMs = marketClock.nowMs("real_time");
    try {
      const range = { fromMs: toMs - PRINT_WINDOW_MS, toMs };
      for (const trade of await history.span(symbols, isOption, range)) books.real_time.put(trade);
    } catch (error) {
      log.warn({ err: String(error), symbols: symbols.length }, "no prints from history");
    }
  }

  /** Plays into the delayed book what its clock has reached. */
  play(): void {
    this.delay.play(this.deps.marketClock.nowMs("delayed"));
  }

  fill(): Promise<void> {
    return this.delay.fill(this.deps.marketClock.nowMs("delayed"));
  }

  /** Official prints of the day that were not heard: after a restart, a break or a jump of the clock. */
  async syncAuctions(stocks: readonly string[]): Promise<void> {
    const { books, history, marketClock, primaryOf } = this.deps;
    const nowMs = marketClock.nowMs("real_time");
    const day = tradingDay(newYorkOf(nowMs).date);
    if (day === null || nowMs < day.openMs || stocks.length === 0) return;
    const range = { fromMs: day.preOpenMs, toMs: nowMs };
    const auctions = await history.auctions(stocks, primaryOf, range);
    for (const feed of FEEDS) {
      const untilMs = marketClock.nowMs(feed);
      for (const auction of auctions) if (auction.atMs <= untilMs) books[feed].putAuction(auction);
    }
  }
}
