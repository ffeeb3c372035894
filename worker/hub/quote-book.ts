/** The latest quote of every symbol of one feed, and who wants to know when one changes. */

import { newYorkOf } from "@/lib/engine/calendar/new-york";
import { tradingDay } from "@/lib/engine/calendar/trading-calendar";
import type { PackedQuote } from "@/lib/wire/market-bus";

/** A quote as it comes off a feed: dollars and whole sizes; 0 for a missing side. */
export interface FeedQuote {
  readonly symbol: string;
  readonly bid: number;
  readonly bidSize: number;
  readonly bidExchange: string;
  readonly ask: number;
  readonly askSize: number;
  readonly askExchange: string;
  readonly atMs: number;
}

export type QuoteListener = (symbol: string, bidMicros: number, askMicros: number) => void;

const MICROS = 1_000_000;

export class QuoteBook {
  private readonly quotes = new Map<string, PackedQuote>();
  private readonly dirty = new Set<string>();
  private readonly gone = new Set<string>();
  private readonly listeners: QuoteListener[] = [];
  private seq = 0;
  private gapSeq = 0;
  /** Core open of the day the last quote fell on: the first quote after it is a new market. */
  private openMs = 0;
  private dayEndMs = 0;
  /** Wall time of the feed's last message of any kind. */
  aliveAtMs = 0;
  readonly halted = new Set<string>();

  constructor(private readonly feedName: string) {}

  /** Adds a listener that hears each change at once, before any conflation. */
  listen(listener: QuoteListener): void {
    this.listeners.push(listener);
  }

  /** Every latest quote. */
  all(): Iterable<PackedQuote> {
    return this.quotes.values();
  }

  get(symbol: string): PackedQuote | null {
    return this.quotes.get(symbol) ?? null;
  }

  /** Takes a quote; an older one than the book has is dropped. */
  put(quote: FeedQuote): void {
    const before = this.quotes.get(quote.symbol);
    if (before !== undefined && quote.atMs < before[7]) return;
    const bid = Math.round(quote.bid * MICROS);
    const ask = Math.round(quote.ask * MICROS);
    const sameBid = before !== undefined && before[1] === bid && before[2] === quote.bidSize;
    const sameAsk = before !== undefined && before[4] === ask && before[5] === quote.askSize;
    const afterGap = this.isAfterGap(before, quote.atMs);
    this.seq += 1;
    this.quotes.set(quote.symbol, [
      quote.symbol,
      bid,
      quote.bidSize,
      quote.bidExchange,
      ask,
      quote.askSize,
      quote.askExchange,
      quote.atMs,
      this.seq,
      this.feedName,
      sameBid ? before[10] : quote.atMs,
      sameAsk ? before[11] : quote.atMs,
      afterGap,
    ]);
    this.dirty.add(quote.symbol);
    for (const listener of this.listeners) listener(quote.symbol, bid, ask);
  }

  /** Marks a break of the feed: the next quote of each symbol is a new snapshot (decisions 11). */
  markGap(): void {
    this.gapSeq = this.seq;
  }

  setHalted(symbol: string, halted: boolean): void {
    if (halted) this.halted.add(symbol);
    else this.halted.delete(symbol);
  }

  /** Forgets a symbol nobody watches: a price that is no longer kept up must not look current. */
  drop(symbol: string): void {
    if (!this.quotes.delete(symbol)) return;
    this.dirty.delete(symbol);
    this.gone.add(symbol);
  }

  /** What changed since the last take, and what was dropped. */
  takeChanges(): { readonly changed: readonly PackedQuote[]; readonly gone: readonly string[] } {
    const changed: PackedQuote[] = [];
    for (const symbol of this.dirty) {
      const quote = this.quotes.get(symbol);
      if (quote !== undefined) changed.push(quote);
    }
    const gone = [...this.gone].filter((symbol) => !this.quotes.has(symbol));
    this.dirty.clear();
    this.gone.clear();
    return { changed, gone };
  }

  private isAfterGap(before: PackedQuote | undefined, atMs: number): boolean {
    if (before === undefined) return this.gapSeq > 0;
    if (before[8] <= this.gapSeq) return true;
    if (atMs >= this.dayEndMs || atMs < this.openMs) this.learnDay(atMs);
    return before[7] < this.openMs && atMs >= this.openMs;
  }

  private learnDay(atMs: number): void {
    const day = tradingDay(newYorkOf(atMs).date);
    this.openMs = day?.openMs ?? 0;
    this.dayEndMs = day === null ? 0 : day.postCloseMs;
  }
}
