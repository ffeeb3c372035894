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

/** A symbol's latest quote; one look-up by its name is all that a quote costs here. */
interface Entry {
  quote: PackedQuote;
  isDirty: boolean;
}

export class QuoteBook {
  private readonly entries = new Map<string, Entry>();
  private dirty: Entry[] = [];
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
  *all(): Iterable<PackedQuote> {
    for (const { quote } of this.entries.values()) yield quote;
  }

  get(symbol: string): PackedQuote | null {
    return this.entries.get(symbol)?.quote ?? null;
  }

  /** Takes a quote; an older one than the book has is dropped. */
  put(quote: FeedQuote): void {
    const entry = this.entries.get(quote.symbol);
    const before = entry?.quote;
    if (before !== undefined && quote.atMs < before[7]) return;
    const bid = Math.round(quote.bid * MICROS);
    const ask = Math.round(quote.ask * MICROS);
    const sameBid = before !== undefined && before[1] === bid && before[2] === quote.bidSize;
    const sameAsk = before !== undefined && before[4] === ask && before[5] === quote.askSize;
    const afterGap = this.isAfterGap(before, quote.atMs);
    this.seq += 1;
    this.keep(entry, [
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
    for (const listener of this.listeners) listener(quote.symbol, bid, ask);
  }

  private keep(known: Entry | undefined, quote: PackedQuote): void {
    const entry = known ?? { quote, isDirty: false };
    if (known === undefined) this.entries.set(quote[0], entry);
    entry.quote = quote;
    if (entry.isDirty) return;
    entry.isDirty = true;
    this.dirty.push(entry);
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
    if (this.entries.delete(symbol)) this.gone.add(symbol);
  }

  /** What changed since the last take, and what was dropped. */
  takeChanges(): { readonly changed: readonly PackedQuote[]; readonly gone: readonly string[] } {
    const changed: PackedQuote[] = [];
    for (const entry of this.dirty) {
      entry.isDirty = false;
      // One that was dropped meanwhile is no longer the symbol's.
      if (this.entries.get(entry.quote[0]) === entry) changed.push(entry.quote);
    }
    const gone = [...this.gone].filter((symbol) => !this.entries.has(symbol));
    this.dirty = [];
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
