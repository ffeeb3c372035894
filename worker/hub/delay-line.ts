/**
 * Fifteen minutes of quotes or prints, played back to the delayed world (decisions 13).
 *
 * Live quotes are kept at most four times a second per symbol; of prints every one is kept, since each
 * may set a stop off. A symbol that was not watched fifteen minutes ago has no recording of its
 * delayed present: those minutes come from the data account's history, a minute ahead of the
 * playback, until the recording takes over.
 */
import type { Log } from "@/lib/server/log";
import type { PastSpan } from "./past-pages";

interface Timed {
  readonly symbol: string;
  readonly atMs: number;
}

interface DelayDeps<T extends Timed> {
  /** Where it is played to. */
  readonly book: { put(item: T): void; drop(symbol: string): void; markGap?(): void };
  readonly history: {
    span(
      symbols: readonly string[],
      isOption: (symbol: string) => boolean,
      range: PastSpan,
    ): Promise<readonly T[]>;
  };
  readonly isOption: (symbol: string) => boolean;
  readonly log: Log;
  /** True to keep every item; else the last of each quarter of a second. */
  readonly keepsAll?: boolean;
}

const CONFLATE_MS = 250;
const MINUTE_MS = 60_000;
/** Enough for the quietest option to have said something. */
const LOOK_BACK_MS = 2 * MINUTE_MS;
/** How far ahead of the playback history is fetched. */
const AHEAD_MS = MINUTE_MS;
/**
 * After a jump everything comes from history at once: what is needed now, and from then on more each time. Most
 * symbols speak up in the time that is looked back on.
 */
const AFTER_JUMP = { lookBackMs: MINUTE_MS / 2, reachMs: 1_250 } as const;
const REACH_GROWTH = 4;
/** The delayed clock moving further than this at once has jumped: over a night, or over a sleep. */
const JUMP_MS = MINUTE_MS;

interface Line<T> {
  /** Oldest first; everything before `next` has been played. */
  items: T[];
  next: number;
  /** History has been fetched up to here. */
  historyToMs: number;
  /** The last fetch reached so far beyond the playback; the next may reach further. */
  reachMs: number;
  /** The recording starts here; null until a first live quote. */
  recordedFromMs: number | null;
  fetching: boolean;
}

export class DelayLine<T extends Timed> {
  private readonly lines = new Map<string, Line<T>>();
  private followedToMs = Number.POSITIVE_INFINITY;

  constructor(private readonly deps: DelayDeps<T>) {}

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

  /** Keeps a live item for later. */
  record(item: T): void {
    const line = this.lines.get(item.symbol);
    if (line === undefined) return;
    line.recordedFromMs ??= item.atMs;
    const last = line.items.at(-1);
    const sameSlot =
      this.deps.keepsAll !== true &&
      last !== undefined &&
      Math.floor(last.atMs / CONFLATE_MS) === Math.floor(item.atMs / CONFLATE_MS);
    if (sameSlot && line.items.length > line.next) line.items[line.items.length - 1] = item;
    else line.items.push(item);
  }

  /** Plays everything up to the delayed clock into the delayed book; true when there was something. */
  play(delayedNowMs: number): boolean {
    this.follow(delayedNowMs);
    let isAnything = false;
    for (const line of this.lines.values()) {
      let played = line.next;
      for (; played < line.items.length; played += 1) {
        const item = line.items[played];
        if (item === undefined || item.atMs > delayedNowMs) break;
        this.deps.book.put(item);
        isAnything = true;
      }
      line.next = played;
      if (line.next > 512) this.forgetPlayed(line);
    }
    return isAnything;
  }

  /** Fetches what is ahead of the playback for every symbol whose recording does not reach it. */
  async fill(delayedNowMs: number): Promise<void> {
    this.follow(delayedNowMs); // else all that was jumped over is fetched first, for nobody
    const spans = new Map<string, { range: PastSpan; symbols: string[] }>();
    for (const [symbol, line] of this.lines) {
      const toMs = Math.min(
        delayedNowMs + nextReachMs(line),
        line.recordedFromMs ?? Number.POSITIVE_INFINITY,
      );
      const due = line.historyToMs < delayedNowMs + line.reachMs / 2 && line.historyToMs < toMs;
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
  private follow(delayedNowMs: number): void {
    const hasJumped = delayedNowMs - this.followedToMs > JUMP_MS;
    this.followedToMs = delayedNowMs;
    if (!hasJumped) return;
    this.deps.book.markGap?.();
    for (const symbol of this.lines.keys()) {
      this.lines.set(symbol, newLine(delayedNowMs, AFTER_JUMP));
    }
  }

  private async fetch(symbols: readonly string[], range: PastSpan) {
    try {
      const items = await this.deps.history.span(symbols, this.deps.isOption, range);
      const bySymbol = new Map<string, T[]>(symbols.map((symbol) => [symbol, []]));
      for (const item of items) bySymbol.get(item.symbol)?.push(item);
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
  private merge(symbol: string, history: readonly T[], toMs: number): void {
    const line = this.lines.get(symbol);
    if (line === undefined) return;
    const lastMs = line.items[line.next - 1]?.atMs ?? Number.NEGATIVE_INFINITY;
    const waiting = line.items.slice(line.next);
    const untilMs = line.recordedFromMs ?? Number.POSITIVE_INFINITY;
    const kept = history.filter(({ atMs }) => atMs > lastMs && atMs < untilMs);
    const merged = [...waiting, ...kept].sort((a, b) => a.atMs - b.atMs);
    line.items = [...line.items.slice(0, line.next), ...merged];
    line.historyToMs = Math.max(line.historyToMs, toMs);
    line.reachMs = nextReachMs(line);
  }

  private forgetPlayed(line: Line<T>): void {
    line.items = line.items.slice(line.next - 1);
    line.next = 1;
  }
}

function nextReachMs<T>({ reachMs }: Line<T>): number {
  return Math.min(AHEAD_MS, reachMs * REACH_GROWTH);
}

function newLine<T>(
  delayedNowMs: number,
  { lookBackMs, reachMs } = { lookBackMs: LOOK_BACK_MS, reachMs: AHEAD_MS },
): Line<T> {
  const historyToMs = delayedNowMs - lookBackMs;
  return { items: [], next: 0, historyToMs, reachMs, recordedFromMs: null, fetching: false };
}
