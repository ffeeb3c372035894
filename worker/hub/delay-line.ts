/**
 * Fifteen minutes of quotes, played back to the delayed world (decisions 13).
 *
 * Live quotes are kept at most four times a second per symbol. A symbol that was not watched
 * fifteen minutes ago has no recording of its delayed present: those minutes come from the data
 * account's history, a minute ahead of the playback, until the recording takes over.
 */
import type { Log } from "@/lib/server/log";
import type { FeedQuote, QuoteBook } from "./quote-book";
import type { QuoteHistory } from "./quote-history";

const CONFLATE_MS = 250;
const MINUTE_MS = 60_000;
/** Enough for the quietest option to have said something. */
const LOOK_BACK_MS = 2 * MINUTE_MS;
/** The delayed clock moving further than this at once has jumped: over a night, or over a sleep. */
const JUMP_MS = MINUTE_MS;

interface Line {
  /** Oldest first; everything before `next` has been played. */
  quotes: FeedQuote[];
  next: number;
  /** History has been fetched up to here. */
  historyToMs: number;
  /** The recording starts here; null until a first live quote. */
  recordedFromMs: number | null;
  fetching: boolean;
}

export class DelayLine {
  private readonly lines = new Map<string, Line>();
  private playedToMs = Number.POSITIVE_INFINITY;

  constructor(
    private readonly deps: {
      readonly book: QuoteBook;
      readonly history: QuoteHistory;
      readonly isOption: (symbol: string) => boolean;
      readonly log: Log;
    },
  ) {}

  /** Makes the watched symbols exactly these; `delayedNowMs` is where a new one starts playing. */
  watch(symbols: ReadonlySet<string>, delayedNowMs: number): void {
    for (const symbol of this.lines.keys()) {
      if (symbols.has(symbol)) continue;
      this.lines.delete(symbol);
      this.deps.book.drop(symbol);
    }
    for (const symbol of symbols) {
      if (this.lines.has(symbol)) continue;
      this.lines.set(symbol, newLine(delayedNowMs));
    }
  }

  /** Keeps a live quote for later. */
  record(quote: FeedQuote): void {
    const line = this.lines.get(quote.symbol);
    if (line === undefined) return;
    line.recordedFromMs ??= quote.atMs;
    const last = line.quotes.at(-1);
    const sameSlot =
      last !== undefined &&
      Math.floor(last.atMs / CONFLATE_MS) === Math.floor(quote.atMs / CONFLATE_MS);
    if (sameSlot && line.quotes.length > line.next) line.quotes[line.quotes.length - 1] = quote;
    else line.quotes.push(quote);
  }

  /** Plays everything up to the delayed clock into the delayed book. */
  play(delayedNowMs: number, wallMs: number): void {
    if (delayedNowMs - this.playedToMs > JUMP_MS) this.restart(delayedNowMs);
    this.playedToMs = delayedNowMs;
    for (const line of this.lines.values()) {
      let played = line.next;
      for (; played < line.quotes.length; played += 1) {
        const quote = line.quotes[played];
        if (quote === undefined || quote.atMs > delayedNowMs) break;
        this.deps.book.put(quote);
        this.deps.book.aliveAtMs = wallMs;
      }
      line.next = played;
      if (line.next > 512) this.forgetPlayed(line);
    }
  }

  /** Fetches the minute ahead of the playback for every symbol whose recording does not reach it. */
  async fill(delayedNowMs: number): Promise<void> {
    const spans = new Map<string, { range: { fromMs: number; toMs: number }; symbols: string[] }>();
    for (const [symbol, line] of this.lines) {
      const toMs = Math.min(
        delayedNowMs + MINUTE_MS,
        line.recordedFromMs ?? Number.POSITIVE_INFINITY,
      );
      const due = line.historyToMs < delayedNowMs + MINUTE_MS / 2 && line.historyToMs < toMs;
      if (!due || line.fetching) continue;
      line.fetching = true;
      const key = `${line.historyToMs} ${toMs}`;
      const span = spans.get(key) ?? { range: { fromMs: line.historyToMs, toMs }, symbols: [] };
      spans.set(key, span);
      span.symbols.push(symbol);
    }
    await Promise.all([...spans.values()].map((span) => this.fetch(span.symbols, span.range)));
  }

  /** After a jump nothing recorded leads up to the new present: it comes from history again. */
  private restart(delayedNowMs: number): void {
    this.deps.book.markGap();
    for (const symbol of this.lines.keys()) this.lines.set(symbol, newLine(delayedNowMs));
  }

  private async fetch(symbols: readonly string[], range: { fromMs: number; toMs: number }) {
    try {
      const quotes = await this.deps.history.span(symbols, this.deps.isOption, range);
      const bySymbol = new Map<string, FeedQuote[]>(symbols.map((symbol) => [symbol, []]));
      for (const quote of quotes) bySymbol.get(quote.symbol)?.push(quote);
      for (const [symbol, found] of bySymbol) this.merge(symbol, found, range.toMs);
    } catch (error) {
      this.deps.log.warn(
        { err: String(error), symbols: symbols.length },
        "no history for the delay line",
      );
    } finally {
      for (const symbol of symbols) {
        const line = this.lines.get(symbol);
        if (line !== undefined) line.fetching = false;
      }
    }
  }

  /** Puts history before the recording; what both have is the recording's. */
  private merge(symbol: string, history: readonly FeedQuote[], toMs: number): void {
    const line = this.lines.get(symbol);
    if (line === undefined) return;
    const lastMs = line.quotes[line.next - 1]?.atMs ?? Number.NEGATIVE_INFINITY;
    const waiting = line.quotes.slice(line.next);
    const untilMs = line.recordedFromMs ?? Number.POSITIVE_INFINITY;
    const kept = history.filter((quote) => quote.atMs > lastMs && quote.atMs < untilMs);
    const merged = [...waiting, ...kept].sort((a, b) => a.atMs - b.atMs);
    line.quotes = [...line.quotes.slice(0, line.next), ...merged];
    line.historyToMs = Math.max(line.historyToMs, toMs);
  }

  private forgetPlayed(line: Line): void {
    line.quotes = line.quotes.slice(line.next - 1);
    line.next = 1;
  }
}

function newLine(delayedNowMs: number): Line {
  const historyToMs = delayedNowMs - LOOK_BACK_MS;
  return { quotes: [], next: 0, historyToMs, recordedFromMs: null, fetching: false };
}
