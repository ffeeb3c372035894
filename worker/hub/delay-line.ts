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
/** How far back a present is looked for: most symbols speak up within seconds, and almost all in the longer time. */
const LOOK_BACK_MS = 10_000;
const LONG_LOOK_BACK_MS = 2 * MINUTE_MS;
/** How far ahead of the playback history is fetched. */
const AHEAD_MS = MINUTE_MS;
/** After a jump everything comes from history at once: what is needed now, and from then on more each time. */
const REACH_AFTER_JUMP_MS = 1_250;
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
  /** Where the present may still lie if the first fetch does not bring it; null when there is nothing further back. */
  quietFromMs: number | null;
  /** The recording starts here; null until a first live quote. */
  recordedFromMs: number | null;
  fetching: boolean;
}

type Lines<T> = ReadonlyMap<string, Line<T>>;

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
      this.lines.set(symbol, this.newLine(delayedNowMs, AHEAD_MS));
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
    const spans = new Map<string, { range: PastSpan; lines: Map<string, Line<T>> }>();
    for (const [symbol, line] of this.lines) {
      const toMs = Math.min(
        delayedNowMs + nextReachMs(line),
        line.recordedFromMs ?? Number.POSITIVE_INFINITY,
      );
      const due = line.historyToMs < delayedNowMs + line.reachMs / 2 && line.historyToMs < toMs;
      if (!due || line.fetching) continue;
      line.fetching = true;
      const key = `${line.historyToMs} ${toMs}`;
      const span = spans.get(key) ?? {
        range: { fromMs: line.historyToMs, toMs },
        lines: new Map(),
      };
      spans.set(key, span);
      span.lines.set(symbol, line);
    }
    const fetches = [...spans.values()].map(({ lines, range }) =>
      this.fetch(lines, range, delayedNowMs),
    );
    await Promise.all(fetches);
  }

  /** After a jump nothing recorded leads up to the new present: it comes from history again. */
  private follow(delayedNowMs: number): void {
    const hasJumped = delayedNowMs - this.followedToMs > JUMP_MS;
    this.followedToMs = delayedNowMs;
    if (!hasJumped) return;
    this.deps.book.markGap?.();
    for (const symbol of this.lines.keys()) {
      this.lines.set(symbol, this.newLine(delayedNowMs, REACH_AFTER_JUMP_MS));
    }
  }

  /** For the lines that asked, by themselves: after a jump another line plays the symbol, and theirs nobody. */
  private async fetch(lines: Lines<T>, range: PastSpan, nowMs: number): Promise<void> {
    try {
      const silent = await this.take(lines, range, nowMs);
      // What was watched, or jumped over, at one moment began there together.
      const fromMs = [...silent.values()][0]?.quietFromMs ?? null;
      if (fromMs !== null) await this.take(silent, { fromMs, toMs: range.fromMs - 1 }, nowMs);
      for (const line of lines.values()) setFetched(line, range.toMs);
    } catch (error) {
      this.deps.log.warn(
        { err: String(error), symbols: lines.size },
        "no history for the delay line",
      );
    } finally {
      for (const line of lines.values()) line.fetching = false;
    }
  }

  /** Takes a span of history in; answers the lines of which it has nothing up to now. */
  private async take(lines: Lines<T>, range: PastSpan, nowMs: number): Promise<Lines<T>> {
    const symbols = [...lines.keys()];
    const items = await this.deps.history.span(symbols, this.deps.isOption, range);
    const bySymbol = new Map<string, T[]>(symbols.map((symbol) => [symbol, []]));
    for (const item of items) bySymbol.get(item.symbol)?.push(item);
    for (const [symbol, line] of lines) merge(line, bySymbol.get(symbol) ?? []);
    const isSilent = ([symbol]: readonly [string, Line<T>]) =>
      !bySymbol.get(symbol)?.some(({ atMs }) => atMs <= nowMs);
    return new Map([...lines].filter(isSilent));
  }

  /** Of prints every one of the longer time counts; of quotes the last before now. */
  private newLine(delayedNowMs: number, reachMs: number): Line<T> {
    const longMs = delayedNowMs - LONG_LOOK_BACK_MS;
    const [historyToMs, quietFromMs] =
      this.deps.keepsAll === true ? [longMs, null] : [delayedNowMs - LOOK_BACK_MS, longMs];
    return {
      ...{ items: [], next: 0, historyToMs, quietFromMs, reachMs },
      ...{ recordedFromMs: null, fetching: false },
    };
  }

  private forgetPlayed(line: Line<T>): void {
    line.items = line.items.slice(line.next - 1);
    line.next = 1;
  }
}

function setFetched<T>(line: Line<T>, toMs: number): void {
  line.historyToMs = Math.max(line.historyToMs, toMs);
  line.reachMs = nextReachMs(line);
  line.quietFromMs = null;
}

/** Puts history before the recording; what both have is the recording's. */
function merge<T extends Timed>(line: Line<T>, history: readonly T[]): void {
  const lastMs = line.items[line.next - 1]?.atMs ?? Number.NEGATIVE_INFINITY;
  const waiting = line.items.slice(line.next);
  const untilMs = line.recordedFromMs ?? Number.POSITIVE_INFINITY;
  const kept = history.filter(({ atMs }) => atMs > lastMs && atMs < untilMs);
  const merged = [...waiting, ...kept].sort((a, b) => a.atMs - b.atMs);
  line.items = [...line.items.slice(0, line.next), ...merged];
}

function nextReachMs<T>({ reachMs }: Line<T>): number {
  return Math.min(AHEAD_MS, reachMs * REACH_GROWTH);
}
