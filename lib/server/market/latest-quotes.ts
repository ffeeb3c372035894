/** The market as the web process sees it: the hub's latest quotes in Redis, cached for a moment. */
import type { Redis } from "ioredis";
import { NO_ACTIONS } from "@/lib/engine/action/action-fact";
import type { MarketView, Quote } from "@/lib/engine/market/quote";
import { NO_PRINTS } from "@/lib/engine/market/trade";
import { ALIVE_FIELD, HALTED_FIELD, latestKey, PackedQuote } from "@/lib/wire/market-bus";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import type { Clock } from "../clock";
import type { MarketClock } from "./market-clock";
import type { MarketSource } from "./market-source";
import { unpackQuote } from "./quote-codec";

/** A feed that said nothing for this long is not trusted (decisions 11). */
export const FEED_SILENT_MS = 3_000;
/** Orders of the same moment share one look at Redis. */
const CACHE_MS = 50;

interface Cached {
  readonly readAtMs: number;
  readonly text: string | null;
  /** What the text says, for the field of a symbol. */
  readonly quote: Quote | null;
}

export class LatestQuotes implements MarketSource {
  private readonly caches: { readonly [F in FeedKind]: Map<string, Cached> } = {
    real_time: new Map(),
    delayed: new Map(),
  };

  constructor(
    private readonly redis: Redis,
    private readonly marketClock: MarketClock,
    private readonly clock: Clock,
  ) {}

  async view(feed: FeedKind, symbols: Iterable<string>): Promise<MarketView> {
    await this.marketClock.refresh();
    const fields = new Set([ALIVE_FIELD, HALTED_FIELD, ...symbols]);
    await this.read(feed, fields);
    const cache = this.caches[feed];
    // What the view shows must not move while somebody decides on it.
    const quotes = new Map([...fields].map((field) => [field, cache.get(field)?.quote ?? null]));
    const aliveAtMs = Number(cache.get(ALIVE_FIELD)?.text ?? 0);
    const halted = new Set((cache.get(HALTED_FIELD)?.text ?? "").split(","));
    return {
      nowMs: this.marketClock.nowMs(feed),
      feedAlive: this.clock.nowMs() - aliveAtMs <= FEED_SILENT_MS,
      quoteOf: (symbol) => quotes.get(symbol) ?? null,
      isHalted: (symbol) => halted.has(symbol),
      ...NO_PRINTS,
      ...NO_ACTIONS,
    };
  }

  private async read(feed: FeedKind, fields: ReadonlySet<string>): Promise<void> {
    const cache = this.caches[feed];
    const nowMs = this.clock.nowMs();
    const wanted = [...fields].filter((field) => {
      const cached = cache.get(field);
      return cached === undefined || nowMs - cached.readAtMs > CACHE_MS;
    });
    if (wanted.length === 0) return;
    const texts = await this.redis.hmget(latestKey(this.marketClock.market, feed), ...wanted);
    wanted.forEach((field, index) => {
      const text = texts[index] ?? null;
      const before = cache.get(field);
      const quote = before?.text === text ? before.quote : quoteIn(field, text);
      cache.set(field, { readAtMs: nowMs, text, quote });
    });
  }
}

function quoteIn(field: string, text: string | null): Quote | null {
  if (text === null || field === ALIVE_FIELD || field === HALTED_FIELD) return null;
  return unpackQuote(PackedQuote.parse(JSON.parse(text)));
}
